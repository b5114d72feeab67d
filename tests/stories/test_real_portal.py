"""Against a portal that is named, nothing is made up: no card, no scanned paper and no print that is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.blocks import Notice, Tone
from kiosk.journeys import collecting
from kiosk.journeys.apply.send import Finished
from kiosk.journeys.sign_in import methods
from kiosk.launch.scenes.applying import until_screen
from tests.sandbox_client import WORLD
from tests.sandbox_process import SandboxProcess
from tests.stories.hall import Hall

pytestmark = pytest.mark.widgets
PLAN = {"/applicant/name": "样本测一", "/wish/outcome": "supplement", "/wish/hurry": False}
PHONE = "19900000901"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path / "portal", **WORLD) as running:
        yield running


@pytest.fixture
def hall(sandbox: SandboxProcess, tmp_path: Path) -> Iterator[Hall]:
    """A kiosk whose technician has named the portal and no device."""
    with Hall(sandbox.url, tmp_path / "kiosk", simulated_devices=False) as opened:
        yield opened


def told(hall: Hall) -> str:
    """The warning that stands, in words."""
    return next(
        hall.app.desk.phrases.show(block.text)
        for block in hall.driver.blocks()
        if isinstance(block, Notice) and block.tone in (Tone.WARNING, Tone.ERROR)
    )


@pytest.mark.feature("F17")
def test_no_made_up_paper_reaches_a_portal_that_is_named(hall: Hall, sandbox: SandboxProcess) -> None:
    hall.phone(PHONE)
    hall.find("试验补贴")
    until_screen(hall.driver, {**PLAN, "@photo": "upload"}, "apply.material.scan")
    hall.driver.press_event(collecting.TakePage)
    hall.driver.wait("the word about it", lambda: hall.application().collecting is not None and bool(_problem(hall)))
    assert "不能拍" in told(hall) and "窗口" in told(hall)
    assert hall.can_go_on()
    assert hall.application().answers == {"applicant": {"name": "样本测一"}, "wish": {"outcome": "supplement", "hurry": False}}


def _problem(hall: Hall) -> str:
    now = hall.application().collecting
    return now.problem if now is not None else ""


@pytest.mark.feature("F51")
def test_without_a_printer_nobody_is_told_that_it_was_printed(hall: Hall) -> None:
    hall.phone(PHONE)
    hall.find("试验补贴")
    until_screen(hall.driver, {**PLAN, "@photo": "later"}, "apply.receipt")
    hall.driver.press("receipt.print")
    hall.driver.wait("the word about it", lambda: hall.application().printing not in ("", "busy", "waiting", "printing"))
    assert "没有打印机" in hall.words() and "抄下来" in hall.words()
    hall.driver.press_event(Finished)
    hall.driver.until("home")


@pytest.mark.feature("F02")
def test_without_a_card_reader_no_card_is_asked_for(hall: Hall) -> None:
    hall.catalogue()
    assert hall.program.cards is None
    assert "身份证" not in hall.words() and "自动退出" in hall.words()
    assert "id_card" not in methods(hall.program.controller.session)
    assert len(methods(hall.program.controller.session)) >= 2, "other ways stay"
