"""What the product needs of the machine it runs on as a program: signs of life, a clean end, errors that tell nothing."""

import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QSocketNotifier, QtMsgType, qInstallMessageHandler

_LIFE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchEnd,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
    QEvent.Type.TabletPress,
}
_PAUSE = 0.3
"""Seconds between two reports of activity."""


class Activity(QObject):
    """Watches the application for signs of life and calls `touched`, at most about three times a second."""

    def __init__(
        self, touched: Callable[[], None], heed: Callable[[QEvent], None], clock: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._touched = touched
        self._heed = heed
        self._clock = clock
        self._last = float("-inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hands every sign of life on; never eats an event."""
        if event.type() in _LIFE:
            self._heed(event)
            now = self._clock()
            if now - self._last >= _PAUSE:
                self._last = now
                self._touched()
        return False


class Signals(QObject):
    """Calls `leave` in the interface's thread when the system asks the program to end (SIGTERM, SIGINT)."""

    def __init__(self, leave: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._leave = leave
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._before = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, self._note) for number in (signal.SIGTERM, signal.SIGINT)}
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _note(self, _number: int, _frame: object) -> None:
        """Python has to have a handler, or no byte is written; the work is done in `_woken`."""

    def _woken(self) -> None:
        self._read.recv(64)
        self._leave()

    def close(self) -> None:
        """Gives the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()


def frames(error: BaseException) -> str:
    """Type and places of an error, never its message or a value: `ValueError view.py:120 page.py:44`."""
    places = (f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
    return " ".join((type(error).__name__, *places))


def install_hooks(log: Callable[[str], None], failed: Callable[[BaseException], None]) -> None:
    """Unexpected errors of the interface's thread go to `failed`; Qt's own messages to `log` by their kind alone."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        failed(error)

    def handler(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
        log(f"qt {kind.name} {context.category or ''}".rstrip())

    sys.excepthook = hook
    qInstallMessageHandler(handler)
