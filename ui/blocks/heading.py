"""The question of the screen, its help and its example; and plain paragraphs."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Heading, Paragraph
from ui.accessibility import active
from ui.blocks.base import BlockWidget, Port, drawer
from ui.labels import HeadingLabel, Label
from ui.layouts import Stack, height_of, mirrored, put


class _Question(Stack):
    """Title, help and example below each other; where there is little height, behind each other as long as they fit on a line."""

    def _place(self, box: QRect, *, move: bool) -> int:
        if not getattr(self.owner, "tight", False):
            return super()._place(box, move=move)
        gap = self.theme.mm("gap_large")
        x, y, line = 0, box.y(), 0
        for label in self._shown():
            natural, high = label.sizeHint().width(), height_of(label, box.width())
            if x and x + natural <= box.width() and high <= line:
                lower = (line - high) * 3 // 4  # on one base line
            else:
                x, y, line, lower = 0, y + line, high, 0
            wide = natural if natural <= box.width() else box.width()
            if move:
                put(label, mirrored(self.owner, QRect(box.x() + x, y + lower, wide, high)))
            x = x + wide + gap if natural <= box.width() else box.width()
        return y + line - box.y()


@drawer(Heading)
class HeadingWidget(BlockWidget):
    """The largest thing on the screen; help and example stand under it always."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.title = HeadingLabel(port.theme, self)
        self.help = Label(port.theme, "body", colour="soft", balanced=True, parent=self)
        self.example = Label(port.theme, "small", colour="soft", balanced=True, parent=self)
        stack = _Question(port.theme, "line_strong", self)
        for label in (self.title, self.help, self.example):
            stack.add(label)

    @property
    def reusable(self) -> bool:
        """Not where a screen reader listens: a question that is where the last one was is not told when the focus only stays on it."""
        return not active()

    def show_block(self, block: Heading) -> None:
        self.title.set_words(self.words(block.text))
        self.help.set_words(self.words(block.help))
        self.example.set_words(self.words(block.example))

    @property
    def unseen(self) -> tuple[str, ...]:
        """What helps and is not shown for want of height."""
        return tuple(filter(None, (self.help.text(), self.example.text()))) if self.tightest else ()

    def squeeze(self, level: int) -> None:
        """What helps then stands in the caption's place: better than a field whose question stands on another page."""
        super().squeeze(level)
        for label in (self.help, self.example):
            label.setVisible(bool(label.text()) and level < 2)

    def least_height(self, width: int) -> int:
        """The question alone: the rest may stand behind it."""
        return self.title.least_height(width)

    def tell(self, rest: str) -> None:
        """A screen reader tells help and example with the question, and the rest of the screen that the focus never comes to."""
        self.title.setAccessibleDescription(" ".join(filter(None, (self.help.text(), self.example.text(), rest))))


@drawer(Paragraph)
class ParagraphWidget(BlockWidget):
    """Plain words, with a small title of their own."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.title = Label(port.theme, "body", bold=True, parent=self)
        self.text = Label(port.theme, "body", parent=self)
        stack = Stack(port.theme, "line", self)
        stack.add(self.title)
        stack.add(self.text)

    def show_block(self, block: Paragraph) -> None:
        self.title.set_words(self.words(block.title))
        self.text.set_words(self.words(block.text))

    def least_height(self, width: int) -> int:
        """Its lines, as many as they have together."""
        return self.title.least_height(width) + self.text.least_height(width)
