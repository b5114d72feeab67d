"""Where a line of Chinese must not end: inside a word. The words are those of assets/writing/words.tsv, read at the first line that would break."""

import re
from functools import cache, lru_cache
from importlib.resources import files

LONGEST = 3
"""Characters of a word in the table."""
UNKNOWN = 75
"""The cost (-5 * ln(probability)) of a character that is no word there."""
OPENING = frozenset("“‘（《〈【「『(")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_COUNTED = re.compile("[0-9]+ ?[\u4e00-\u9fff]")


@cache
def _lines() -> dict[str, str]:
    """The lines of the table by their first character. Raises FileNotFoundError."""
    text = (files("assets") / "writing" / "words.tsv").read_text("utf-8")
    return {line[0]: line[2:] for line in text.splitlines()}


@lru_cache(1024)
def _beginning(first: str) -> dict[str, int]:
    """What may follow a character in a word, and the cost of that word."""
    return {word[:-2]: int(word[-2:]) for word in _lines().get(first, "").split()}


@lru_cache(1024)
def inside(text: str) -> frozenset[int]:
    """Places before characters of the text that are inside a word, or between a number and what it counts."""
    found: set[int] = set()
    for run in _HAN.finditer(text):
        found.update(_inside_run(run.group(), run.start()))
    for counted in _COUNTED.finditer(text):
        found.update(range(counted.start() + 1, counted.end()))
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


def line_end(text: str, start: int, end: int) -> int:
    """Where a line that begins at `start` and has room up to `end` ends best; `end` where the word is longer than the line."""
    held, place = inside(text), end
    while place > start and (place in held or text[place - 1] in OPENING):
        place -= 1
    return place if place > start else end
