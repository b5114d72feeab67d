"""A printer of CUPS, spoken to by `lp`, `lpstat` and `cancel`.

The document goes in by stdin: nothing of the person is in arguments or in a file of ours, and the job's
title is always the same.
CUPS keeps its own spool; a kiosk sets `PreserveJobFiles No` there.
"""

import os
import re
import subprocess
from shutil import which

from kiosk.devices.printer import PrintJob, PrintState
from kiosk.problems import ProblemError, Remedy

_TITLE = "yinling"
_ANSWER_WITHIN_S = 15.0
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


class CupsPrinter:
    """One queue. queue: "" for the default one. server: "host:port" or a socket's path, "" for the system's
    own.
    """

    def __init__(self, queue: str = "", server: str = "") -> None:
        self._queue = queue
        self._server = server

    def print(self, pdf: bytes, copies: int = 1) -> PrintJob:
        """See Printer.print."""
        to = ["-d", self._queue] if self._queue else []
        answer = self._run("lp", *to, "-n", str(copies), "-t", _TITLE, "-o", "fit-to-page", "-", stdin=pdf)
        found = re.search(r"request id is (\S+-\d+)", answer)
        if found is None:
            raise ProblemError(Remedy.ASK_STAFF, "printer.failed")
        return PrintJob(found.group(1))

    def state(self, job: PrintJob) -> PrintState:
        """See Printer.state. A queue that waits for paper counts as failed: the person is standing there."""
        queue = job.id.rpartition("-")[0]
        waiting = _job_lines(self._run("lpstat", "-l", "-W", "not-completed", "-o", queue), job)
        if waiting:
            printer = self._run("lpstat", "-l", "-p", queue)
            trouble = _trouble(_alerts(printer))
            if trouble or re.search(rf"^printer {re.escape(queue)} disabled", printer, re.MULTILINE):
                return PrintState("failed", trouble or "printer.offline")
            return PrintState("printing" if f"now printing {job.id}" in printer else "waiting")
        ended = _job_lines(self._run("lpstat", "-l", "-W", "completed", "-o", queue), job)
        if "job-completed-successfully" in ended or "job-completed-with-warnings" in ended:
            return PrintState("done")
        if "canceled" in ended:
            return PrintState("failed", "printer.cancelled")
        return PrintState(
            "failed", _trouble(_alerts(self._run("lpstat", "-l", "-p", queue))) or "printer.failed"
        )

    def cancel(self, job: PrintJob) -> None:
        """See Printer.cancel. The queue keeps no copy of the document."""
        queue = job.id.rpartition("-")[0]
        if _job_lines(self._run("lpstat", "-l", "-W", "not-completed", "-o", queue), job):
            self._run("cancel", "-x", job.id)

    def _run(self, program: str, *arguments: str, stdin: bytes = b"") -> str:
        path = which(program)
        if path is None:
            raise ProblemError(Remedy.ASK_STAFF, "printer.none")
        environment = os.environ | {"LC_ALL": "C"} | ({"CUPS_SERVER": self._server} if self._server else {})
        try:
            done = subprocess.run(
                [path, *arguments],
                input=stdin,
                capture_output=True,
                env=environment,
                timeout=_ANSWER_WITHIN_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ProblemError(Remedy.TRY_AGAIN, "printer.offline") from None
        if done.returncode != 0:
            raise _refusal(done.stderr.decode(errors="replace"))
        return done.stdout.decode(errors="replace")


def _refusal(said: str) -> ProblemError:
    said = said.casefold()
    if "no default destination" in said or "does not exist" in said or "invalid destination" in said:
        return ProblemError(Remedy.ASK_STAFF, "printer.none")
    return ProblemError(Remedy.TRY_AGAIN, "printer.offline")


def _job_lines(listing: str, job: PrintJob) -> str:
    """The job's own lines of `lpstat -l -o`: its first, and the indented ones under it. "" when it is not
    there.
    """
    found = re.search(rf"^{re.escape(job.id)}\s.*(?:\n[ \t]+.*)*", listing, re.MULTILINE)
    return found.group(0) if found else ""


def _alerts(printer: str) -> str:
    found = re.search(r"^\s*Alerts: (.*)$", printer, re.MULTILINE)
    return found.group(1) if found else ""


def _trouble(alerts: str) -> str:
    for reason in alerts.split():
        if reason.endswith(("-warning", "-report")):
            continue
        for start, code in _TROUBLES:
            if reason.startswith(start):
                return code
    return ""
