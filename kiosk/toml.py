"""TOML as our own files are written: tables, and a name with its value on one line.

Whatever is written in another way goes to tomllib, which takes 2 ms to load and 70 ms for all our words: the first picture waits for neither.
"""

import json
import re
from typing import Any, NoReturn

_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|\\[/u]")
"""Marks that only tomllib judges, and the escapes that JSON takes in another way."""


def _refused(*_: object) -> NoReturn:
    raise ValueError


_decode = json.JSONDecoder(object_pairs_hook=_refused, parse_constant=_refused).raw_decode
"""Numbers, words in double quotes and lists of them are the same in JSON; its tables, its NaN and (below) its null are not."""


def loads(text: str) -> dict[str, Any]:
    """The tables of a text. Raises tomllib.TOMLDecodeError when it is no TOML."""
    try:
        return _plain(text)
    except ValueError:
        import tomllib

        return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any]:
    """Raises ValueError for what is not plain."""
    if _ODD.search(text):
        raise ValueError
    whole: dict[str, Any] = {}
    table, headers = whole, set()
    for line in text.split("\n"):
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            name, closed, rest = line[1:].partition("]")
            if not closed or rest or name in headers:
                raise ValueError
            headers.add(name)
            table = _table(whole, name.split("."))
            continue
        name, equals, written = line.partition(" = ")
        name = name.rstrip(" ")
        if not equals or name in table or not _is_name(name):
            raise ValueError
        value, end = _decode(written)
        if _has_null(value) or written[end:].strip(" \t")[:1] not in ("", "#"):
            raise ValueError
        table[name] = value
    return whole


def _table(whole: dict[str, Any], names: list[str]) -> dict[str, Any]:
    table = whole
    for name in names:
        if not _is_name(name):
            raise ValueError
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            raise ValueError
    return table


def _is_name(text: str) -> bool:
    return text.isascii() and text.isidentifier()


def _has_null(value: object) -> bool:
    return value is None or (isinstance(value, list) and any(map(_has_null, value)))
