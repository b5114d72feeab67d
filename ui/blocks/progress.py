"""Where one is in a form: in words, and as dots while they can be counted at a glance."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Progress
from kiosk.text import phrase
from ui.blocks.base import BlockWidget, Port, drawer
from ui.typeset import UNBOUNDED, Setter, Setting, Typeset

_MOST_DOTS = 12


@drawer(Progress)
class ProgressWidget(BlockWidget):
    """Words, then a dot a step (a bar when there are many). The dots give way first, then the words wrap."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.block = Progress(1, 1)
        self.text = self._whole = self._brief = ""
        self._short = False
        self._setter = Setter()

    def show_block(self, block: Progress) -> None:
        self.block = block
        parts = (self.words(block.part), self.words(phrase("ui.progress", step=block.step, total=block.total)))
        self._whole = self.words("ui.join").join(filter(None, parts))
        self._brief = parts[0] or parts[1]
        self.setAccessibleName(self._whole)
        self.shorten(self._short)
        self.update()

    def shorten(self, short: bool) -> None:
        """Of what is repeated, whose turn it is alone, without the number of the question."""
        self._short = short
        text = self._brief if short else self._whole
        if text != self.text:
            self.text = text
            self._setter.forget()

    def restyle(self) -> None:
        self._setter.forget()
        super().restyle()

    def _typeset(self, width: int) -> Typeset:
        theme = self.port.theme
        return self._setter.at(self.text, Setting(theme.font("small"), theme.line_height("small"), max(1, width)))

    def dots_width(self) -> int:
        """How wide the dots (or the bar) are, in pixels."""
        dot = self.port.theme.mm("dot")
        return dot * 2 * min(self.block.total, _MOST_DOTS)

    def sizeHint(self) -> QSize:
        words = self._typeset(UNBOUNDED)
        return QSize(words.widest + self.port.theme.mm("gap") + self.dots_width(), words.height)

    def heightForWidth(self, width: int) -> int:
        return self._typeset(width).height

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.port.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = self._typeset(self.width())
        words.paint(painter, 0, (self.height() - words.height) / 2, theme.colour("soft"))
        x = words.widest + theme.mm("gap")
        if x + self.dots_width() <= self.width():
            self._paint_steps(painter, x)
        painter.end()

    def _paint_steps(self, painter: QPainter, x: float) -> None:
        theme, block = self.port.theme, self.block
        dot, middle = theme.mm("dot"), self.height() / 2
        done, left = theme.colour("accent"), theme.colour("line")
        if block.total > _MOST_DOTS:
            painter.setPen(QPen(left, theme.mm("line")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            bar = QRectF(x, middle - dot / 2, self.dots_width(), dot)
            painter.drawRoundedRect(bar, dot / 2, dot / 2)
            painter.setBrush(done)
            painter.drawRoundedRect(
                QRectF(x, bar.y(), max(dot, bar.width() * block.step / block.total), dot), dot / 2, dot / 2
            )
            return
        for number in range(1, block.total + 1):
            reached = number <= block.step
            painter.setPen(QPen(done if reached else left, theme.mm("line")))
            painter.setBrush(done if reached else Qt.BrushStyle.NoBrush)
            size = dot / 2 * (1.25 if number == block.step else 0.85)
            painter.drawEllipse(QPointF(x + (2 * number - 1) * dot, middle), size, size)
