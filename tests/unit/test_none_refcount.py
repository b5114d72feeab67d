"""PySide6 6.12 loses references to None on Python 3.11 and aborts after some thousand calls: with the version locked here none is lost."""

import sys

from PySide6.QtCore import QObject, Signal, Slot

CALLS = 1_000
DRIFT = 20
"""What the interpreter itself may keep meanwhile."""


class _Caller(QObject):
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.done.connect(self._hear)

    @Slot()
    def _hear(self) -> None:
        self.heard += 1


def test_calls_that_return_nothing_take_no_reference_of_none() -> None:
    caller = _Caller()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        caller.setObjectName("")
        caller.blockSignals(False)
        caller.parent()
    assert abs(sys.getrefcount(None) - before) < DRIFT


def test_signals_take_no_reference_of_none() -> None:
    caller = _Caller()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        caller.done.emit()
    assert caller.heard == CALLS
    assert abs(sys.getrefcount(None) - before) < DRIFT
