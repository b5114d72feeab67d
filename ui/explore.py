"""Explore by touch (F25): while it is on, a finger that rests or slides hears what it touches, and only a second touch of the same presses.

The first touch never reaches a widget. The second does, as it is, so that resting times and slipping off keep their rules (A-08); a finger
that leaves what it was about to press presses nothing, even when it comes back.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk.blocks import Only
from kiosk.touching import UnderFinger
from ui.blocks.base import BlockWidget, key_of
from ui.blocks.table import RowWidget
from ui.ink import InkPad
from ui.places import key_at
from ui.reach import nearest
from ui.view import View

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_EDITED = (QLineEdit, QPlainTextEdit)
_PRESSED = (QAbstractButton, *_EDITED, InkPad)


class Explore(QObject):
    """An event filter of the application while it is on. `tell` gets what the finger came to; `reach`: pixels beside a target that still hit it."""

    def __init__(self, view: View, tell: Callable[[UnderFinger], None], reach: Callable[[], int]) -> None:
        super().__init__(view)
        self._view = view
        self._tell = tell
        self._reach = reach
        self._heard: tuple[object, QWidget | None] = (None, None)
        """On which screen what was heard last."""
        self._finger = False
        self._pressing: QWidget | None = None
        """What gets the second touch itself, until it ends."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget) or watched.window() is not self._view.window():
            return False
        if self._pressing is not None and watched is not self._pressing and event.type() in _PRESSES:
            return False  # a press beside a target that the view hands on to it
        if event.type() in _PRESSES:
            return event.button() == Qt.MouseButton.LeftButton and self._touched(event)
        if event.type() == QEvent.Type.MouseMove and self._finger:
            return self._slid(event)
        if event.type() == QEvent.Type.MouseButtonRelease and self._finger and event.button() == Qt.MouseButton.LeftButton:
            return self._lifted()
        return False

    # --- the finger ---------------------------------------------------------------------------------------------------

    def _touched(self, event: QMouseEvent) -> bool:
        target = self.under(event.globalPosition().toPoint())
        self._finger = True
        if target is not None and isinstance(target, _PRESSED) and self._heard == (self._view.screen_id, target):
            self._pressing = target
            return False
        self._come_to(target)
        return True

    def _slid(self, event: QMouseEvent) -> bool:
        target = self.under(event.globalPosition().toPoint())
        if self._pressing is not None:
            if target is self._pressing or isinstance(self._pressing, InkPad):
                return False
            self._let_go()
        self._come_to(target)
        return True

    def _lifted(self) -> bool:
        pressed, self._pressing, self._finger = self._pressing, None, False
        return pressed is None

    def _let_go(self) -> None:
        """The widget under the second touch is told that the finger went: it presses nothing."""
        pressed, self._pressing = self._pressing, None
        if pressed is None:
            return
        away = QPointF(-1, -1)
        for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
            buttons = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.NoButton
            button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
            outside = QMouseEvent(kind, away, pressed.mapToGlobal(away), button, buttons, QGuiApplication.keyboardModifiers())
            finger, self._finger = self._finger, False  # its own filter lets it through
            QApplication.sendEvent(pressed, outside)
            self._finger = finger

    def _come_to(self, target: QWidget | None) -> None:
        heard = self._view.screen_id, target
        if target is None or heard == self._heard:
            return
        self._heard = heard
        finger = self._told(target)
        if finger is not None:
            self._tell(finger)

    # --- what lies there ------------------------------------------------------------------------------------------------

    def under(self, at: QPoint) -> QWidget | None:
        """What is touched at this point of the glass: what can be pressed (also a little beside it), else a row or a block; None on bare ground."""
        view = self._view
        here = view.mapFromGlobal(at)
        widget = view.childAt(here)
        chain: list[QWidget] = []
        while widget is not None and widget is not view:
            chain.append(widget)
            widget = widget.parentWidget()
        for one in chain:
            if isinstance(one, _PRESSED) and one.isEnabled():
                return one
        beside = nearest(view, here, self._reach())
        if beside is not None:
            return beside
        return next((one for one in chain if isinstance(one, RowWidget | BlockWidget) or one is view.strip), None)

    def _told(self, target: QWidget) -> UnderFinger | None:
        stop = key_at(self._view, target)
        if stop is not None:
            return UnderFinger(stop=stop)
        if target is self._view.strip:
            return UnderFinger(where=True)
        row = target.row.key if isinstance(target, RowWidget) else ""
        block: QWidget | None = target
        while block is not None and not isinstance(block, BlockWidget):
            block = block.parentWidget()
        number = self._number(block) if isinstance(block, BlockWidget) else -1
        return UnderFinger(block=number, row=row) if number >= 0 else None

    def _number(self, widget: BlockWidget) -> int:
        """Which block of the screen this widget shows, -1 for none."""
        screen, name = self._view.shown, self._view.name_of(widget)
        if screen is None or name is None:
            return -1
        kind, key, place = name
        eyes = enumerate(block.eye if isinstance(block, Only) else block for block in screen.blocks)
        alike = [number for number, block in eyes if block is not None and type(block) is kind and key_of(block) == key]
        return alike[place] if place < len(alike) else -1
