"""What screen readers are told beyond what Qt says by itself: headings, groups named by their question, announcements (A-26).

Qt's accessibility classes are loaded when a screen reader is there or the first picture stands: they cost a quarter of the first paint.
"""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGroupBox, QWidget

from ui.layouts import Arranged


def install() -> None:
    """Gives headings their role. After the QApplication; harmless when called again."""
    from ui import reader

    reader.install()


def active() -> bool:
    """Whether anybody listens."""
    from PySide6.QtGui import QAccessible

    return QAccessible.isActive()


def tell_focus() -> None:
    """Tells a screen reader once more where the focus is."""
    from ui import reader

    reader.tell_focus()


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Tells a screen reader about a change that takes no focus (WCAG 4.1.3)."""
    if words:
        from ui import reader

        reader.announce(widget, words, urgent=urgent)


class Group(Arranged, QGroupBox):
    """A group that is heard (its accessible name is the question of what is in it) and not drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(1, 1)  # else Qt looks for a size of its own when it is first shown
        self.setFlat(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing is drawn."""


class Graphic(QWidget):
    """A widget that is a picture: a screen reader tells its accessible name and that it is one."""
