"""The CUPS adapter against a real scheduler, a real queue and a real driver."""

import shutil
from collections.abc import Iterator

import pytest

from kiosk.devices.cups_printer import CupsPrinter
from kiosk.devices.printer import PrintState, follow
from kiosk.problems import ProblemError, Remedy
from tests.engines.cups_server import PPD, QUEUE, CupsServer, cups_server, wait_until

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(
        shutil.which("lp") is None or not PPD.is_file(),
        reason="cups and printer-driver-cups-pdf are not installed",
    ),
]

SECRET = "110105193803080011"


def pdf_with(words: str) -> bytes:
    """A PDF of one page, written by hand."""
    content = f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


@pytest.fixture(scope="module")
def server() -> Iterator[CupsServer]:
    with cups_server() as running:
        yield running


@pytest.fixture
def printer(server: CupsServer) -> Iterator[CupsPrinter]:
    yield CupsPrinter(QUEUE, server.host)
    server.trouble("")


def never() -> bool:
    return False


def test_a_document_is_followed_until_it_has_come_out(server: CupsServer, printer: CupsPrinter) -> None:
    before = len(server.printed())
    job = printer.print(pdf_with(SECRET))
    assert follow(printer, job, never, deadline_s=300) == PrintState("done")
    printed = server.printed()
    assert len(printed) == before + 1
    assert printed[-1].startswith(b"%!PS")
    assert printer.state(job) == PrintState("done")


def test_each_copy_is_printed(server: CupsServer, printer: CupsPrinter) -> None:
    assert follow(printer, printer.print(pdf_with("twice"), copies=2), never, deadline_s=300) == PrintState("done")
    assert server.printed()[-1].count(b"numcopies(2)") == 1


def test_the_spool_keeps_nothing_of_the_person_once_it_is_printed(server: CupsServer, printer: CupsPrinter) -> None:
    assert follow(printer, printer.print(pdf_with(SECRET)), never, deadline_s=300) == PrintState("done")
    wait_until(lambda: SECRET.encode() not in server.documents())


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("media-empty-error", "printer.no_paper"),
        ("media-jam-error", "printer.jammed"),
        ("door-open", "printer.door_open"),
    ],
)
def test_a_tray_in_trouble_is_told_and_the_job_never_comes_out_later(
    server: CupsServer, printer: CupsPrinter, reason: str, code: str
) -> None:
    before = len(server.printed())
    server.trouble(reason)
    job = printer.print(pdf_with(SECRET))
    assert follow(printer, job, never, deadline_s=300) == PrintState("failed", code)
    server.trouble("")
    assert follow(printer, printer.print(pdf_with("next person")), never, deadline_s=300) == PrintState("done")
    assert len(server.printed()) == before + 1
    assert printer.state(job).phase == "failed"


def test_a_job_that_the_printer_gives_up_is_failed_and_not_done(server: CupsServer, printer: CupsPrinter) -> None:
    server.trouble("media-jam-error", give_up=True)
    state = follow(printer, printer.print(pdf_with("lost")), never, deadline_s=300)
    assert state == PrintState("failed", "printer.jammed")


def test_a_queue_that_is_not_there_sends_to_staff(server: CupsServer) -> None:
    with pytest.raises(ProblemError) as caught:
        CupsPrinter("Nowhere", server.host).print(pdf_with("x"))
    assert (caught.value.code, caught.value.remedy) == ("printer.none", Remedy.ASK_STAFF)


def test_a_scheduler_that_does_not_answer_is_offline() -> None:
    with pytest.raises(ProblemError) as caught:
        CupsPrinter(QUEUE, "127.0.0.1:1").print(pdf_with("x"))
    assert (caught.value.code, caught.value.remedy) == ("printer.offline", Remedy.TRY_AGAIN)
