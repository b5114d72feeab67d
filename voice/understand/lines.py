"""Several fields on one screen: which of them was named, and where goes what is said without a name. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kiosk.blocks import Block, DateField, TextField
from kiosk.phrases import Phrases
from kiosk.screen import Screen
from voice.understand.lexicon import bare, digits, one_of, table, trimmed
from voice.understand.numbers import whole_number

Line = TextField | DateField

FREE = ("text", "long_text", "search", "name")
"""Kinds of fields that take anything that is said."""


def lines_of(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The fields that can be filled in by speech: a secret one (a clerk's PIN) never is."""
    return tuple(block for block in blocks if isinstance(block, DateField) or (isinstance(block, TextField) and block.shown))


def entered(screen: Screen, lines: Sequence[Line]) -> int:
    """Which one what is said goes into: where one is, else the first."""
    return next((number for number, line in enumerate(lines) if line.key == screen.entered), 0)


def named(heard: str, lines: Sequence[Line], now: int, phrases: Phrases) -> tuple[int, str] | None:
    """The field that was named, and what was said behind its name ("" when no more was); None when none was named."""
    said = re.sub("^" + one_of(table()["lines"]["verbs"]), "", trimmed(heard)) or trimmed(heard)
    place = _place(said, now, len(lines))
    if place is not None:
        return place, ""
    for begun in (said, bare(heard)):
        for number, line in enumerate(lines):
            for name in sorted(names(line, phrases), key=len, reverse=True):
                if name and begun.startswith(name):
                    return number, begun[len(name) :]
    return None


def names(line: Line, phrases: Phrases) -> tuple[str, ...]:
    """What a field is called."""
    return tuple(dict.fromkeys(bare(name) for name in (phrases.show(line.label), *phrases.hear(line.label))))


def words(lines: Sequence[Line], phrases: Phrases) -> Iterator[str]:
    """All that may be said to come from one field to another."""
    if len(lines) < 2:
        return
    known = table()["lines"]
    yield from (*known["next"], *known["before"])
    figures = [word for word, digit in digits().items() if digit.isdigit() and 0 < int(digit) <= len(lines)]
    for line in lines:
        yield from names(line, phrases)
    for counter in known["counters"]:
        yield from (f"{table()['choices']['ordinal']}{figure}{counter}" for figure in figures)


def _place(said: str, now: int, count: int) -> int | None:
    known = table()["lines"]
    if said in known["next"]:
        return min(now + 1, count - 1)
    if said in known["before"]:
        return max(now - 1, 0)
    found = re.fullmatch(f"{table()['choices']['ordinal']}(.+){one_of([*known['counters'], *table()['choices']['counters']])}", said)
    number = whole_number(found[1]) if found else None
    return number - 1 if number is not None and 1 <= number <= count else None
