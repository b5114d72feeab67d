"""The pinyin engine: typed letters become words, by the likeliest path through a lattice of words.

Nothing is learnt from the person and nothing is kept between two calls.
"""

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from kiosk.writing.dictionary import Dictionary
from kiosk.writing.lattice import Lattice, Token, matches, split
from kiosk.writing.names import Names
from kiosk.writing.port import Candidate
from kiosk.writing.syllables import BITS, confusions, unpack

CONFUSED = 400  # cost of one sound typed for another
CONFUSED_ALONE = 600  # the same in a word of one syllable, where nothing else tells what was meant
CUT_SHORT = 150  # cost of a syllable of which only the beginning was typed
LONGEST_WORD = 16  # syllables; the longest are names of services
PATHS_KEPT = 4  # likeliest beginnings of a sentence kept at each letter
ARCS_KEPT = 6  # likeliest words kept between two letters of a sentence
SENTENCES = 3
LONGER_SHOWN = 3  # words that go on after what was typed
LONGER_COST = 1300  # rarer words than this are not offered before they are typed
ABBREVIATED_KEPT = 60  # likeliest words for the same beginnings of syllables
LEADING_SHOWN = 8  # words for each shorter part of several syllables


class Arc(NamedTuple):
    """A word from one letter of the composition to another."""

    cost: int
    text: str
    end: int
    exact: bool


