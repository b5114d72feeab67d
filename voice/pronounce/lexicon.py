"""The data of pronunciation: what assets/lexicon holds, read once and kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


def _text(name: str) -> str:
    return (resources.files("assets") / "lexicon" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> Mapping[str, Any]:
    """A TOML file of assets/lexicon, by its name without the ending. Raises FileNotFoundError, TOMLDecodeError."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def columns(name: str) -> Mapping[str, str]:
    """A two-column file of assets/lexicon: first column to second. Raises ValueError on a line of another shape."""
    entries: dict[str, str] = {}
    for number, line in enumerate(_text(f"{name}.tsv").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, tab, value = line.partition("\t")
        if not tab or not key or not value.strip() or "\t" in value:
            raise ValueError(f"{name}.tsv:{number}: two columns expected")
        entries[key] = value.strip()
    return entries
