"""For hands that cannot keep still: a finger may wander, and what it rests on when it leaves is pressed. At work only while it is wanted."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from ui.ink import InkPad
from ui.reach import nearest
from ui.view import View

_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
)
_DOWN = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Swab(QObject):
    """Takes the finger's events from the widgets of a view. Pads to draw on keep theirs. A press is held as long as the finger rests on one thing.

    What comes under a finger that was down before is not pressed: nobody has seen it yet.
    """

    def __init__(self, view: View, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.port = view.port
        self.down = False
        self.target: QWidget | None = None
        self._since = 0.0
        self._on: tuple[str, str] | None = None
        """The screen on which the finger came down."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True when the finger was ours."""
        if event.type() not in _MOUSE or not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return False
        if isinstance(watched, InkPad) or (watched is not self.view and not self.view.isAncestorOf(watched)):
            return False
        if not self.down and (event.type() == QEvent.Type.MouseMove or isinstance(watched.parentWidget(), QPlainTextEdit)):
            return False  # what has several lines is no target to press: it gets the focus as ever
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton):
            return False
        at = self.view.mapFromGlobal(event.globalPosition().toPoint())
        if event.type() in _DOWN:
            self.down, self._on, self.target = True, self.view.screen_id, None
        if self._on != self.view.screen_id:
            self.down, self.target = False, None
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._release(at)
        else:
            self._rest_on(at)
        return True

    def _rest_on(self, at: QPoint) -> None:
        target = nearest(self.view, at, self.port.theme.mm("past"))
        if target is self.target:
            return
        self._show(False)
        self.target, self._since = target, self.port.presses.clock()
        self._show(True)

    def _show(self, down: bool) -> None:
        """The thing that would be pressed looks pressed."""
        if isinstance(self.target, QAbstractButton):
            self.target.setDown(down)

    def _release(self, at: QPoint) -> None:
        if not self.down:
            return
        self._rest_on(at)
        self._show(False)
        target, rested = self.target, self.port.presses.clock() - self._since
        self.target, self.down = None, False
        if target is None or rested * 1000 < self.port.presses.hold_ms:
            return
        if target.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            target.setFocus(Qt.FocusReason.MouseFocusReason)
        if isinstance(target, QAbstractButton):
            target.click()
