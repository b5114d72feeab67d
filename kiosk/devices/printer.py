"""The port of a printer, and how a job is followed to its true end."""

import time
from collections.abc import Callable
from threading import Event
from typing import Literal, Protocol

from kiosk.value import dataclass

Phase = Literal["waiting", "printing", "done", "failed"]


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A job as its printer knows it. The id says nothing of the person."""

    id: str


@dataclass(frozen=True, slots=True)
class PrintState:
    """Where a job is. reason: the problem code when failed (`printer.no_paper`, `printer.jammed`, `printer.offline`
    …), else "".
    """

    phase: Phase
    reason: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come by itself."""
        return self.phase in ("done", "failed")


class Printer(Protocol):
    """A printer. Blocking: called from the device lane, never from the interface."""

    def print(self, pdf: bytes, copies: int = 1) -> PrintJob:
        """Hands a document over. Raises ProblemError: `printer.none` (ASK_STAFF), `printer.offline` (TRY_AGAIN)."""
        ...

    def state(self, job: PrintJob) -> PrintState:
        """Where the job is now. Raises ProblemError `printer.offline` (TRY_AGAIN) when the printer cannot be asked."""
        ...

    def cancel(self, job: PrintJob) -> None:
        """Takes an unfinished job back, so that it never comes out in front of the next person. A finished one:
        nothing happens.
        """
        ...


def follow(
    printer: Printer,
    job: PrintJob,
    cancelled: Callable[[], bool],
    *,
    deadline_s: float = 120.0,
    every_s: float = 0.3,
    sure_after_s: float = 2.0,
    clock: Callable[[], float] = time.monotonic,
) -> PrintState:
    """Waits until the job has come out, or has failed, been cancelled or taken too long: then it is taken back.

    A trouble counts once it has stood for `sure_after_s`: printers tell of the last one for a moment. Returns the
    last state, always an ended one: failed with `printer.cancelled` or `printer.too_slow` in the last two cases.
    Raises what `state` and `cancel` raise.
    """
    end = clock() + deadline_s
    failed_since: float | None = None
    pause = Event()
    while True:
        state = printer.state(job)
        now = clock()
        failed_since = (failed_since or now) if state.phase == "failed" else None
        if state.phase == "done":
            return state
        if cancelled():
            state = PrintState("failed", "printer.cancelled")
        elif failed_since is not None and now - failed_since >= sure_after_s:
            pass
        elif now >= end:
            state = PrintState("failed", state.reason or "printer.too_slow")
        else:
            pause.wait(every_s)
            continue
        printer.cancel(job)
        return state
