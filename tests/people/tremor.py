"""A finger that shakes: it comes down beside what it meant, slides, comes down twice. It looks at what became of it, and mends it.

Offsets, slides and repeats are drawn from the figures in `pace` by a seed of the person's own.
"""

import math
import random
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from tests.people import pace
from tests.people.body import Box, Stuck
from tests.people.looking import Card
from tests.people.sighted import HAN, Sighted

ERASE = "删除"
MOST_TRIES, MOST_FIGURES, MOST_KEYS = 6, 40, 200
SLIP_MM = 12.0
TREMBLE_MM = 1.0
THICK_MM = 0.75
"""The edge of the line that is written on is twice as thick as that of the others."""
TWICE_S = (0.08, 0.4)


@dataclass
class Tremor(Sighted):
    """seed: another one is another day."""

    name = "tremor"
    seed: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.chance = random.Random(self.seed)

    def touch(self, box: Box) -> None:
        """Not where it was meant to."""
        self._come_down(box)
        if self.chance.random() < pace.TWICE:
            self.rest(self.chance.uniform(*TWICE_S))
            self._come_down(box)

    def _come_down(self, box: Box) -> None:
        x, y = box.middle
        far = pace.OFFSET_MM / math.sqrt(math.pi / 2)
        x, y = self._inside(x + self.chance.gauss(0, far), y + self.chance.gauss(0, far))
        self.body.down(x, y)
        slide = SLIP_MM if self.chance.random() < pace.SLIP else TREMBLE_MM
        x, y = self._inside(x + self.chance.gauss(0, slide), y + self.chance.gauss(0, slide))
        self.body.move(x, y)
        self.body.up()

    def _inside(self, x: float, y: float) -> tuple[float, float]:
        return min(max(x, 1.0), self.view.wide - 1), min(max(y, 1.0), self.view.high - 1)

    # --- what one looks at afterwards

    def letters(self, text: str) -> None:
        """Looks after every key; what came wrong is taken away again. Ideographs are looked at when they are picked."""
        if any(ord(character) in HAN for character in text):
            super().letters(text)
            return
        others = {_words(card) for card in self._upper()}
        lines = [box.high for box in self._blanks() if box.y < self.view.high / 2]
        for _ in range(MOST_KEYS):
            standing = self._standing(lines, others)
            if standing == text:
                return
            if text.startswith(standing):
                self.tap(self.key(text[len(standing)]).box, thinking=False)
            else:
                self.tap(self.find(ERASE, lambda view: view.card(ERASE)).box)
            self.look()
        raise Stuck(f"what is written never comes out right on “{self.view.title}”")

    def _standing(self, lines: list[float], others: set[str]) -> str:
        """What stands on a line that was empty: as high as those were, wherever it went when the keys changed, and new."""
        same = [card for card in self._upper() if any(abs(card.box.high - high) < 2 for high in lines)]
        return "".join(words for card in same if (words := _words(card)) not in others)

    def fill(self, texts: tuple[tuple[str, str], ...]) -> None:
        """See Sighted; looks whether it is on the line that was meant before it writes. What stands already, after a way round, is left."""
        for number, (label, text) in enumerate(texts):
            if self.stands(text):
                continue
            for _ in range(MOST_TRIES if number else 0):
                line = self._line_of(label)
                if self._written_on(line):
                    break
                self.tap(line)
                self.look()
            self.letters(text)

    def _written_on(self, line: Box) -> bool:
        """Whether it has the thick edge."""
        edges = [s.box for s in self.body.sight().shapes if s.kind == "box" and s.line > THICK_MM]
        return any(line.holds(edge, slack=1.0) and edge.holds(line, slack=1.0) for edge in edges)

    def _upper(self) -> list[Card]:
        return [card for card in self.view.cards if card.box.y < self.view.high / 2]

    def key(self, letter: str) -> Card:
        """See Sighted; where the finger slid off the name of a keyboard, it is touched once more."""
        for _ in range(MOST_TRIES):
            try:
                return super().key(letter)
            except Stuck:
                self.look()
        return super().key(letter)

    def date(self, parts: tuple[str, ...]) -> None:
        """Figure by figure; what came wrong is taken away again."""
        for _ in range(MOST_TRIES):
            super().date(parts)
            self.look()
            if all(self.stands(part) for part in parts):
                return
            for _ in range(MOST_FIGURES):
                if len(self._blanks()) >= len(parts):
                    break
                self.tap(self.find(ERASE, lambda view: view.card(ERASE)).box)
                self.look()
        raise Stuck(f"the date never comes out right on “{self.view.title}”")

    def pinyin(self, text: str) -> None:
        """One character at a time: the letters are read before one is picked."""
        for character in text:
            self._layout("拼音")
            self._sound("".join(lazy_pinyin(character)))
            for _ in range(MOST_TRIES):
                self.tap(self._candidate(character).box)
                self.look()
                if not self._composing():
                    break

    def _sound(self, wanted: str) -> None:
        for _ in range(MOST_FIGURES):
            standing = self._composing()
            if standing == wanted:
                return
            if wanted.startswith(standing):
                self.tap(self.key(wanted[len(standing)]).box, thinking=False)
            else:
                self.tap(self.find(ERASE, lambda view: view.card(ERASE)).box, thinking=False)
            self.look()
        raise Stuck(f"the letters never come out right on “{self.view.title}”")

    def _composing(self) -> str:
        """The letters that wait for a character, above the keys."""
        waiting = [line.text for line in self.view.lines if line.box.y > self.view.high * 0.4 and line.text.isascii()]
        return "".join(waiting).replace(" ", "").replace("'", "").lower()


def _words(card: Card) -> str:
    return card.label + card.rest
