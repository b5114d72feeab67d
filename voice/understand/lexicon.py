"""What people say, from assets/lexicon/understood.toml: read once and kept."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table() -> Mapping[str, Any]:
    """The whole file. Raises FileNotFoundError, TOMLDecodeError."""
    return tomllib.loads((files("assets") / "lexicon" / "understood.toml").read_text("utf-8"))


@cache
def digits() -> Mapping[str, str]:
    """Each spoken digit and the digit it means."""
    return {spoken: digit for digit, spoken_forms in table()["digits"].items() for spoken in spoken_forms}


def longest_first(words: Iterable[str]) -> list[str]:
    """So that a longer word is met before one that it begins with."""
    return sorted(words, key=lambda word: (-len(word), word))


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words."""
    return "(?:" + "|".join(re.escape(word) for word in longest_first(words)) + ")"


def bare(heard: str) -> str:
    """What was heard without blanks and marks; recognisers put a blank between words."""
    return re.sub(r"[\s\uff0c\u3002\uff1f\uff01\u3001,.?!\uff1b;\uff1a:\u201c\u201d\"]+", "", heard)


def trimmed(heard: str) -> str:
    """What was heard without the small words people begin and end with. Never empty when something was said."""
    said = bare(heard)
    leads, tails = longest_first(table()["leads"]), longest_first(table()["tails"])
    changed = True
    while changed:
        changed = False
        for lead in leads:
            if said.startswith(lead) and len(said) > len(lead):
                said, changed = said[len(lead) :], True
        for tail in tails:
            if said.endswith(tail) and len(said) > len(tail):
                said, changed = said[: -len(tail)], True
    return said
