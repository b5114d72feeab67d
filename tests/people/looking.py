"""From what is painted to what a person makes of it: a question, words, cards that can be pressed, lines to write on."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.people.body import Box, Glyphs, Shape, Sight

MARK_MM = 13.0
"""A mark in a card (circle or square) is smaller than this; whatever can be pressed is larger."""
LEAST_BOX_MM = 8.0
TITLE = 1.35
"""A question is so much larger than the words of the tools below it."""
DARK = 3.0
"""A filling that stands out this much was meant to."""


@dataclass(frozen=True, slots=True)
class Line:
    """Characters beside each other. high: of a capital, in millimetres."""

    text: str
    box: Box
    high: float


@dataclass(frozen=True, slots=True)
class Card:
    """A box with words in it: what stands first in it, then the rest; whether its mark is filled, its box dark, its line broken."""

    label: str
    rest: str
    box: Box
    high: float
    marked: bool = False
    chosen: bool = False
    dark: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """The screen as it is understood. title: the largest words, larger than those of the tools; blanks: boxes without words."""

    title: str
    heading: tuple[Line, ...]
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    blanks: tuple[Box, ...]
    wide: float
    high: float

    @property
    def words(self) -> str:
        """All free words, one line each."""
        return "\n".join(line.text for line in self.lines)

    def card(self, label: str, hint: str = "") -> Card | None:
        """The card of this name that can be pressed."""
        return next((c for c in self.cards if c.label == label and hint in c.rest and not c.faint), None)

    def main(self) -> Card | None:
        """The one next step: dark, at the bottom right."""
        dark = [c for c in self.cards if c.dark and not c.marked and not c.faint]
        return max(dark, key=lambda c: (c.box.bottom, c.box.right), default=None)

    def marked(self) -> tuple[Card, ...]:
        """The cards with a mark: choices."""
        return tuple(card for card in self.cards if card.marked)


def understood(sight: Sight, least_high: float = 0.0, least_contrast: float = 3.0) -> View:
    """What a person makes of it who sees nothing smaller or paler than this."""
    seen = [g for g in sight.glyphs if g.high >= least_high and g.contrast >= least_contrast]
    boxes = _distinct(s for s in sight.shapes if s.kind == "box" and not s.hollow and min(s.box.wide, s.box.high) >= LEAST_BOX_MM)
    held = {n: [g for g in seen if boxes[n].box.holds(g.box)] for n in range(len(boxes))}
    marks = [
        s for s in sight.shapes if max(s.box.wide, s.box.high) < MARK_MM and not any(s.box.holds(g.box) for g in seen)
    ]
    mark_boxes = {n for n, one in enumerate(boxes) if any(one.box == mark.box for mark in marks)}
    buttons = [n for n in range(len(boxes)) if n not in mark_boxes and not _panel(n, boxes, mark_boxes, held)]
    cards, blanks, free = [], [], list(seen)
    for n in buttons:
        glyphs = held[n]
        for glyph in glyphs:
            if glyph in free:
                free.remove(glyph)
        mark = next((m for m in marks if boxes[n].box.holds(m.box) and m.box != boxes[n].box), None)
        if glyphs:
            cards.append(_card(boxes[n], glyphs, mark))
        else:
            blanks.append(boxes[n].box)
    lines = tuple(_lines(free))
    heading = _heading(lines, min((c.high for c in cards if c.box.bottom > sight.high * 0.8), default=0.0))
    return View(_words(heading), heading, lines, tuple(cards), tuple(blanks), sight.wide, sight.high)


def _distinct(shapes: Iterable[Shape]) -> list[Shape]:
    found: dict[Box, Shape] = {}
    for shape in shapes:
        found[shape.box] = shape
    return list(found.values())


def _panel(n: int, boxes: list[Shape], marks: set[int], held: dict[int, list[Glyphs]]) -> bool:
    """A box around other boxes is a ground, nothing to press."""
    inside = [m for m in range(len(boxes)) if m != n and m not in marks and boxes[n].box.holds(boxes[m].box)]
    return any(held[m] for m in inside) or len(inside) > 1


def _card(shape: Shape, glyphs: list[Glyphs], mark: Shape | None) -> Card:
    lines = list(_lines(glyphs))
    first = lines[0].high if lines else 0.0
    label = list(itertools.takewhile(lambda line: abs(line.high - first) < 0.2, lines))
    rest = lines[len(label) :]
    return Card(
        "".join(line.text for line in label),
        "".join(line.text for line in rest),
        shape.box,
        first,
        marked=mark is not None,
        chosen=mark is not None and mark.dark >= DARK,
        dark=shape.dark >= DARK,
        faint=shape.dashed,
    )


def _lines(glyphs: list[Glyphs]) -> Iterator[Line]:
    """Runs that stand beside each other, as lines from top to bottom."""
    rows: list[list[Glyphs]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.box.bottom, g.box.x)):
        row = next((r for r in rows if abs(_base(r[0]) - _base(glyph)) < 0.35 * glyph.high), None)
        if row is None:
            rows.append([glyph])
        else:
            row.append(glyph)
    for row in rows:
        parts: list[Glyphs] = []
        for glyph in sorted(row, key=lambda g: g.box.x):
            if parts and glyph.box.x - parts[-1].box.right > 1.2 * glyph.high:
                yield _line(parts)
                parts = []
            parts.append(glyph)
        yield _line(parts)


def _base(glyph: Glyphs) -> float:
    return glyph.box.bottom - 0.12 / 1.12 * glyph.box.high


def _line(parts: list[Glyphs]) -> Line:
    left, top = parts[0].box.x, min(p.box.y for p in parts)
    box = Box(left, top, parts[-1].box.right - left, max(p.box.bottom for p in parts) - top)
    return Line("".join(p.text for p in parts).strip(), box, max(p.high for p in parts))


def _words(lines: tuple[Line, ...]) -> str:
    return "".join(line.text for line in lines)


def _heading(lines: tuple[Line, ...], tools: float) -> tuple[Line, ...]:
    """The largest free words: one question, in however many lines. None where nothing is larger than what is always there."""
    largest = max((line.high for line in lines), default=0.0)
    if largest < TITLE * tools:
        return ()
    return tuple(line for line in lines if line.high > largest - 0.2)
