"""Before any portal that says of itself that it is a demonstration, every screen and every sheet says so."""

import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox_client import WORLD
from tests.sandbox_process import SandboxProcess
from tests.stories.hall import Hall

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F54")]
MARK = "演示"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path / "portal", **WORLD) as running:
        yield running


def on_paper(pdf: bytes, folder: Path) -> list[str]:
    """The words of each sheet, as an independent reader (poppler) finds them."""
    (folder / "paper.pdf").write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-layout", "paper.pdf", "-"], cwd=folder, capture_output=True, check=True).stdout.decode()
    return unicodedata.normalize("NFKC", text).removesuffix("\f").split("\f")


def test_a_sandbox_behind_an_address_is_marked_on_every_screen_and_every_sheet(sandbox: SandboxProcess, tmp_path: Path) -> None:
    with Hall(sandbox.url, tmp_path / "kiosk") as kiosk:
        kiosk.driver.wait("the mark", lambda: kiosk.screen.demo)
        assert kiosk.app.window.view.strip.demo.isVisibleTo(kiosk.app.window)
        kiosk.card("T1")
        assert kiosk.screen.demo
        kiosk.find("试验补贴")
        kiosk.driver.press("guide.print")
        kiosk.driver.wait("a print", lambda: getattr(kiosk.application(), "printing", "") == "done")
        sheets = on_paper(kiosk.printer.printed[-1], tmp_path)
        assert sheets and all(sheet.lstrip().startswith(MARK) for sheet in sheets)
        kiosk.driver.press("leave")
        assert kiosk.screen.demo, "the next person's screens too"
