"""The top strip: the service, where one is in it, the mark of a demonstration, and the way to another size."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Action, Progress
from ui.blocks.base import BlockWidget, Port
from ui.blocks.progress import ProgressWidget
from ui.faces import Face
from ui.labels import Label
from ui.layouts import mirrored
from ui.widgets import Button


class Strip(BlockWidget):
    """One row, or two where the words do not fit beside each other."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.title = Label(port.theme, "small", bold=True, parent=self)
        self.progress = ProgressWidget(port, self)
        self.demo = _Mark(port, self)
        self.display = Button(port.theme, port.presses, self._press, self)
        self.action: Action | None = None
        self.short = False
        """There is little height: the service's name gives way where it would take a row of its own."""
        self._held: tuple[int, list[tuple[QWidget, QRect]], bool] | None = None
        """Where everything stands at the width that was measured last, until it is placed there."""
        self.progress.hide()
        self.display.hide()

    def show_strip(self, where: str, progress: Progress | None, demo: bool, display: Action | None) -> None:
        """Fills the strip; what is None or "" leaves no trace."""
        self._held = None
        self.title.set_words(where)
        self.progress.setVisible(progress is not None)
        if progress is not None:
            self.progress.show_block(progress)
        self.demo.set_words(self.words("ui.demo") if demo else "")
        self.action = display
        self.display.setVisible(display is not None)
        if display is not None:
            self.display.show_face(Face(self.words(display.text), "", display.icon or "text-size", "small"))
        self.update()

    def _press(self) -> None:
        if self.action is not None:
            self.port.send(self.action.event)

    def heightForWidth(self, width: int) -> int:
        high, boxes, named = self._measure(width)
        self._held = width, boxes, named
        return high

    def place(self) -> None:
        """Puts everything into its place."""
        held, self._held = self._held, None
        if held is None or held[0] != self.width():
            held = self.width(), *self._measure(self.width())[1:]
        _, boxes, named = held
        self.title.setVisible(named)
        for placed, box in boxes:
            placed.setGeometry(mirrored(self, box))

    def _measure(self, width: int) -> tuple[int, list[tuple[QWidget, QRect]], bool]:
        """How high it is at this width, where everything stands in it, and whether the service is named."""
        theme = self.port.theme
        side, gap, pad = theme.side(width), theme.mm("gap_large"), theme.mm("gap_small")
        line = theme.line_height("small")
        right = width - theme.mm("gap_large")
        boxes: list[tuple[QWidget, QRect]] = []
        high = max(line, theme.mm("strip")) if not self.display.isHidden() else line
        for widget in (self.display, self.demo):
            if not widget.isHidden():
                wide = widget.sizeHint().width()
                tall = widget.heightForWidth(wide)
                boxes.append((widget, QRect(right - wide, pad + (high - tall) // 2, wide, tall)))
                right -= wide + theme.mm("gap")
        room = max(theme.em(), right - side)
        bottom = pad + high
        x, whole = side, self.title.sizeHint().width()
        named = bool(self.title.text())
        if named and self.short:
            least = self.progress.sizeHint().width() - self.progress.dots_width() + gap if not self.progress.isHidden() else 0
            named = room >= whole + least
        if named and (whole <= room or self._breaks_well(room)):
            natural = min(whole, room)
            tall = self.title.heightForWidth(natural)
            high = max(high, tall)
            boxes.append((self.title, QRect(side, pad + (high - tall) // 2, natural, tall)))
            bottom = pad + high
            x = side + natural + gap
        elif named:  # a row of its own, rather than words in two or a column of single ones
            natural = min(whole, width - side - theme.mm("margin"))
            tall = self.title.heightForWidth(natural)
            boxes.append((self.title, QRect(side, bottom, natural, tall)))
            bottom += tall
            right = x
        if not self.progress.isHidden():
            self.progress.shorten(False)
            wanted = self.progress.sizeHint().width()
            least = wanted - self.progress.dots_width()
            if self.short and right - x < least:
                self.progress.shorten(True)
                wanted = self.progress.sizeHint().width()
                least = wanted - self.progress.dots_width()
            if right - x >= least:
                wide = min(wanted, right - x)
                boxes.append((self.progress, QRect(x, pad, wide, high)))
            else:
                wide = min(wanted, width - side - theme.mm("margin"))
                tall = self.progress.heightForWidth(wide)
                boxes.append((self.progress, QRect(side, bottom, wide, tall)))
                bottom += tall
        pressed = (box.bottom() + 1 + theme.mm("gap_any") for widget, box in boxes if widget is self.display)
        high = max((bottom + pad, *pressed))  # words in two lines make it higher than its row
        return high, boxes, named

    def _breaks_well(self, room: int) -> bool:
        """Whether the name, in several lines beside the rest, is no higher than below it: two lines, no word in two."""
        two_lines = 2 * self.port.theme.line_height("small")
        return self.title.longest_word() <= room and self.title.heightForWidth(room) <= two_lines

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.port.theme
        theme.fill(painter, self.rect(), "band")
        thin = theme.mm("line")
        theme.fill(painter, QRect(0, self.height() - thin, self.width(), thin), "rule")
        painter.end()


class _Mark(Label):
    """The mark of a demonstration: words in a frame."""

    def __init__(self, port: Port, parent: QWidget) -> None:
        super().__init__(port.theme, "small", bold=True, colour="warning", parent=parent)
        self.restyle()

    def restyle(self) -> None:
        pad = self.theme.mm("pad_small")
        self.pad = pad
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self.theme.mm("line")
        painter.setPen(QPen(self.theme.colour("warning"), thick))
        painter.setBrush(self.theme.colour("warning_ground"))
        radius = self.theme.mm("radius") / 2
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), radius, radius
        )
        painter.end()
        super().paintEvent(event)
