"""How the names of services are read, from the data of the pinyin keyboard: a dictionary of its own would cost 60 MB."""

from functools import cache
from importlib import resources
from itertools import islice, product
from types import TracebackType
from typing import Self

from kiosk.writing.dictionary import Dictionary
from kiosk.writing.syllables import Sound, pack, unfold

LONGEST_WORD = 4
MOST_WAYS = 16  # of a word whose characters have several readings


class TitleReader:
    """Use as a context. Raises WritingDataError where the data is missing or not of this version."""

    def __enter__(self) -> Self:
        self._file = resources.as_file(resources.files("assets") / "writing" / "pinyin.sqlite")
        self._dictionary = Dictionary(self._file.__enter__())
        self._readings = cache(self._dictionary.readings)
        self._word = cache(self._find_word)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dictionary.close()
        self._file.__exit__(kind, error, trace)

    def read(self, title: str) -> tuple[str, ...]:
        """A syllable for each character, u-umlaut as v; what has no reading stays as it is. Words decide between several readings."""
        read: list[str] = []
        at = 0
        while at < len(title):
            word = next((w for n in range(LONGEST_WORD, 1, -1) if (w := self._word(title[at : at + n]))), None)
            if word is None:
                known = self._readings(title[at])
                word = (unfold(*known[0][1]) if known else title[at],)
            read += word
            at += len(word)
        return tuple(read)

    def _find_word(self, text: str) -> tuple[str, ...] | None:
        """The likeliest reading of a word; None where there is no such word."""
        known = [self._readings(character) for character in text]
        if len(text) < 2 or not all(known):
            return None
        best: tuple[int, tuple[Sound, ...]] | None = None
        for way in islice(product(*known), MOST_WAYS):
            sounds, flags = pack(sound for _, sound in way)
            cost = next((e.cost for e in self._dictionary.words(sounds) if (e.text, e.flags) == (text, flags)), None)
            if cost is not None and (best is None or cost < best[0]):
                best = cost, tuple(sound for _, sound in way)
        return tuple(unfold(*sound) for sound in best[1]) if best else None
