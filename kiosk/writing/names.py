"""The name model: a surname of one or two characters, then a given name of one or two."""

import heapq
from collections.abc import Iterator
from typing import TypeAlias

from kiosk.writing.dictionary import Dictionary, Entry
from kiosk.writing.lattice import Lattice, Token, matches
from kiosk.writing.syllables import confusions, pack, unpack

CONFUSED = 350  # cost of one sound typed for another
CUT_SHORT = 150  # cost of a syllable of which only the beginning was typed
FREE = 120  # cost of a given name that is on no list, over that of its two characters
SINGLE_GIVEN = 190  # cost of a given name of one character: about 15 people in 100
ALONE = 350  # cost of a given name or a surname typed by itself
COMBINED = 25  # characters tried for each place of a given name
SHOWN = 10
SURNAMES_SHOWN = 6
LONGEST = 4  # syllables

Ranked: TypeAlias = list[tuple[int, str]]
Path: TypeAlias = tuple[Token, ...]


class Names:
    """Names as the letters may spell them. Holds the surnames; all else is looked up."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._surnames: dict[str, list[Entry]] = {}
        self._by_initial: dict[str, list[Entry]] = {}
        for entry in dictionary.surnames():
            self._surnames.setdefault(entry.sounds, []).append(entry)
            if " " not in entry.sounds:
                self._by_initial.setdefault(unpack(entry.sounds, entry.flags)[0][0], []).append(entry)

    def whole(self, lattice: Lattice) -> Iterator[tuple[str, int]]:
        """Names that take all letters, likeliest first."""
        yield from self._best(path for path in _paths(lattice) if path[-1].end == lattice.size)

    def leading(self, lattice: Lattice) -> Iterator[tuple[str, int]]:
        """Names that take the longest beginning, then surnames alone."""
        shorter = [path for path in _paths(lattice) if path[-1].end < lattice.size and len(path) > 1]
        if not any(path[-1].end == lattice.size for path in _paths(lattice)):
            yield from self._best(path for path in shorter if len(path) == 3)
        found: list[tuple[int, str, int]] = []
        for path in _paths(lattice):
            if len(path) == 1 and path[-1].end < lattice.size:
                found += [(cost, text, path[-1].end) for cost, text in self._surname(path)]
        yield from ((text, end) for _, text, end in heapq.nsmallest(SURNAMES_SHOWN, found))

    def _best(self, paths: Iterator[Path]) -> Iterator[tuple[str, int]]:
        found = [(cost, text, path[-1].end) for path in paths for cost, text in self._named(path)]
        yield from ((text, end) for _, text, end in heapq.nsmallest(SHOWN, found))

    def _named(self, path: Path) -> Ranked:
        """Every way in which the syllables are a name."""
        match len(path):
            case 1:
                return self._surname(path) + _dearer(self._single(path[0]), ALONE + SINGLE_GIVEN)
            case 2:
                alone = _dearer(self._pair(path), ALONE) + _dearer(self._surname(path), ALONE)
                return _joined(self._surname(path[:1]), self._single(path[1]), SINGLE_GIVEN) + alone
            case 3:
                compound = _joined(self._surname(path[:2]), self._single(path[2]), SINGLE_GIVEN)
                return _joined(self._surname(path[:1]), self._pair(path[1:]), 0) + compound
            case _:
                return _joined(self._surname(path[:2]), self._pair(path[2:]), 0)

    def _surname(self, path: Path) -> Ranked:
        if all(token.sound for token in path):
            sounds, flags = pack(token.sound for token in path if token.sound)
            there = self._surnames.get(sounds, [])
            return [(entry.cost + CONFUSED * confusions(entry.flags, flags), entry.text) for entry in there]
        if len(path) > 1:
            return []
        typed = path[0].typed
        there = self._by_initial.get(typed[0], [])
        return [
            (entry.cost + CUT_SHORT, entry.text)
            for entry in there
            if unpack(entry.sounds, entry.flags)[0].startswith(typed)
        ]

    def _single(self, token: Token) -> Ranked:
        """Given names of one character."""
        if token.sound is None:
            return []
        sound, flags = token.sound
        there = self._dictionary.name_characters(sound)
        return [(one.only + CONFUSED * confusions(one.flags, flags), one.text) for one in there]

    def _pair(self, path: Path) -> Ranked:
        """Given names of two characters."""
        left, right = path
        if left.sound is None or right.sound is None:
            cut = CUT_SHORT * sum(token.sound is None for token in path)
            there = self._dictionary.abbreviated_names(left.typed[0] + right.typed[0])
            return [(entry.cost + cut, entry.text) for entry in there if matches(entry.sounds, entry.flags, path)][
                :COMBINED
            ]
        sounds, flags = pack((left.sound, right.sound))
        best = {
            text: cost + FREE for cost, text in _joined(self._placed(left, "first"), self._placed(right, "second"), 0)
        }
        for entry in self._dictionary.given_names(sounds):
            cost = entry.cost + CONFUSED * confusions(entry.flags, flags)
            best[entry.text] = min(cost, best.get(entry.text, cost))
        return [(cost, text) for text, cost in best.items()]

    def _placed(self, token: Token, place: str) -> Ranked:
        """Characters as they come first or second in a given name, the likeliest only."""
        sound, flags = token.sound or ("", 0)
        ranked = [
            (
                (one.first if place == "first" else one.second) + CONFUSED * confusions(one.flags, flags),
                one.text,
            )
            for one in self._dictionary.name_characters(sound)
        ]
        return heapq.nsmallest(COMBINED, ranked)


def _paths(lattice: Lattice) -> list[Path]:
    """Splits of the letters' beginnings into at most four syllables."""
    done: list[Path] = []
    stack: list[Path] = [(token,) for token in lattice.following(0)]
    while stack:
        path = stack.pop()
        done.append(path)
        if len(path) < LONGEST and path[-1].end < lattice.size:
            stack += [(*path, token) for token in lattice.following(0, path)]
    return done


def _joined(left: Ranked, right: Ranked, more: int) -> Ranked:
    """Every pair of texts, or the likeliest where there are many."""
    left, right = heapq.nsmallest(COMBINED, left), heapq.nsmallest(COMBINED, right)
    return [(one + two + more, head + tail) for one, head in left for two, tail in right]


def _dearer(ranked: Ranked, more: int) -> Ranked:
    return [(cost + more, text) for cost, text in ranked]
