"""Where a line of Chinese must not end: inside a word. The words are those of assets/writing/words.tsv, read at the first line that would break."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

LONGEST = 3
"""Characters of a word in the table."""
UNKNOWN = 75
"""The cost (-5 * ln(probability)) of a character that is no word there."""
OPENING = frozenset("“‘（《〈【「『(")
_NUMBER = re.compile("[0-9]+ ?")


@cache
def _table() -> bytes:
    """The table as it stands in its file: taking it apart would keep the first line waiting for 5 ms. Raises FileNotFoundError."""
    return (files("assets") / "writing" / "words.tsv").read_bytes()


@lru_cache(1024)
def _beginning(first: str) -> dict[str, int]:
    """What may follow a character in a word, and the cost of that word."""
    return {word[:-2]: int(word[-2:]) for word in _line(f"{first}\t".encode()).decode().split()}


def _line(key: bytes) -> bytes:
    """What follows the key in its line of the table, whose lines are in order; nothing where there is none."""
    table = _table()
    low, high = 0, len(table)
    while low < high:
        start = max(low, table.rfind(b"\n", low, (low + high) // 2) + 1)
        end = table.index(b"\n", start)
        head = table[start : start + len(key)]
        if head == key:
            return table[start + len(key) : end]
        low, high = (end + 1, high) if head < key else (low, start)
    return b""


def _ideograph(character: str) -> bool:
    """Whether words of the table may have it. (A pattern of so many characters takes a millisecond to compile.)"""
    return "\u3400" <= character <= "\u4dbf" or "\u4e00" <= character <= "\u9fff"


def inside(text: str) -> frozenset[int]:
    """Places before characters of the text that are inside a word, or between a number and what it counts. Nothing of the text is kept."""
    found: set[int] = set()
    place = 0
    for han, characters in groupby(text, _ideograph):
        run = "".join(characters)
        if han:
            found.update(_inside_run(run, place))
        place += len(run)
    for number in _NUMBER.finditer(text):
        if "\u4e00" <= text[number.end() : number.end() + 1] <= "\u9fff":
            found.update(range(number.start() + 1, number.end() + 1))
    return frozenset(found)


def _inside_run(run: str, offset: int) -> set[int]:
    """The likeliest words of a run of characters: the cheapest way through it."""
    costs = [0, *[UNKNOWN * LONGEST * len(run)] * len(run)]
    best = [0] * (len(run) + 1)  # where the last word of the cheapest way to each place begins
    for start, first in enumerate(run):
        known = _beginning(first)
        for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
            cost = known.get(run[start + 1 : end], UNKNOWN if end == start + 1 else 0)
            if cost and costs[start] + cost < costs[end]:
                costs[end], best[end] = costs[start] + cost, start
    found: set[int] = set()
    end = len(run)
    while end:
        start = best[end]
        found.update(range(offset + start + 1, offset + end))
        end = start
    return found


def line_end(text: str, start: int, end: int, held: frozenset[int]) -> int:
    """Where a line that begins at `start` and has room up to `end` ends best; `end` where the word is longer than the line. held: `inside`."""
    place = end
    while place > start and (place in held or text[place - 1] in OPENING):
        place -= 1
    return place if place > start else end