class PinyinEngine:
    """Opens `path` read-only. `terms` are words of the service: usual words, typed by initials too.

    Raises WritingDataError. May be shared between threads.
    """

    def __init__(self, path: Path, terms: Iterable[str] = ()) -> None:
        self._dictionary = Dictionary(path, terms)
        self._names = Names(self._dictionary)
        self._lock = Lock()

    def close(self) -> None:
        with self._lock:
            self._dictionary.close()

    def candidates(self, letters: str, limit: int = 20, names: bool = False) -> tuple[Candidate, ...]:
        """At most `limit` candidates, likeliest first; each says how many of the letters it stands for.

        First those for all letters, then those for the beginning. With `names` a person's name is expected.
        Letters that are no pinyin have none.
        """
        with self._lock:
            lattice = split(letters, self._dictionary.spellings, self._dictionary.beginnings)
            best: dict[str, Candidate] = {}
            for text, end in self._ranked(lattice, names) if lattice.size else ():
                best.setdefault(text, Candidate(text, lattice.used[end]))
                if len(best) >= limit:
                    break
        return tuple(best.values())[: max(limit, 0)]

    def _ranked(self, lattice: Lattice, names: bool) -> Iterator[tuple[str, int]]:
        size = lattice.size
        first = list(self._arcs(lattice, 0))
        if names:
            yield from self._names.whole(lattice)
        whole = self._whole(lattice, first)
        yield from ((text, size) for text in whole[:6])
        if not lattice.spelled_out:
            yield from ((entry.text, size) for entry in self._dictionary.abbreviated(lattice.letters)[:LONGER_SHOWN])
        if not names:
            yield from ((text, size) for text in self._longer(lattice))
        yield from ((text, size) for text in whole[6:])
        if names:
            yield from self._names.leading(lattice)
        yield from self._leading(lattice, first)

    def _whole(self, lattice: Lattice, first: list[Arc]) -> list[str]:
        """Texts for all letters by cost, but never a confused word before the best exact one."""
        words = sorted(arc for arc in first if arc.end == lattice.size)
        ranked = [(cost, text) for cost, text in self._sentences(lattice, first)]
        ranked += [(arc.cost, arc.text) for arc in words]
        texts = list(dict.fromkeys(text for _, text in sorted(ranked)))
        exact = next((arc.text for arc in words if arc.exact), None)
        confused = {arc.text for arc in words} - {arc.text for arc in words if arc.exact}
        if exact is not None and texts[0] in confused:
            texts.remove(exact)
            texts.insert(0, exact)
        return texts

    def _sentences(self, lattice: Lattice, first: list[Arc]) -> list[tuple[int, str]]:
        """The likeliest texts made of several words."""
        paths: list[list[tuple[int, str]]] = [[(0, "")]] + [[] for _ in range(lattice.size)]
        for start in range(lattice.size):
            if not paths[start]:
                continue
            kept = heapq.nsmallest(PATHS_KEPT, set(paths[start]))
            for arc in _best(first if start == 0 else self._arcs(lattice, start)):
                paths[arc.end] += [(cost + arc.cost, text + arc.text) for cost, text in kept]
        return heapq.nsmallest(SENTENCES, set(paths[lattice.size]))

    def _arcs(self, lattice: Lattice, start: int) -> Iterator[Arc]:
        """All words that may begin at a letter."""
        stack: list[tuple[Token, ...]] = [(token,) for token in lattice.following(start)]
        while stack:
            path = stack.pop()
            if all(token.sound for token in path):
                sounds, flags = _key(path)
                if len(path) > 1 and not self._dictionary.begins(sounds):
                    continue
                each = CONFUSED if len(path) > 1 else CONFUSED_ALONE
                for entry in self._dictionary.words(sounds):
                    wrong = confusions(entry.flags, flags)
                    yield Arc(entry.cost + each * wrong, entry.text, path[-1].end, not wrong)
            else:
                yield from self._abbreviated(path)
            if len(path) < LONGEST_WORD and path[-1].end < lattice.size:
                stack += [(*path, token) for token in lattice.following(start, path)]

    def _abbreviated(self, path: tuple[Token, ...]) -> Iterator[Arc]:
        """Usual words of which some syllables were only begun."""
        cut = CUT_SHORT * sum(token.sound is None for token in path)
        there = self._dictionary.abbreviated("".join(token.typed[0] for token in path))
        fitting = (entry for entry in there if matches(entry.sounds, entry.flags, path))
        for entry in islice(fitting, ABBREVIATED_KEPT):
            yield Arc(entry.cost + cut, entry.text, path[-1].end, False)

    def _longer(self, lattice: Lattice) -> list[str]:
        """Words that go on after the typed syllables; after one alone, which begins thousands, only terms."""
        found: dict[str, int] = {}
        paths = list(self._whole_paths(lattice))
        shortest = min(map(len, paths), default=0)
        for path in (path for path in paths if len(path) == shortest):
            full = [token for token in path if token.sound]
            begun = path[-1].typed if len(full) < len(path) else ""
            sounds, flags = _key(full)
            mask = (1 << (BITS * len(full))) - 1
            for entry in self._dictionary.longer(sounds, terms_only=len(full) == 1) if full else ():
                if entry.cost > LONGER_COST:
                    continue
                if not begun or unpack(entry.sounds, entry.flags)[len(full)].startswith(begun):
                    cost = entry.cost + CONFUSED * confusions(entry.flags & mask, flags)
                    found[entry.text] = min(cost, found.get(entry.text, cost))
        return heapq.nsmallest(LONGER_SHOWN, found, key=lambda text: (found[text], text))

    def _whole_paths(self, lattice: Lattice) -> Iterator[tuple[Token, ...]]:
        """Splits of all letters into the first syllables of some word; the last may be cut short."""
        stack: list[tuple[Token, ...]] = [(token,) for token in lattice.following(0)]
        while stack:
            path = stack.pop()
            if path[-1].end == lattice.size:
                yield path
            elif path[-1].sound and self._dictionary.begins(_key(path)[0]):
                stack += [(*path, token) for token in lattice.following(0, path)]

    def _leading(self, lattice: Lattice, first: list[Arc]) -> Iterator[tuple[str, int]]:
        """Words for a beginning of the letters, the longest beginning first."""
        single = {token.end for token in lattice.following(0)}
        for end in sorted({arc.end for arc in first if arc.end < lattice.size}, reverse=True):
            arcs = sorted(arc for arc in first if arc.end == end)
            yield from ((arc.text, end) for arc in (arcs if end in single else arcs[:LEADING_SHOWN]))


def _key(path: Iterable[Token]) -> tuple[str, int]:
    """`syllables.pack` for tokens."""
    names: list[str] = []
    packed = 0
    for place, token in enumerate(path):
        if token.sound is not None:
            names.append(token.sound[0])
            packed |= token.sound[1] << (BITS * place)
    return " ".join(names), packed


def _best(arcs: Iterable[Arc]) -> Iterator[Arc]:
    """The likeliest arcs to each end."""
    ends: dict[int, list[Arc]] = {}
    for arc in arcs:
        ends.setdefault(arc.end, []).append(arc)
    for there in ends.values():
        yield from heapq.nsmallest(ARCS_KEPT, there)
