"""What every scanner must do, and the checks that a page goes through before it is sent."""

from io import BytesIO

import pytest
from PIL import Image

from kiosk.devices.image_checks import Finding, check_image, file_type, picture_size
from kiosk.devices.scanner import Scanner
from kiosk.devices.simulated_scanner import GOOD_PAPERS, SimulatedScanner, paper
from kiosk.problems import ProblemError, Remedy


def codes(data: bytes, **limits: int) -> list[str]:
    return [finding.code for finding in check_image(data, **limits)]


def test_a_scan_is_a_real_picture_of_the_size_it_tells() -> None:
    scanner: Scanner = SimulatedScanner()
    page = scanner.scan()
    with Image.open(BytesIO(page.image)) as picture:
        picture.load()
        assert picture.size == (page.width, page.height)


def test_the_pile_is_taken_in_turn_and_from_the_first_again() -> None:
    scanner = SimulatedScanner(("id_card", "medical"))
    assert [scanner.scan().image for _ in range(3)] == [paper("id_card"), paper("medical"), paper("id_card")]


def test_no_page_a_jam_and_no_scanner_are_told_apart() -> None:
    scanner = SimulatedScanner(())
    with pytest.raises(ProblemError, match=r"scanner\.no_page"):
        scanner.scan()
    scanner.lay("id_card")
    scanner.trouble = "scanner.jammed"
    with pytest.raises(ProblemError) as jam:
        scanner.scan()
    scanner.trouble = "scanner.none"
    with pytest.raises(ProblemError) as none:
        scanner.scan()
    assert (jam.value.remedy, none.value.remedy) == (Remedy.TRY_AGAIN, Remedy.ASK_STAFF)
    scanner.trouble = ""
    assert scanner.scan().image == paper("id_card")


@pytest.mark.feature("F17")
@pytest.mark.parametrize("name", GOOD_PAPERS)
def test_a_good_paper_passes_every_check(name: str) -> None:
    assert codes(paper(name)) == []


@pytest.mark.feature("F17")
@pytest.mark.parametrize(
    ("name", "code"), [("blurred", "image.blurred"), ("dark", "image.dark"), ("blank", "image.blank")]
)
def test_a_page_that_a_clerk_cannot_read_is_told_by_its_reason(name: str, code: str) -> None:
    assert check_image(paper(name)) == (Finding(code, must=False),)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (paper("id_card"), "jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"MZ\x90\x00", None),
        (b"<html>", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_a_type_is_known_by_its_first_bytes(data: bytes, kind: str | None) -> None:
    assert file_type(data) == kind


def test_what_is_no_picture_must_not_be_sent() -> None:
    assert check_image(b"MZ\x90\x00 a programme") == (Finding("image.wrong_type", must=True),)
    assert check_image(b"\xff\xd8\xff broken") == (Finding("image.broken", must=True),)
    assert check_image(paper("id_card")[:-30000]) == (Finding("image.broken", must=True),)
    assert check_image(paper("id_card"), limit_bytes=1000) == (Finding("image.too_large", must=True),)


def test_a_tiny_picture_is_advised_against() -> None:
    with Image.open(BytesIO(paper("id_card"))) as picture:
        picture.thumbnail((500, 500))
        small = BytesIO()
        picture.save(small, "PNG")
    assert "image.small" in codes(small.getvalue())


def test_the_size_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="not a picture"):
        picture_size(b"nothing")
