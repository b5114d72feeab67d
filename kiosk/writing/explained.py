"""Candidates of the same sound, told apart as people do it: by a word the character stands in, or by its parts. Pure; data in assets/lexicon."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kiosk.text import Phrase, Words, phrase

PARTS = "+"
"""How an explanation by parts is marked in the data."""
MOST = 2
"""Characters that are explained of one candidate: more is a tale."""


def told_apart(candidates: Sequence[str]) -> tuple[Phrase | None, ...]:
    """For each candidate how to tell it from those that sound alike, tones aside; None where it sounds like none, or nothing is known."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in candidates:
        alike[_sounds(text)].append(text)
    return tuple(_told(text, alike[_sounds(text)]) for text in candidates)


def _told(text: str, alike: list[str]) -> Phrase | None:
    differing = [character for place, character in enumerate(text) if any(other[place] != character for other in alike)]
    known = [explained for character in dict.fromkeys(differing) if (explained := _explained(character)) is not None][:MOST]
    if not known:
        return None
    return phrase(f"keyboard.explained.{len(known)}", text=Words(text), **dict(zip("ab", known, strict=False)))


def _explained(character: str) -> Phrase | None:
    found = _table().get(character)
    if found is None:
        return None
    if found[1].startswith(PARTS):
        return phrase("keyboard.of_parts", parts=Words(found[1].removeprefix(PARTS)), character=Words(character))
    return phrase("keyboard.of_word", word=Words(found[1]), character=Words(character))


def _sounds(text: str) -> tuple[str, ...]:
    """One for each character; one that is not known stands for itself."""
    return tuple(_table()[character][0] if character in _table() else character for character in text)


@cache
def _table() -> dict[str, tuple[str, str]]:
    """The sound of each character and what explains it: read once, some 3 ms."""
    lines = (files("assets") / "lexicon" / "explained.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {character: (sound, explained) for character, sound, explained in rows}
