"""The outline of a bank card, to measure the screen by: as large as the screen is believed to be, times what it was made larger."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.blocks import BankCard
from ui.accessibility import Graphic
from ui.blocks.base import BlockWidget, Port, drawer
from ui.layouts import mirrored, put
from ui.theme import Theme

WIDE_MM, HIGH_MM, CORNER_MM = 85.60, 53.98, 3.18
"""ISO/IEC 7810, ID-1."""


class Outline(Graphic):
    """The card itself: nothing but its edge must be judged, so nothing else is drawn large."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.factor = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def card(self) -> QRectF:
        """The outer edge of the card in pixels: exact, not rounded."""
        scale = self.theme.px_per_mm * self.factor
        return QRectF(1, 1, WIDE_MM * scale, HIGH_MM * scale)

    def sizeHint(self) -> QSize:
        card = self.card()
        return QSize(round(card.width()) + 3, round(card.height()) + 3)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.theme.px_per_mm * self.factor
        thick = self.theme.mm("line_strong")
        card = self.card()
        painter.setPen(QPen(self.theme.colour("ink"), thick))
        painter.setBrush(self.theme.colour("chosen"))
        inner = card.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(inner, CORNER_MM * scale, CORNER_MM * scale)
        painter.setBrush(self.theme.colour("surface"))
        chip = QRectF(card.x() + 10 * scale, card.y() + 20 * scale, 12 * scale, 9 * scale)
        painter.drawRoundedRect(chip, scale, scale)
        painter.end()


@drawer(BankCard)
class BankCardWidget(BlockWidget):
    """The outline alone; what to do with it is told by the heading."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.outline = Outline(port.theme, self)

    def show_block(self, block: BankCard) -> None:
        self.outline.factor = block.factor
        self.outline.setAccessibleName(self.words(block.label))
        self.outline.update()
        self.place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.outline.sizeHint().height()

    def place(self) -> None:
        """The card at the beginning of the line."""
        size = self.outline.sizeHint()
        put(self.outline, mirrored(self, QRect(0, 0, size.width(), size.height())))
