"""The interface's loop, run by the bench, and how long one round of it is busy.

A round that only worked counts with its processor time, one in which it waited (for a device, a pipe) with all of its time: what a busy
machine takes away from a program that works is none of its faults.
"""

import sys
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

DEADLINE_S = 20.0
PAUSE_S = 0.001


class Loop:
    """Runs the interface until a condition holds, round by round. (QTest.qWait would keep the ear's thread from running.)"""

    def __init__(self) -> None:
        self._longest = 0.0
        self._pause = threading.Event()

    def until(self, condition: Callable[[], bool], deadline_s: float = DEADLINE_S) -> None:
        """Raises TimeoutError."""
        end = time.monotonic() + deadline_s
        while not condition():
            waits, begun, worked = _waits(), time.monotonic(), time.thread_time()
            QCoreApplication.processEvents()
            took, work = time.monotonic() - begun, time.thread_time() - worked
            self._longest = max(self._longest, took if _waits() > waits else work)
            if begun > end:
                raise TimeoutError
            self._pause.wait(PAUSE_S)  # the engines need the processor too

    def taken_ms(self) -> float:
        """The longest round since this was asked last."""
        longest, self._longest = self._longest, 0.0
        return longest * 1000


def _waits() -> int:
    """How often this thread has waited by itself."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw
