"""Devices that are not there: whoever asks them is told so, and no made-up paper ever reaches a real office."""

from kiosk.devices.printer import PrintJob, PrintState
from kiosk.devices.scanner import ScannedPage
from kiosk.problems import ProblemError, Remedy


class NoScanner:
    """No scanner."""

    def scan(self) -> ScannedPage:
        """See Scanner.scan: `scanner.none`."""
        raise ProblemError(Remedy.ASK_STAFF, "scanner.none")


class NoPrinter:
    """No printer."""

    def print(self, pdf: bytes, copies: int = 1) -> PrintJob:
        """See Printer.print: `printer.none`."""
        raise ProblemError(Remedy.ASK_STAFF, "printer.none")

    def state(self, job: PrintJob) -> PrintState:
        """See Printer.state."""
        raise ProblemError(Remedy.ASK_STAFF, "printer.none")

    def cancel(self, job: PrintJob) -> None:
        """See Printer.cancel: there is none."""
