"""When Python looks for rubbish: while a person looks at a screen that stands, never while the next one is drawn.

By itself it looks after every few hundred new things, and a drawing makes thousands: one frame in twenty was late for it, the worst by 40 ms.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_SOON_MS = 150
"""After a drawing: the person has only begun to look."""
_QUIET_MS = 60_000
"""Nothing was drawn for so long: nobody would notice the longest search."""
_DEEPER = (10, 100)
"""Every so many searches it goes through what survived one before, and through everything."""


class Rubbish(QObject):
    """Searches in the interface's thread, by its own timers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._searches = 0
        self._soon = self._timer(_SOON_MS, self._search)
        self._quiet = self._timer(_QUIET_MS, self._search_all)

    def _timer(self, milliseconds: int, job: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(job)
        return timer

    def begin(self) -> None:
        """From now on. What is there stays for good and is never gone through again."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._quiet.start()

    def drawn(self) -> None:
        """A Screen was drawn. The search is not put off by the next one: who presses fast would never have one."""
        if not self._soon.isActive():
            self._soon.start()
        self._quiet.start()

    def end(self) -> None:
        """From now on Python decides again."""
        self._soon.stop()
        self._quiet.stop()
        gc.enable()

    def _search(self) -> None:
        self._searches += 1
        middle, deep = _DEEPER
        gc.collect(2 if self._searches % deep == 0 else 1 if self._searches % middle == 0 else 0)

    def _search_all(self) -> None:
        gc.collect()
        self._quiet.start()
