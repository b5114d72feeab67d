"""What the voice is saying now: its place is fixed, so that nothing moves when it begins or falls silent."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Caption
from ui import icons
from ui.blocks.base import BlockWidget, Port, drawer
from ui.labels import Label
from ui.layouts import Stack


@drawer(Caption)
class CaptionWidget(BlockWidget):
    """A loudspeaker and the sentence."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.text = Label(port.theme, "small", colour="ink", parent=self)
        Stack(port.theme, "gap", self).add(self.text)
        self._inset()

    def show_block(self, block: Caption) -> None:
        self.text.set_words(block.text)
        self.update()

    def restyle(self) -> None:
        self._inset()
        super().restyle()

    def heightForWidth(self, width: int) -> int:
        """At least one line, also while nothing is said."""
        least = self.port.theme.line_height("small") + self.inset[1] + self.inset[3]
        return max(least, super().heightForWidth(width))

    def _inset(self) -> None:
        theme = self.port.theme
        self.inset = (theme.mm("icon_small") + theme.mm("gap_small"), 0, 0, theme.mm("gap_small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text.text():
            return
        theme = self.port.theme
        size = theme.mm("icon_small")
        painter = QPainter(self)
        middle = theme.line_height("small") / 2
        icons.paint(painter, "volume", QRectF(0, middle - size / 2, size, size), theme.colour("accent"))
        painter.end()
