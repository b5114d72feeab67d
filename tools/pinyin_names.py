"""The name model of tools/build_pinyin.py: how likely a surname and a given name are.

It mixes our own lists (tools/writing_sources) with the persons in jieba's dictionary. The persons there are
mostly of novels and history, so they are a smaller part and none counts for much.
"""

import math
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kiosk.writing.syllables import Sound, fold, initials, pack, unpack

OWN, SEEN = (
    0.5,
    0.2,
)  # shares of the two lists in the likelihood of a whole given name; characters have the rest
MOST_SEEN = 20  # a person of the dictionary counts at most this often
RANK_SHIFT = 4.0  # Zipf's law with this shift gives the measured shares of the first hundred surnames within a third
COMPOUND_SHARE = 0.002  # of all people, those with a surname of two characters

Spread: TypeAlias = dict[str, float]


@dataclass(frozen=True)
class NameModel:
    surnames: dict[str, tuple[float, list[str] | None]]  # text -> probability, reading where it is special
    pairs: Spread
    seen: Spread
    first: Spread
    second: Spread
    only: Spread

    def write(self, base: sqlite3.Connection, counts: Spread, shares: dict[str, Spread]) -> None:
        """Fills the tables surname, given and given_character."""
        rows = [
            row
            for text, (chance, special) in self.surnames.items()
            for row in self._surname(text, chance, special, shares)
        ]
        base.executemany("insert into surname values(?,?,?,?)", sorted(rows))
        given = [row for text in sorted({*self.pairs, *self.seen}) for row in self._given(text, shares)]
        base.executemany("insert into given values(?,?,?,?,?)", sorted(given))
        letters = sorted({*self.first, *self.second, *self.only})
        characters = [
            (
                sound,
                text,
                flags,
                *(cost(spread.get(text, 0.0) * share) for spread in (self.first, self.second, self.only)),
            )
            for text in letters
            for (sound, flags), share in main_readings(text, shares)
        ]
        base.executemany("insert into given_character values(?,?,?,?,?,?)", sorted(characters))

    def _surname(
        self, text: str, chance: float, special: list[str] | None, shares: dict[str, Spread]
    ) -> list[tuple[str, int, str, int]]:
        if special:
            sounds, flags = pack(fold(one) for one in special)
            return [(sounds, cost(chance), text, flags)]
        best = [main_readings(letter, shares)[0][0] for letter in text]
        sounds, flags = pack(best)
        return [(sounds, cost(chance), text, flags)]

    def _given(self, text: str, shares: dict[str, Spread]) -> list[tuple[str, int, str, int, str]]:
        one, two = text[0], text[1]
        free = self.first.get(one, 0.0) * self.second.get(two, 0.0)
        chance = OWN * self.pairs.get(text, 0.0) + SEEN * self.seen.get(text, 0.0) + (1 - OWN - SEEN) * free
        rows = []
        for left, left_share in main_readings(one, shares):
            for right, right_share in main_readings(two, shares):
                sounds, flags = pack((left, right))
                short = initials(unpack(sounds, flags))
                rows.append((sounds, cost(chance * left_share * right_share), text, flags, short))
        return rows


def cost(chance: float) -> int:
    return round(-100 * math.log(max(chance, 1e-9)))


def main_readings(letter: str, shares: dict[str, Spread]) -> list[tuple[Sound, float]]:
    """The readings that a name may have, the usual one first."""
    known = sorted(shares.get(letter, {}).items(), key=lambda item: (-item[1], item[0]))
    return [(fold(one), share) for one, share in known if share >= 0.1 or one == known[0][0]]


def read_names(folder: Path, persons: dict[str, int]) -> NameModel:
    surnames = read_surnames(folder / "surnames.txt")
    own, first, second, only, never = read_given(folder / "given_names.txt")
    seen: Spread = defaultdict(float)
    for text, count in sorted(persons.items()):
        if len(text) == 3 and text[0] in surnames and not never & set(text[1:]):
            seen[text[1:]] += min(count, MOST_SEEN)
    own, seen = normal(own), normal(seen)
    return NameModel(
        surnames,
        own,
        seen,
        blend((0.4, place(own, 0)), (0.2, place(seen, 0)), (0.4, first)),
        blend((0.4, place(own, 1)), (0.2, place(seen, 1)), (0.4, second)),
        blend((0.7, only), (0.1, place(own, 0)), (0.1, place(own, 1)), (0.1, place(seen, 1))),
    )


def read_surnames(path: Path) -> dict[str, tuple[float, list[str] | None]]:
    entries = [
        word for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#" for word in line.split()
    ]
    special = {
        text: sounds.split("_") if sounds else None for text, _, sounds in (one.partition(":") for one in entries)
    }
    singles = [text for text in special if len(text) == 1]
    weights = {text: 1 / (rank + RANK_SHIFT) for rank, text in enumerate(singles)}
    whole = sum(weights.values())
    chances = {text: (1 - COMPOUND_SHARE) * weight / whole for text, weight in weights.items()}
    compounds = [text for text in special if len(text) == 2]
    chances |= {text: COMPOUND_SHARE / len(compounds) for text in compounds}
    return {text: (chance, special[text]) for text, chance in chances.items()}


def read_given(path: Path) -> tuple[Spread, Spread, Spread, Spread, set[str]]:
    """Whole names with their weights; characters that come first, second, alone; and those that never do."""
    pairs: Spread = {}
    places: dict[str, Spread] = {"first": {}, "second": {}, "only": {}, "never": {}}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, words = line.split(":")
        *kind, weight = head.split()
        spread = places[kind[0]] if kind else pairs
        for word in words.split():
            spread[word] = max(spread.get(word, 0.0), float(weight))
    first, second, only = (normal(places[place]) for place in ("first", "second", "only"))
    return pairs, first, second, only, set(places["never"])


def place(names: Spread, index: int) -> Spread:
    spread: Spread = defaultdict(float)
    for text, weight in names.items():
        spread[text[index]] += weight
    return normal(spread)


def normal(spread: Spread) -> Spread:
    whole = sum(spread.values())
    return {text: weight / whole for text, weight in sorted(spread.items())}


def blend(*parts: tuple[float, Spread]) -> Spread:
    mixed: Spread = defaultdict(float)
    for share, spread in parts:
        for text, weight in spread.items():
            mixed[text] += share * weight
    return dict(sorted(mixed.items()))
