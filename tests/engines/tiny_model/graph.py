"""From phones to words: every word as a chain of states, silence between them, and a loop for all that is none of them."""

from collections.abc import Mapping
from math import log

from tests.engines.tiny_model.kaldi import Graph, Phones

UNKNOWN = "[unk]"
HALF = log(2)
ENTER_UNKNOWN, EACH_UNKNOWN, LOOSE = 5.0, 3.5, 4.0
"""What it costs to take sounds as no word of ours, at first and for each phone, and as the word for all else in free speech."""


class Decoding:
    """HCLr.fst and Gr.fst of a vosk model whose grammars are made at run time."""

    def __init__(self, phones: Phones, spoken: Mapping[str, tuple[str, ...]]) -> None:
        self._phones = phones
        self.words = (UNKNOWN, *sorted(spoken))
        self.number = {word: place + 1 for place, word in enumerate(self.words)}
        self.sounds = Graph()
        self._loop = self.sounds.state()
        self.sounds.final[self._loop] = 0.0
        self.sounds.arc(0, self._loop, 0, 0, HALF)
        self.sounds.arc(self._chain(0, ["SIL"], 0, HALF), self._loop, 0, 0, HALF)
        self._word(("SPN",), UNKNOWN)
        for word, sounds in sorted(spoken.items()):
            self._word(sounds, word)
        self._anything()

    def grammar(self) -> Graph:
        """Any word after any other: what is listened for when nobody says what may be said."""
        graph = Graph()
        graph.final[0] = 0.0
        for word, number in self.number.items():
            graph.arc(0, 0, number, number, log(len(self.words)) + (LOOSE if word == UNKNOWN else 0.0))
        return graph

    def symbols(self) -> str:
        """words.txt."""
        return "".join(f"{word} {number}\n" for word, number in (("<eps>", 0), *self.number.items()))

    def _chain(self, source: int, names: list[str], told: int, cost: float) -> int:
        first = True
        for name in names:
            for state in range(self._phones.count[name]):
                target = self.sounds.state()
                self.sounds.arc(
                    source, target, self._phones.go(name, state), told if first else 0, cost if first else HALF
                )
                self.sounds.arc(target, target, self._phones.stay(name, state), 0, HALF)
                source, first = target, False
        return source

    def _word(self, sounds: tuple[str, ...], word: str) -> None:
        places = "S" if len(sounds) == 1 else "B" + "I" * (len(sounds) - 2) + "E"
        names = [f"{sound}_{place}" for sound, place in zip(sounds, places, strict=True)]
        self._close(self._chain(self._loop, names, self.number[word], 0.0), 2 * HALF)

    def _close(self, end: int, cost: float) -> None:
        self.sounds.arc(end, self._loop, 0, 0, cost)
        self.sounds.arc(self._chain(end, ["SIL"], 0, cost), self._loop, 0, 0, HALF)

    def _anything(self) -> None:
        inside, end = self.sounds.state(), self.sounds.state()
        for name in self._phones.names:
            match name[-2:]:
                case "_B":
                    begun = self._chain(self._loop, [name], self.number[UNKNOWN], ENTER_UNKNOWN)
                    self.sounds.arc(begun, inside, 0, 0, HALF)
                case "_I":
                    self.sounds.arc(self._chain(inside, [name], 0, EACH_UNKNOWN), inside, 0, 0, HALF)
                case "_E":
                    self.sounds.arc(self._chain(inside, [name], 0, EACH_UNKNOWN), end, 0, 0, HALF)
        self._close(end, HALF)
