"""A finger that misses a target by a few millimetres still hits it: the press goes to the nearest one within reach (3.4 mm: how far off older
fingers are on the mean, Sultana and Moffatt 2019).

Nearest wins, so reaches never overlap (A-08); what is let go outside the reach presses nothing.
"""

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget


def nearest(root: QWidget, at: QPoint, reach: int) -> QWidget | None:
    """The button or line that can be pressed nearest to this point of root, within reach pixels of its edge."""
    best: tuple[int, QWidget] | None = None
    kinds = (QAbstractButton, QLineEdit)
    for kind in kinds:
        for widget in root.findChildren(kind):
            if not widget.isVisible() or not widget.isEnabled():
                continue
            distance = _distance(_seen(widget, root), at)
            if distance <= reach and (best is None or distance < best[0]):
                best = (distance, widget)
    return best[1] if best else None


def _seen(widget: QWidget, root: QWidget) -> QRect:
    """The part of the widget that is in sight, in root's coordinates."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(root, seen.topLeft()), seen.size())


def _distance(box: QRect, at: QPoint) -> int:
    if box.isEmpty():
        return 1 << 30
    across = max(box.left() - at.x(), 0, at.x() - box.right())
    down = max(box.top() - at.y(), 0, at.y() - box.bottom())
    return round(math.hypot(across, down))


class Reach:
    """Passes presses beside a target on to it. The owner hands in the mouse events that nothing under the finger wanted."""

    def __init__(self, root: QWidget) -> None:
        self.root = root
        self.target: QWidget | None = None

    def press(self, event: QMouseEvent, reach: int) -> bool:
        """A press on bare ground. True when a target took it."""
        self.target = nearest(self.root, event.position().toPoint(), reach)
        if self.target is None:
            return False
        if self.target.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            self.target.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pass(event, inside=True)
        return True

    def move(self, event: QMouseEvent, reach: int) -> None:
        """The finger moves: still within reach or not."""
        if self.target is not None:
            self._pass(event, inside=self._within(event, reach))

    def release(self, event: QMouseEvent, reach: int) -> None:
        """The finger leaves: within reach it is a press."""
        if self.target is not None:
            self._pass(event, inside=self._within(event, reach))
            self.target = None

    def _within(self, event: QMouseEvent, reach: int) -> bool:
        assert self.target is not None
        return _distance(_seen(self.target, self.root), event.position().toPoint()) <= reach

    def _pass(self, event: QMouseEvent, *, inside: bool) -> None:
        target = self.target
        assert target is not None
        at = target.mapFrom(self.root, event.position().toPoint())
        if inside:
            at = QPoint(min(max(at.x(), 0), target.width() - 1), min(max(at.y(), 0), target.height() - 1))
        elif target.rect().contains(at):
            at = QPoint(-1, -1)
        copy = QMouseEvent(
            QEvent.Type(event.type()),
            QPointF(at),
            QPointF(target.mapToGlobal(at)),
            event.button(),
            event.buttons(),
            QGuiApplication.keyboardModifiers(),
        )
        QApplication.sendEvent(target, copy)
