"""The printer's twin: it prints into a folder or into memory, and can be out of paper, jammed or gone."""

from collections import Counter
from itertools import count
from pathlib import Path
from threading import Lock

from kiosk.devices.printer import PrintJob, PrintState
from kiosk.problems import ProblemError, Remedy

MOST_KEPT = 50
"""Documents and jobs. A demonstration may run for months."""


class SimulatedPrinter:
    """A printer whose jobs wait once, print once and are done. Safe to call from any thread.

    folder: where each finished document is written as `<job>.pdf` (mode 0600), once a copy; None keeps them in
    `printed` only, the last fifty. trouble: "" or the code that every unfinished job fails with, such as `printer.no_paper`;
    `printer.offline` refuses new jobs too.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.trouble = ""
        self.printed: list[bytes] = []
        self._folder = folder
        self._numbers = count(1)
        self._lock = Lock()
        self._waiting: dict[str, tuple[bytes, int]] = {}
        self._states: dict[str, PrintState] = {}
        self._looks: Counter[str] = Counter()

    def print(self, pdf: bytes, copies: int = 1) -> PrintJob:
        """See Printer.print."""
        with self._lock:
            if self.trouble == "printer.offline":
                raise ProblemError(Remedy.TRY_AGAIN, self.trouble)
            job = PrintJob(f"simulated-{next(self._numbers)}")
            self._waiting[job.id] = (pdf, copies)
            self._states[job.id] = PrintState("waiting")
            for old in list(self._states)[:-MOST_KEPT]:
                for known in (self._waiting, self._states, self._looks):
                    known.pop(old, None)
            return job

    def state(self, job: PrintJob) -> PrintState:
        """See Printer.state. Each look moves the job one step on, so that a test needs no clock."""
        with self._lock:
            if not self._states[job.id].ended:
                self._states[job.id] = self._look(job)
            return self._states[job.id]

    def cancel(self, job: PrintJob) -> None:
        """See Printer.cancel."""
        with self._lock:
            self._waiting.pop(job.id, None)
            if not self._states[job.id].ended:
                self._states[job.id] = PrintState("failed", "printer.cancelled")

    def _look(self, job: PrintJob) -> PrintState:
        if self.trouble:
            return PrintState("failed", self.trouble)
        self._looks[job.id] += 1
        if self._looks[job.id] == 1:
            return PrintState("waiting")
        if self._looks[job.id] == 2:
            return PrintState("printing")
        self._come_out(job)
        return PrintState("done")

    def _come_out(self, job: PrintJob) -> None:
        pdf, copies = self._waiting.pop(job.id)
        for copy in range(1, copies + 1):
            self.printed.append(pdf)
            del self.printed[:-MOST_KEPT]
            if self._folder is not None:
                name = job.id if copies == 1 else f"{job.id}-{copy}"
                path = self._folder / f"{name}.pdf"
                path.touch(0o600)
                path.write_bytes(pdf)
