"""What happened and what comes: done, now and next are told by an icon and a word, not by colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Entry, Timeline
from ui import icons
from ui.accessibility import Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.labels import Label
from ui.layouts import Stack

_WORDS = {"done": "timeline.done", "now": "timeline.now", "next": "timeline.next"}


class EntryWidget(Group):
    """One step: its mark on the line, its words, when, and its state in a word."""

    def __init__(self, port: Port, parent: QWidget) -> None:
        super().__init__(parent)
        self.port = port
        self.text = Label(port.theme, "body", parent=self)
        self.when = Label(port.theme, "small", colour="soft", parent=self)
        self.first = self.last = False
        self.entry: Entry

    def show_entry(self, entry: Entry, first: bool, last: bool) -> None:
        """Fills it."""
        self.entry, self.first, self.last = entry, first, last
        show = self.port.phrases.show
        words, state = show(entry.text), show(_WORDS[entry.state])
        when = show(entry.when) if entry.when is not None else ""
        self.text.set_bold(entry.state == "now")
        self.text.set_colour("soft" if entry.state == "next" else "ink")
        self.text.set_words(words)
        self.when.set_words(f"{state}  {when}" if when else state)
        self.setAccessibleName(" ".join(filter(None, (state, words, when))))
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def place(self) -> None:
        """Puts the words beside the line."""
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        theme = self.port.theme
        lead = theme.mm("mark") + theme.mm("gap")
        room = max(1, width - lead)
        x = 0 if self._mirrored() else lead
        y = 0
        for label in (self.text, self.when):
            tall = label.heightForWidth(room)
            if move:
                label.setGeometry(x, y, room, tall)
            y += tall
        return y if self.last else y + theme.mm("gap")

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = self.port.theme, self.entry.state
        size, thick = theme.mm("mark"), theme.mm("line_strong")
        x = self.width() - size / 2 if self._mirrored() else size / 2
        middle = QPointF(x, theme.line_height() / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), theme.mm("line")))
        if not self.first:
            painter.drawLine(QPointF(middle.x(), 0), middle)
        if not self.last:
            painter.drawLine(middle, QPointF(middle.x(), self.height()))
        circle = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
        circle.adjust(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.colour("line" if state == "next" else "accent"), thick))
        painter.setBrush(theme.colour("accent" if state == "done" else "surface"))
        painter.drawEllipse(circle)
        inner = circle.adjusted(size * 0.14, size * 0.14, -size * 0.14, -size * 0.14)
        if state == "done":
            icons.paint(painter, "check", inner, theme.colour("accent_ink"))
        elif state == "now":
            icons.paint(painter, "hourglass", inner, theme.colour("accent"))
        painter.end()


@drawer(Timeline)
class TimelineWidget(BlockWidget):
    """The steps, oldest first, on one line."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.group = Group(self)
        self.entries: list[EntryWidget] = []
        self.lines = Stack(port.theme, "line", self.group)
        stack = Stack(port.theme, "gap", self)
        stack.add(self.label)
        stack.add(self.group)

    def show_block(self, block: Timeline) -> None:
        words = self.words(block.label)
        self.label.set_words("" if words == self.heading else words)
        self.group.setAccessibleName(words)
        while len(self.entries) > len(block.entries):
            self.lines.discard(self.entries.pop())
        while len(self.entries) < len(block.entries):
            self.entries.append(EntryWidget(self.port, self.group))
            self.lines.add(self.entries[-1])
        for number, (widget, entry) in enumerate(zip(self.entries, block.entries, strict=True), 1):
            widget.show_entry(entry, number == 1, number == len(block.entries))

    def atoms(self) -> list[tuple[int, int]] | None:
        """The steps: none is cut in two, and the title stays with the first."""
        top = self.group.y()
        found = [(top + entry.y(), top + entry.y() + entry.height()) for entry in self.entries]
        if not self.label.isHidden():
            found[:1] = [(self.label.y(), found[0][1] if found else self.label.y() + self.label.height())]
        return found
