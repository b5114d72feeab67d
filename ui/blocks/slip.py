"""The receipt on the screen, as it is printed: title, lines, and a QR code that carries the same facts."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Slip
from ui import qr
from ui.accessibility import Graphic, Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.labels import Label
from ui.theme import Theme

_CODE_MM = 42.0
_LEAST_BESIDE = 15
"""Ideographs of body text that must be left for the lines when the code stands beside them."""
_LABEL_PART = 0.4
_LEAST_VALUE = 12
"""Ideographs a value needs beside its label."""


class Code(Graphic):
    """The QR code: always black on white."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.content = ""

    def side(self) -> int:
        """Pixels: whole ones for every module, so that no edge is grey."""
        if not self.content:
            return 0
        count = len(qr.modules(self.content)) + 2 * qr.QUIET
        return max(1, round(self.theme.px(_CODE_MM) / count)) * count

    def sizeHint(self) -> QSize:
        return QSize(self.side(), self.side())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.content:
            painter = QPainter(self)
            qr.paint(painter, self.content, QRectF(0, 0, self.side(), self.side()))
            painter.end()


@drawer(Slip)
class SlipWidget(BlockWidget):
    """A sheet with the lines on it."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.group = Group(self)
        self.title = Label(port.theme, "body", bold=True, parent=self.group)
        self.lines: list[tuple[Label, Label]] = []
        self._heights: dict[int, int] = {}
        self.code = Code(port.theme, self.group)
        self.code_label = Label(port.theme, "small", colour="soft", balanced=True, parent=self.group)

    def show_block(self, block: Slip) -> None:
        theme = self.port.theme
        self.title.set_words(self.words(block.title))
        self.group.setAccessibleName(self.title.text())
        while len(self.lines) > len(block.lines):
            for part in self.lines.pop():
                part.hide()
                part.deleteLater()
        while len(self.lines) < len(block.lines):
            label = Label(theme, "small", colour="soft", parent=self.group)
            self.lines.append((label, Label(theme, "body", bold=True, parent=self.group)))
        for (label, value), (label_text, value_text) in zip(self.lines, block.lines, strict=True):
            label.set_words(self.words(label_text))
            value.set_words(self.words(value_text))
        self.code.content = block.qr
        self.code.setVisible(bool(block.qr))
        self.code_label.set_words(self.words(block.qr_label))
        self.code.setAccessibleName(self.code_label.text() or self.title.text())
        self._heights.clear()

    def hideEvent(self, event: object) -> None:
        """Nothing of a receipt stays behind."""
        qr.forget()

    def heightForWidth(self, width: int) -> int:
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._place(width, move=False)
        return found

    def least_height(self, width: int) -> int:
        """The title and one line each, with what is between them."""
        theme = self.port.theme
        lines = sum(theme.line_height("body" if value.text() else "small") + theme.mm("gap_small") for _, value in self.lines)
        return self.title.least_height(width) + theme.mm("gap_small") + lines + 2 * theme.mm("pad")

    def restyle(self) -> None:
        self._heights.clear()
        super().restyle()

    def place(self) -> None:
        """Puts every part where it belongs."""
        self.group.setGeometry(self.rect())
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        theme = self.port.theme
        pad, gap, small = theme.mm("pad"), theme.mm("gap"), theme.mm("gap_small")
        inner = max(1, width - 2 * pad)
        side = self.code.side()
        beside = bool(side) and inner - side - gap >= _LEAST_BESIDE * theme.em()
        room = inner - side - gap if beside else inner
        spots: list[tuple[QWidget, QRect]] = []
        y = pad
        tall = self.title.heightForWidth(room)
        spots.append((self.title, QRect(pad, y, room, tall)))
        y += tall + small
        for label, value in self.lines:
            y = self._place_line(label, value, QRect(pad, y, room, 0), spots) + small
        if side:
            x, top = (pad + room + gap, pad) if beside else (pad, y)
            below = top + side + small
            tall = self.code_label.heightForWidth(side if beside else inner) if self.code_label.text() else 0
            spots.append((self.code, QRect(x, top, side, side)))
            spots.append((self.code_label, QRect(x, below, side if beside else inner, tall)))
            y = max(y, below + tall)
        if move:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            for widget, box in spots:
                if mirrored:
                    box.moveLeft(width - box.x() - box.width())
                widget.setGeometry(box)
        return y + pad

    def _place_line(self, label: Label, value: Label, box: QRect, spots: list[tuple[QWidget, QRect]]) -> int:
        """Label before its value, or above it where there is no room. Returns where the line ends."""
        theme = self.port.theme
        x, y, room = box.x(), box.y(), box.width()
        widest = max(one.sizeHint().width() for one, _ in self.lines)
        left = min(widest, round(room * _LABEL_PART)) + theme.mm("gap")
        if not value.text() or room - left < _LEAST_VALUE * theme.em():
            for part in (label, value):
                tall = part.heightForWidth(room) if part.text() else 0
                spots.append((part, QRect(x, y, room, tall)))
                y += tall
            return y
        lower = theme.line_height("body") - theme.line_height("small")  # both stand on one line
        tall = label.heightForWidth(left - theme.mm("gap"))
        spots.append((label, QRect(x, y + lower // 2, left - theme.mm("gap"), tall)))
        end = value.heightForWidth(room - left)
        spots.append((value, QRect(x + left, y, room - left, end)))
        return y + max(tall + lower // 2, end)

    def atoms(self) -> list[tuple[int, int]] | None:
        """Lines with their labels, the code, and its caption line by line: together they may be higher than a page."""
        first = max((one.geometry().bottom() for one in self.lines[0] if one.text()), default=0) if self.lines else 0
        found = [(0, max(self.title.geometry().bottom(), first) + 1)]  # a title is not left alone at the end of a page
        ends = (max(label.geometry().bottom(), value.geometry().bottom()) + 1 for label, value in self.lines)
        found += [(min(label.y(), value.y()), end) for (label, value), end in zip(self.lines, ends, strict=True)]
        for label, value in self.lines:
            found += [(one.y() + first, one.y() + last) for one in (label, value) if one.text() for first, last in one.atoms()]
        if self.code.content:
            found.append((self.code.y(), self.code.geometry().bottom() + 1))
            top = self.code_label.y()
            found += [(top + first, top + last) for first, last in self.code_label.atoms()]
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.port.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = theme.mm("line")
        painter.setPen(QPen(theme.colour("rule"), thick))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2),
            theme.px(1),
            theme.px(1),
        )
        painter.end()
