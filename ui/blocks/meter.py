"""How far something is: a bar with its figure, or an hourglass while nobody knows. No animation."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from kiosk.blocks import Meter
from kiosk.text import phrase
from ui import icons
from ui.blocks.base import BlockWidget, Port, drawer
from ui.labels import Label
from ui.layouts import Arrangement, height_of, mirrored, put
from ui.theme import Theme


class Bar(QProgressBar):
    """The real one for screen readers, painted here."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setTextVisible(False)
        self.setRange(0, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.em() * 12, self.theme.mm("icon"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.em() * 4, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.maximum() == 0:
            size = self.height()
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            place = QRectF(self.width() - size if mirrored else 0, 0, size, size)
            icons.paint(painter, "hourglass", place, theme.colour("accent"))
        else:
            self._paint_bar(painter)
        painter.end()

    def _paint_bar(self, painter: QPainter) -> None:
        theme, thick = self.theme, self.theme.mm("line")
        round_by = self.height() / 2
        box = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.colour("line"), thick))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, round_by, round_by)
        done = QRectF(box)
        done.setWidth(max(box.height(), box.width() * self.value() / 100))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            done.moveRight(box.right())
        if self.value() > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(done, round_by, round_by)


class _Lines(Arrangement):
    """One below the other; the hourglass stands before its words."""

    def _place(self, box: QRect, *, move: bool) -> int:
        theme, gap, y = self.theme, self.theme.mm(self.gap), box.y()
        waiting = next((part for part in self.parts if isinstance(part, Bar) and part.maximum() == 0), None)
        lead = theme.mm("icon") + gap
        for part in self.parts:
            if part.isHidden() or part is waiting:
                continue
            x = lead if waiting is not None and part is self.parts[-1] else 0
            high = height_of(part, box.width() - x)
            if move:
                put(part, mirrored(self.owner, QRect(box.x() + x, y, box.width() - x, high)))
                if x and waiting is not None:
                    side = theme.mm("icon")
                    put(waiting, mirrored(self.owner, QRect(box.x(), y + (theme.line_height() - side) // 2, side, side)))
            y += high + gap
        return max(0, y - gap - box.y())


@drawer(Meter)
class MeterWidget(BlockWidget):
    """What is going on, the bar, and the figure in words."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.bar = Bar(port.theme, self)
        self.figure = Label(port.theme, "body", colour="soft", parent=self)
        lines = _Lines(port.theme, "gap_small", self)
        for part in (self.label, self.bar, self.figure):
            lines.add(part)

    def show_block(self, block: Meter) -> None:
        words = self.words(block.label)
        waiting = block.percent is None
        self.label.set_words("" if words in self.heading or (waiting and words in self.words("meter.working")) else words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0 if block.percent is None else 100)
        if block.percent is None:
            self.figure.set_words(self.words("meter.working"))
        else:
            percent = min(100, max(0, block.percent))
            self.bar.setValue(percent)
            self.figure.set_words(self.words(phrase("meter.percent", n=percent)))
        self.bar.setAccessibleDescription(self.figure.text())
        self.bar.update()

    def atoms(self) -> list[tuple[int, int]]:
        """The bar with its figure, and the lines above it."""
        found = [(self.label.y() + first, self.label.y() + last) for first, last in self.label.atoms()] if self.label.text() else []
        bottom = max(self.bar.geometry().bottom(), self.figure.geometry().bottom()) + 1
        return [*found, (min(self.bar.y(), self.figure.y()), bottom)]
