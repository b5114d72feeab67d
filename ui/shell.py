"""What the product needs of the machine it runs on as a program: signs of life, errors that tell nothing."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QLoggingCategory, QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler

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
    """Watches the application for signs of life and calls `touched`, at most about three times a second.

    silent: of an event that must not silence the voice: it tells by itself what it is.
    """

    def __init__(
        self,
        touched: Callable[[], None],
        heed: Callable[[QEvent], None],
        clock: Callable[[], float],
        parent: QObject,
        silent: Callable[[QEvent], bool] = lambda _: False,
    ) -> None:
        super().__init__(parent)
        self._touched = touched
        self._heed = heed
        self._clock = clock
        self._silent = silent
        self._last = float("-inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hands every sign of life on; never eats an event."""
        if event.type() in _LIFE and not self._silent(event):
            self._heed(event)
            now = self._clock()
            if now - self._last >= _PAUSE:
                self._last = now
                self._touched()
        return False


def frames(error: BaseException) -> str:
    """Type and places of an error, never its message or a value: `ValueError view.py:120 page.py:44`."""
    places = (f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
    return " ".join((type(error).__name__, *places))


NO_FAULT = "No RHI backend. Using CPU conversion."
"""Where there is no graphics card, Qt warns that pictures of a film are made without one: as they should be."""

SILENT = "qt.multimedia.*=false"
"""Qt lists the codecs and cards that a machine has not while its library is being loaded: a message in Python then waits for another thread's turn,
and the other, loading a library of its own, for the first. What matters of sound and film comes as an error, or as none.
"""


def install_hooks(log: Callable[[str], None], failed: Callable[[BaseException], None]) -> None:
    """Unexpected errors of the interface's thread go to `failed`; Qt's own messages to `log` by their kind alone."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        failed(error)

    def handler(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if not message.endswith(NO_FAULT):
            log(f"qt {kind.name} {context.category or ''}".rstrip())

    sys.excepthook = hook
    QLoggingCategory.setFilterRules(SILENT)
    qInstallMessageHandler(handler)
