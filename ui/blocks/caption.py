"""What the voice is saying now: its place is fixed, so that nothing moves when it begins or falls silent.

While nothing is said, what helps to fill in a field stands there, where there is no height for it at its question.
"""

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
    """A loudspeaker and the sentence; or what helps."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.text = Label(port.theme, "small", colour="ink", parent=self)
        Stack(port.theme, "gap", self).add(self.text)
        self.spoken = self.help = ""
        self._kept: object = None
        self._high = 0
        self._inset()

    def show_block(self, block: Caption) -> None:
        if block.text != self.spoken or not self.help:
            self.spoken, self.help, self._kept = block.text, "", None
            self.text.set_words(block.text)
            self.text.set_colour("ink")
            self.update()

    def show_help(self, helps: tuple[str, ...], width: int, most: int) -> int:
        """Shows what fits of it while nothing is said, what comes first first. Returns how high it is; width, most: to fit into. All in pixels."""
        kept = self.spoken, helps, width, most, self.port.theme.look, self.port.theme.px_per_mm
        if kept != self._kept:
            self._kept = kept
            self.help, self._high = "", 0
            for number in range(len(helps) if not self.spoken else 0, 0, -1):
                self.text.set_words(self.words("ui.join").join(helps[:number]))
                self._high = super().heightForWidth(width)
                if self._high <= most:
                    self.help = self.text.text()
                    break
            else:
                self.text.set_words(self.spoken)
            self.text.set_colour("soft" if self.help else "ink")
            self.update()
        return self._high if self.help else self.heightForWidth(width)

    def restyle(self) -> None:
        self._inset()
        super().restyle()

    def heightForWidth(self, width: int) -> int:
        """At least one line, also while nothing is said."""
        least = self.port.theme.line_height("small") + self.inset[1] + self.inset[3]
        return max(least, super().heightForWidth(width)) if self.spoken else least

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
        icon = "info-circle" if self.help else "volume"
        icons.paint(painter, icon, QRectF(0, middle - size / 2, size, size), theme.colour("accent"))
        painter.end()
