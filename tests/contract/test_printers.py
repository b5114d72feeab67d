"""What every printer must do; the simulated one stands for all here, CUPS itself is in tests/engines/test_cups.py."""

from pathlib import Path

import pytest

from kiosk.devices.cups_printer import CupsPrinter
from kiosk.devices.printer import Printer, PrintJob, PrintState, follow
from kiosk.devices.simulated_printer import SimulatedPrinter
from kiosk.problems import ProblemError, Remedy

PDF = b"%PDF-1.4 made up"


def never() -> bool:
    return False


def fast(printer: Printer, job: PrintJob) -> PrintState:
    return follow(printer, job, never, every_s=0.001, sure_after_s=0)


def test_a_job_waits_prints_and_is_done(tmp_path: Path) -> None:
    printer = SimulatedPrinter(tmp_path)
    job = printer.print(PDF)
    assert [printer.state(job).phase for _ in range(4)] == ["waiting", "printing", "done", "done"]
    assert printer.printed == [PDF]
    [written] = tmp_path.iterdir()
    assert written.read_bytes() == PDF
    assert written.stat().st_mode & 0o077 == 0


def test_each_copy_comes_out(tmp_path: Path) -> None:
    printer = SimulatedPrinter(tmp_path)
    assert fast(printer, printer.print(PDF, copies=3)) == PrintState("done")
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("code", ["printer.no_paper", "printer.jammed"])
def test_a_job_in_trouble_fails_and_never_comes_out_later(code: str) -> None:
    printer = SimulatedPrinter()
    job = printer.print(PDF)
    printer.trouble = code
    assert fast(printer, job) == PrintState("failed", code)
    printer.trouble = ""
    assert fast(printer, printer.print(b"%PDF the next person's")) == PrintState("done")
    assert printer.printed == [b"%PDF the next person's"]


def test_a_job_of_an_ended_session_is_taken_back() -> None:
    printer = SimulatedPrinter()
    job = printer.print(PDF)
    assert follow(printer, job, lambda: True) == PrintState("failed", "printer.cancelled")
    assert printer.state(job).phase == "failed"
    assert printer.printed == []


def test_a_job_that_takes_too_long_is_taken_back() -> None:
    printer = SimulatedPrinter()
    clock = iter(float(second) for second in range(0, 10_000, 90))
    job = printer.print(PDF)
    assert (
        follow(printer, job, never, every_s=0.001, deadline_s=120, clock=lambda: next(clock)).reason
        == "printer.too_slow"
    )
    assert printer.printed == []


def test_cancelling_what_is_done_changes_nothing() -> None:
    printer = SimulatedPrinter()
    job = printer.print(PDF)
    fast(printer, job)
    printer.cancel(job)
    assert printer.state(job) == PrintState("done")


def test_a_printer_that_is_off_refuses_at_once() -> None:
    printer = SimulatedPrinter()
    printer.trouble = "printer.offline"
    with pytest.raises(ProblemError) as caught:
        printer.print(PDF)
    assert (caught.value.code, caught.value.remedy) == ("printer.offline", Remedy.TRY_AGAIN)


def test_without_cups_there_is_no_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProblemError) as caught:
        CupsPrinter().print(PDF)
    assert (caught.value.code, caught.value.remedy) == ("printer.none", Remedy.ASK_STAFF)
