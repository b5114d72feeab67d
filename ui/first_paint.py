"""Knows when the first picture of a window stands: until then nothing else may use the machine."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class _Watch(QObject):
    """Waits for the window to be shown, then for its exposure, within which Qt paints."""

    def __init__(self, window: QWidget, call: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._call = call
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched is self._window:
            watched.removeEventFilter(self)
            self._window.windowHandle().installEventFilter(self)
        elif event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._window, self._call)  # not for a window that is gone by then
        return False


def when_painted(window: QWidget, call: Callable[[], None]) -> None:
    """Calls once, right after the first picture of a window that is not shown yet."""
    _Watch(window, call)
