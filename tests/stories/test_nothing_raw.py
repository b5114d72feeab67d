"""A defect of the program: the person is told whom to ask, nothing raw is shown or logged, and the session can still be ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from kiosk.blocks import Action
from kiosk.events import Event
from kiosk.journeys import home
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import sign_in_by_card
from tests.stories.hall import Hall, quiet_log

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F42"), pytest.mark.feature("F54")]
SECRET = "样本甲 999901193803080013"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    running = Sandbox(tmp_path_factory.mktemp("portal"))
    yield running
    running.embedded.close()


@pytest.fixture
def hall(sandbox: Sandbox, tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(sandbox.embedded.url(), tmp_path / "kiosk").open()
    opened.catalogue()
    yield opened
    opened.close()


class Surprise(Event):
    """What no journey expects."""


def told(hall: Hall, log: list[str]) -> None:
    """The words of a defect stand there, with a way to staff and a way out; nothing raw is anywhere."""
    hall.driver.until("over.failed")
    words = hall.words()
    assert "不是您的问题" in words
    for raw in (SECRET, "样本甲", "ValueError", "Traceback", ".py"):
        assert raw not in words
        assert raw == ".py" or raw == "ValueError" or not any(raw in line for line in (*log, *hall.errors))
    assert any("incident" in line and "ValueError" in line for line in (*log, *hall.errors)), "staff find it in the log"
    names = {action.name for action in hall.driver.actions() if isinstance(action, Action)}
    assert {"failed.call", "failed.leave"} <= names


def test_a_defect_in_a_journey(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_by_card(hall.driver)

    def broken(*_: object) -> object:
        raise ValueError(SECRET)

    with quiet_log() as log:
        monkeypatch.setattr(home, "update", broken)
        hall.driver.press("home.find")
        told(hall, log)
        monkeypatch.undo()
    hall.driver.press_main()
    assert hall.driver.name == "home", "what was there before is still there"
    hall.driver.press("home.find")
    hall.driver.until("find")


def test_a_defect_in_how_a_screen_looks(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ValueError(SECRET)

    hall.driver.until("welcome")
    hall.program.card_reader.insert("P001")
    hall.driver.until("notice")
    with quiet_log() as log:
        monkeypatch.setattr(home, "view", broken)
        hall.driver.press_main()
        told(hall, log)
        hall.driver.press("failed.leave")
    hall.driver.until("goodbye")
    assert "样本甲" not in hall.words()


def test_a_defect_in_a_widget(hall: Hall) -> None:
    def broken() -> None:
        raise ValueError(SECRET)

    with quiet_log() as log:
        QTimer.singleShot(0, broken)
        told(hall, log)
    hall.driver.press("failed.call")
    hall.driver.until("over.call")


def test_a_defect_off_the_main_thread(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_by_card(hall.driver)

    def broken(*_: object) -> object:
        raise ValueError(SECRET)

    with quiet_log() as log:
        monkeypatch.setattr("kiosk.portal_requests._load_service", broken)
        code = "YL0000000101"
        if not any(action.name == f"service.{code}" for action in hall.driver.actions()):
            code = next(a.name.removeprefix("service.") for a in hall.driver.actions() if a.name.startswith("service."))
        hall.driver.press(f"service.{code}")
        hall.driver.wait("words", lambda: "请按“叫人帮忙”" in hall.words())
        assert SECRET not in hall.words() and not any("样本甲" in line for line in (*log, *hall.errors))
        assert any("incident" in line for line in log)
