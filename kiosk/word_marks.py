"""What a text is known by, as numbers: syllables in which the sounds that accents confuse are one, and characters, alone and together.

Each mark is one whole number, its kind and up to three of sounds or characters, so that thousands of sayings are taken apart at once. Pure.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from kiosk.slips import Heard, split
from kiosk.word_table import Numbers, Places
from kiosk.writing.sounds import Sounds

KINDS = (1.3, 1.0, 1.2, 1.2, 0.6, 1.0, 0.8, 0.8, 0.8, 0.8)
"""Of the kinds of marks, how much they count: a syllable, a character, two syllables, two characters, three syllables, two with one between; two of
which only the initial or the final of the first, or of the second, counts."""
ITSELF = 1000
"""What has no sound stands for itself: its number in Unicode after those of the sounds."""
_KIND, _FIRST, _SECOND = 48, 32, 16


class Marks:
    """Of a language's sounds."""

    def __init__(self, sounds: Sounds) -> None:
        names = sorted({sound for sound, _ in sounds.sound.values() if sound.isascii()})
        self._number = {name: place for place, name in enumerate(names, 1)}
        halves = [split(name) for name in names]
        begins = {name: place for place, name in enumerate(sorted({half for half, _ in halves}), 1)}
        ends = {name: place for place, name in enumerate(sorted({half for _, half in halves}), 1)}
        self._begins = np.array([0, *(begins[half] for half, _ in halves)], np.int64)
        self._ends = np.array([0, *(ends[half] for _, half in halves)], np.int64)

    def of(self, texts: Iterable[Sequence[Heard]]) -> tuple[Places, Places]:
        """(which text, which mark), one entry each time a mark is met."""
        whose, parts = self._parts(texts)
        return np.concatenate([whose[at] for at, _, _ in parts]), np.concatenate([mark for _, _, mark in parts])

    def spans(self, text: Sequence[Heard]) -> tuple[Places, Places, Places]:
        """(first character, last character, which mark) of one text, one entry each time a mark is met."""
        parts = self._parts([text])[1]
        firsts, lasts = [at for at, _, _ in parts], [at + more for at, more, _ in parts]
        return np.concatenate(firsts), np.concatenate(lasts), np.concatenate([mark for _, _, mark in parts])

    def _parts(self, texts: Iterable[Sequence[Heard]]) -> tuple[Places, tuple[tuple[Places, int, Places], ...]]:
        """Of each syllable which text it is in; of each kind where it is met, how many more syllables it is of, and which mark."""
        numbers, lengths = [], []
        for heard in texts:
            numbers += [
                (self._number.get(sound) or ITSELF + ord(sound), ord(character) if character else 0)
                for sound, character in heard
            ]
            lengths.append(len(heard))
        whose = np.repeat(np.arange(len(lengths)), lengths)
        table = np.array(numbers, np.int64).reshape(-1, 2)
        sounds, characters = table[:, 0], table[:, 1]
        known = sounds < ITSELF
        inside = np.where(known, sounds, 0)
        begins = np.where(known, self._begins[inside], sounds)
        ends = np.where(known, self._ends[inside], sounds)
        two = np.flatnonzero(whose[:-1] == whose[1:])
        three = np.flatnonzero(whose[:-2] == whose[2:])
        written = np.flatnonzero(characters)
        both = two[(characters[two] > 0) & (characters[two + 1] > 0)]
        return whose, (
            (np.arange(len(sounds)), 0, _mark(0, sounds)),
            (written, 0, _mark(1, characters[written])),
            (two, 1, _mark(2, sounds[two], sounds[two + 1])),
            (both, 1, _mark(3, characters[both], characters[both + 1])),
            (three, 2, _mark(4, sounds[three], sounds[three + 1], sounds[three + 2])),
            (three, 2, _mark(5, sounds[three], sounds[three + 2])),
            (two, 1, _mark(6, begins[two], sounds[two + 1])),
            (two, 1, _mark(7, ends[two], sounds[two + 1])),
            (two, 1, _mark(8, sounds[two], begins[two + 1])),
            (two, 1, _mark(9, sounds[two], ends[two + 1])),
        )


def _mark(kind: int, first: Places, second: Places | int = 0, third: Places | int = 0) -> Places:
    return np.asarray((kind << _KIND) + (first << _FIRST) + (second << _SECOND) + third)


def how_much(marks: Places) -> Numbers:
    """How much each counts by its kind."""
    counts: Numbers = np.array(KINDS, np.float32)[marks >> _KIND]
    return counts
