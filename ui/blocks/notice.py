"""Something to know now, and the seconds left before something happens by itself."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Countdown, Notice, Tone
from ui.accessibility import announce
from ui.blocks.base import BlockWidget, Port, drawer
from ui.labels import Label
from ui.layouts import Stack
from ui.panels import Panel


@drawer(Notice)
class NoticeWidget(BlockWidget):
    """A panel with the icon and the word of its tone."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.panel = Panel(port.theme, Tone.INFO, parent=self)
        Stack(port.theme, "gap", self).add(self.panel)
        self._said = ""

    def show_block(self, block: Notice) -> None:
        words = self.words(block.text)
        self.panel.show_words(words, self.words(f"ui.tone.{block.tone.value}"), block.tone)
        if block.live and words != self._said and self.isVisible():
            announce(self, words, urgent=block.tone is Tone.ERROR)
        self._said = words

    def least_height(self, width: int) -> int:
        """Its words and the panel's inset."""
        return self.panel.label.least_height(width) + self.panel.inset[1] + self.panel.inset[3]


@drawer(Countdown)
class CountdownWidget(BlockWidget):
    """The number in a ring, what will happen beside it."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.text = Label(port.theme, "body", parent=self)
        self.seconds = 0
        Stack(port.theme, "gap", self).add(self.text)
        self._inset()

    def show_block(self, block: Countdown) -> None:
        self.text.set_words(self.words(block.text))
        if block.seconds != self.seconds:
            self.seconds = block.seconds
            self.update()

    def restyle(self) -> None:
        self._inset()
        super().restyle()

    def heightForWidth(self, width: int) -> int:
        return max(self._ring(), super().heightForWidth(width))

    def atoms(self) -> list[tuple[int, int]]:
        return [(0, self.height())]

    def _ring(self) -> int:
        return int(self.port.theme.em("title") * 2.2)

    def _inset(self) -> None:
        high = (self._ring() - self.port.theme.line_height()) // 2
        self.inset = (self._ring() + self.port.theme.mm("pad"), high, 0, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.port.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = theme.mm("ring")
        box = QRectF(0, 0, self._ring(), self._ring()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.colour("accent"), thick))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(box)
        painter.setFont(theme.font("title", bold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.seconds))
        painter.end()
