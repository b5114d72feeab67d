"""A printer of CUPS: `lp` hands the document over, IPP tells what became of it, `cancel` takes it back.

The document goes in by stdin: nothing of the person is in arguments or in a file of ours, and the job's title is
always the same. CUPS keeps its own spool: a kiosk sets `PreserveJobFiles No`, and puts `RequestRoot` and `TempDir` on
a tmpfs, since Ghostscript leaves its temporary files behind when a job is cancelled under it (measured, 10.00).
"""

import getpass
import os
import re
import subprocess
from shutil import which

from kiosk.devices import ipp
from kiosk.devices.printer import PrintJob, PrintState
from kiosk.problems import ProblemError, Remedy

_TITLE = "yinling"
_SOCKET = "/run/cups/cups.sock"
_ANSWER_WITHIN_S = 15.0
_PRINTING, _STOPPED, _CANCELLED, _DONE = 5, 6, 7, 9
_PRINTER_STOPPED = 5
_TROUBLES = (
    ("media-empty", "printer.no_paper"),
    ("media-needed", "printer.no_paper"),
    ("media-jam", "printer.jammed"),
    ("door-open", "printer.door_open"),
    ("cover-open", "printer.door_open"),
    ("toner-empty", "printer.no_ink"),
    ("marker-supply-empty", "printer.no_ink"),
    ("offline", "printer.offline"),
    ("connecting-to-device", "printer.offline"),
    ("shutdown", "printer.offline"),
    ("paused", "printer.offline"),
)
"""Starts of printer-state-reasons (RFC 8011 5.4.12) and what they are to the person."""


class CupsPrinter:
    """One queue. queue: "" for the default one. server: "host:port" or a socket's path, "" for the system's own."""

    def __init__(self, queue: str = "", server: str = "") -> None:
        self._queue = queue
        self._server = server or os.environ.get("CUPS_SERVER", "") or _SOCKET
        self._user = getpass.getuser()

    def print(self, pdf: bytes, copies: int = 1) -> PrintJob:
        """See Printer.print."""
        to = ["-d", self._queue] if self._queue else []
        done = self._run("lp", *to, "-n", str(copies), "-t", _TITLE, "-o", "fit-to-page", "-", stdin=pdf)
        found = re.search(rb"request id is (\S+-\d+)", done.stdout)
        if done.returncode != 0 or found is None:
            raise self._refusal()
        return PrintJob(found.group(1).decode())

    def state(self, job: PrintJob) -> PrintState:
        """See Printer.state. A queue that waits for paper counts as failed: the person is standing there."""
        state = self._job_state(job)
        if state == _DONE:
            return PrintState("done")
        if state == _CANCELLED:
            return PrintState("failed", "printer.cancelled")
        trouble = self._trouble(_queue(job))
        if not 0 < state <= _STOPPED:
            return PrintState("failed", trouble or "printer.failed")
        if trouble:
            return PrintState("failed", trouble)
        return PrintState("printing" if state == _PRINTING else "waiting")

    def cancel(self, job: PrintJob) -> None:
        """See Printer.cancel. The queue keeps no copy of the document.

        Raises ProblemError `printer.offline` when the job is still there afterwards.
        """
        self._run("cancel", "-x", job.id)
        if 0 < self._job_state(job) <= _STOPPED:
            raise ProblemError(Remedy.TRY_AGAIN, "printer.offline")

    def _job_state(self, job: PrintJob) -> int:
        """The job-state of RFC 8011 5.3.7, 0 when CUPS knows nothing of the job."""
        number = int(job.id.rpartition("-")[2])
        found = ipp.ask(self._server, ipp.GET_JOB, _queue(job), ("job-state",), user=self._user, job=number)
        state = found.get("job-state", [0])[0]
        return state if isinstance(state, int) else 0

    def _trouble(self, queue: str) -> str:
        """The code of what keeps the queue from printing, "" when it can."""
        wanted = ("printer-state", "printer-state-reasons")
        found = ipp.ask(self._server, ipp.GET_PRINTER, queue, wanted, user=self._user)
        for reason in map(str, found.get("printer-state-reasons", [])):
            for start, code in _TROUBLES:
                if reason.startswith(start) and not reason.endswith(("-warning", "-report")):
                    return code
        return "printer.offline" if found.get("printer-state") == [_PRINTER_STOPPED] else ""

    def _run(self, program: str, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        path = which(program)
        if path is None:
            raise ProblemError(Remedy.ASK_STAFF, "printer.none")
        try:
            return subprocess.run(
                [path, *arguments],
                input=stdin,
                capture_output=True,
                env=os.environ | {"LC_ALL": "C", "CUPS_SERVER": self._server},
                timeout=_ANSWER_WITHIN_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ProblemError(Remedy.TRY_AGAIN, "printer.offline") from None

    def _refusal(self) -> ProblemError:
        """Why `lp` failed: it says "does not exist" even when only the scheduler is not there."""
        if b"is running" not in self._run("lpstat", "-r").stdout:
            return ProblemError(Remedy.TRY_AGAIN, "printer.offline")
        known = self._run("lpstat", *(("-p", self._queue) if self._queue else ("-d",)))
        if known.returncode != 0 or b"no system default" in known.stdout:
            return ProblemError(Remedy.ASK_STAFF, "printer.none")
        return ProblemError(Remedy.TRY_AGAIN, "printer.offline")


def _queue(job: PrintJob) -> str:
    return job.id.rpartition("-")[0]
