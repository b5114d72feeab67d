"""How a real Qt button is pressed: once for a press that counts, after as long a hold as is asked, never by a held key.

Mixed in before the Qt class by whatever can be pressed (ui/widgets.py, ui/keys.py).
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton

from ui.presses import Presses

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # two Qt classes as parents end in a crash

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Pressing(_Button):
    """`pressed_for` is called at every click, whichever way it came: finger, Enter, Space, a screen reader's "Press"."""

    presses: Presses

    def begin_pressing(self, presses: Presses) -> None:
        """After Qt's own constructor."""
        self.resize(1, 1)  # else Qt looks for a size of its own when it is first shown
        self.presses = presses
        self._pressed_at: float | None = None
        self._held: float | None = None
        self.clicked.connect(self._clicked)

    def pressed_for(self, held: float | None) -> None:
        """It was clicked; held: for how many seconds a finger lay on it, None without a finger."""
        raise NotImplementedError

    def _clicked(self) -> None:
        held, self._held = self._held, None
        self.pressed_for(held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = self.presses.clock()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None:
            self._held = self.presses.clock() - self._pressed_at
            self._pressed_at = None
        super().mouseReleaseEvent(event)
        self._held = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        elif event.isAutoRepeat():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.click()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()
        else:
            super().keyReleaseEvent(event)

    def nextCheckState(self) -> None:
        """Nothing: the next Screen says what is chosen."""
