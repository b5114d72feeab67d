"""Text in lines 1.5 em apart (A-05), wrapped between ideographs and words, never shortened, never justified.

Qt's own labels and buttons know neither line distance nor wrapping in a button; every word of the interface is set here instead.
"""

import re
from functools import cached_property
from typing import cast
from weakref import WeakValueDictionary

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

UNBOUNDED = 1 << 20
"""A width that no text reaches."""


class Setter:
    """Sets one text at whatever widths it is asked for, and remembers: what fits in one line is set once for all widths."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool], Typeset] = {}

    def forget(self) -> None:
        """The text, the size or the theme changed."""
        self._known.clear()

    def known(self, width: int, bold: bool = False) -> "Typeset | None":
        """The text at this width, when it was set before (or fits into one line)."""
        natural = self._known.get((UNBOUNDED, bold))
        if natural is not None and natural.widest <= width:
            return natural
        return self._known.get((width, bold))

    def at(self, text: str, setting: "Setting", bold: bool = False) -> "Typeset":
        """The text in this setting. What fits in one line comes back set from the left, whatever `centred` says."""
        natural = self._known.get((UNBOUNDED, bold))
        if natural is None:
            single = Setting(setting.font, setting.line_height, UNBOUNDED, balanced=setting.balanced)
            natural = self._known[UNBOUNDED, bold] = _typeset(text, single)
        if natural.widest <= setting.width:
            return natural
        found = self._known.get((setting.width, bold))
        if found is None:
            if len(self._known) > 8:
                self._known = {(UNBOUNDED, bold): natural}
            found = self._known[setting.width, bold] = _typeset(text, setting)
        return found


_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f'’]+")
FIRST_IDEOGRAPH = "\u3400"
_CRUMB = 3.2
"""Ideographs: what is shorter is not left alone on the last line."""
_STOPS = frozenset("，。；：！？、")


def longest_word(text: str, metrics: QFontMetricsF) -> float:
    """The width in pixels of the longest word of Latin letters; 0 without any."""
    return max((metrics.horizontalAdvance(word) for word in _LATIN_WORD.findall(text)), default=0.0)


def _pieces(text: str) -> list[str]:
    """The text cut after commas and stops."""
    pieces = [""]
    for character in text:
        pieces[-1] += character
        if character in _STOPS:
            pieces.append("")
    return pieces


def _keep_word(line: QTextLine, text: str, words: dict[str, frozenset[int]]) -> None:
    """Ends the line before the Chinese word that it would break: Qt knows no words there. A word longer than the line is broken anywhere."""
    start = line.textStart()
    end = start + line.textLength()
    if end < len(text) and text[end] >= FIRST_IDEOGRAPH:
        from ui.words import inside, line_end  # only once a line breaks

        held = words.get(text)
        if held is None:
            held = words[text] = inside(text)
        place = line_end(text, start, end, held)
        if place < end:
            x, _ = cast(tuple[float, int], line.cursorToX(place))
            line.setLineWidth(x + 0.5)


class Setting:
    """How a text is set: font, distance of lines in pixels, width in pixels, centred or from the left, lines made about equally long.

    Not a dataclass of ours: there are hundreds of them a screen, and those take five times as long to make.
    """

    __slots__ = ("balanced", "centred", "font", "line_height", "width")

    def __init__(
        self, font: QFont, line_height: int, width: int, centred: bool = False, balanced: bool = False
    ) -> None:
        self.font = font
        self.line_height = line_height
        self.width = width
        self.centred = centred
        self.balanced = balanced


class Typeset:
    """A text that is set. `height` and `widest` in pixels, `lines` their number."""

    def __init__(self, text: str, setting: Setting) -> None:
        self.text = text
        self.setting = setting
        self._layouts: list[tuple[QTextLayout, float]] = []
        self._words: dict[str, frozenset[int]] = {}
        """Where the words of what was set before stand, while it is tried at several widths."""
        width = setting.width
        self._set(text, width)
        if setting.balanced and 1 < self.lines <= 4 and not self._break_at_stops(width):
            self._balance(width)
        elif not setting.balanced and self.lines > 1 and self._ends_in_a_crumb():
            self._set_narrower(width)

    @cached_property
    def height(self) -> int:
        """Pixels from the top of the first to the bottom of the last line."""
        return self.lines * self.setting.line_height

    @property
    def single(self) -> bool:
        """It was set in one line, from the left."""
        return self.setting.width == UNBOUNDED

    def _set(self, text: str, width: int) -> None:
        self._layouts = []
        self.lines = 0
        widest = 0.0
        distance = self.setting.line_height
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for part in text.split("\n"):
            layout = QTextLayout(part, self.setting.font)
            layout.setTextOption(option)
            layout.beginLayout()
            top = self.lines * distance
            count = 0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                _keep_word(line, part, self._words)
                line.setPosition(QPointF(0, count * distance + (distance - line.height()) / 2))
                widest = max(widest, line.naturalTextWidth())
                count += 1
            layout.endLayout()
            self._layouts.append((layout, top))
            self.lines += max(1, count)
        self.widest = int(widest) + 1
        if self.setting.centred:
            for layout, _ in self._layouts:
                for number in range(layout.lineCount()):
                    line = layout.lineAt(number)
                    line.setPosition(QPointF((self.setting.width - line.naturalTextWidth()) / 2, line.position().y()))

    def _break_at_stops(self, width: int) -> bool:
        """Breaks after commas and stops where that needs no more lines. True when it could."""
        lines = [""]
        advance = QFontMetricsF(self.setting.font).horizontalAdvance
        for piece in _pieces(self.text):
            if lines[-1] and advance(lines[-1] + piece) > width:
                lines.append("")
            lines[-1] += piece
        if len(lines) > self.lines or any(advance(line) > width for line in lines) or len(lines[-1]) < 3:
            return False
        self._set("\n".join(lines), width)
        return True

    def _balance(self, width: int) -> None:
        """The narrowest width that needs no more lines: no single character is left alone on the last one. No word is broken for it."""
        longest = longest_word(self.text, QFontMetricsF(self.setting.font))
        lines, low, high = self.lines, max(width // (self.lines + 1), int(longest)), width
        step = max(4, self.setting.line_height // 6)
        while high - low > step:
            middle = (low + high) // 2
            self._set(self.text, middle)
            low, high = (low, middle) if self.lines <= lines else (middle, high)
        self._set(self.text, high)

    def _ends_in_a_crumb(self) -> bool:
        """Whether next to nothing stands on the last line of several."""
        layout = self._layouts[-1][0]
        last = layout.lineCount() - 1
        return last > 0 and layout.lineAt(last).naturalTextWidth() < _CRUMB * self.setting.font.pixelSize()

    def _set_narrower(self, width: int) -> None:
        """A little narrower, where that needs no more lines and leaves more than a crumb."""
        lines = self.lines
        self._set(self.text, width - round(_CRUMB * self.setting.font.pixelSize()))
        if self.lines > lines or self._ends_in_a_crumb():
            self._set(self.text, width)

    def longest_line(self) -> int:
        """The number of characters in the longest line."""
        return max(
            (layout.lineAt(n).textLength() for layout, _ in self._layouts for n in range(layout.lineCount())), default=0
        )

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        """Paints with the top left corner at x, y."""
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for layout, top in self._layouts:
            layout.draw(painter, QPointF(x, y + top))


_shown: WeakValueDictionary[tuple[object, ...], Typeset] = WeakValueDictionary()
"""What is on the screen now: rows of a table have the same buttons. With the last that shows it a text is gone."""


def _typeset(text: str, setting: Setting) -> Typeset:
    """The text in this setting, set once for all that show it."""
    key = text, id(setting.font), setting.width, setting.line_height, setting.centred, setting.balanced
    found = _shown.get(key)
    if found is None:
        found = _shown[key] = Typeset(text, setting)  # which keeps the font, and with it its id
    return found
