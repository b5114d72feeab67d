"""The home and the assisted profile in their simplest true form, through the real widgets."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from kiosk.blocks import Notice
from kiosk.events import Typed
from kiosk.journeys import home as home_journey
from kiosk.journeys import staff
from kiosk.journeys.apply import state as apply_state
from kiosk.launch import journeys
from kiosk.storage.home import HomeKeeper
from kiosk.storage.vault import PersonVault
from tests.file_keyring import FileKeyring
from tests.outbox_world import readable
from tests.sandbox_client import WORLD
from tests.sandbox_process import ROOT, SandboxProcess
from tests.stories.hall import Hall
from tests.stories.home_that_dies import PLAN

pytestmark = pytest.mark.widgets
WHOLE = {"applicant": {"name": "样本测一"}, "wish": {"outcome": "approve", "hurry": True, "why": "要住院"}}


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path / "portal", **WORLD) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The data folder of a home whose keyring outlives a kill."""
    made = tmp_path / "home"
    made.mkdir()
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring(made / "keyring"))
    yield made
    keyring.set_keyring(before)


def die(sandbox: SandboxProcess, folder: Path, answers: int) -> None:
    """A process that answers so many questions and is killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.stories.home_that_dies", sandbox.url, str(folder), str(answers)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr[-3000:]


def finish(hall: Hall) -> str:
    """From where it stands to the receipt; the client key."""
    return journeys.apply(hall.driver, PLAN).key


@pytest.mark.feature("F59", "F53")
@pytest.mark.parametrize("answers", [1, 2])
def test_at_home_a_draft_is_kept_at_every_answer_and_is_there_after_a_kill(
    sandbox: SandboxProcess, folder: Path, answers: int
) -> None:
    die(sandbox, folder, answers)
    (draft,) = HomeKeeper(folder / "home.sqlite", PersonVault(sandbox.url)).load().drafts
    assert readable(folder, "样本测一".encode(), b"session_") == []
    with Hall(sandbox.url, folder, "home") as hall:
        hall.driver.until("home")
        assert hall.program.controller.session.person is not None, "the sign-in was kept"
        hall.driver.wait(
            "the draft", lambda: any(action.key == f"draft.{draft.key}" for action in hall.driver.actions())
        )
        hall.driver.press(f"draft.{draft.key}")
        hall.driver.wait("the service", lambda: hall.driver.name not in ("home", "apply.loading"))
        assert dict(hall.application().answers) == draft.answers and draft.answers
        assert finish(hall) == draft.key, "the key goes on, so there is never a second case"
        hall.driver.wait(
            "the draft to be forgotten", lambda: HomeKeeper(folder / "home.sqlite", PersonVault(sandbox.url)).load().drafts == ()
        )
    (case,) = sandbox.applications()
    assert case["client_key"] == draft.key and case["body"]["answers"] == WHOLE
    assert case["body"]["channel"] == "home"


@pytest.mark.feature("F47", "F44")
def test_at_home_a_changed_status_is_told_at_the_start(sandbox: SandboxProcess, folder: Path) -> None:
    with Hall(sandbox.url, folder, "home") as hall:
        hall.phone("19900000901")
        hall.find("试验补贴")
        finish(hall)
        journeys.take_receipt(hall.driver)
        keeper = HomeKeeper(folder / "home.sqlite", PersonVault(sandbox.url))
        hall.driver.wait("what was told to be kept", lambda: list(keeper.load().seen.values()) == ["submitted"])
    sandbox.advance(15)
    with Hall(sandbox.url, folder, "home") as hall:
        hall.driver.until("home")
        hall.driver.wait("the news", lambda: bool(hall.state(home_journey.State).changed))
        news = [
            block for block in hall.driver.blocks() if isinstance(block, Notice) and block.key.startswith("changed.")
        ]
        assert len(news) == 1 and "试验补贴" in hall.app.desk.phrases.show(news[0].text)
    with Hall(sandbox.url, folder, "home") as hall:
        hall.driver.until("home")
        hall.driver.wait("the list", lambda: hall.program.controller.session.kept is not None)
        hall.driver.press("home.track")
        hall.driver.wait("the case", lambda: "试验补贴" in hall.words())
        hall.driver.press("back")
        hall.driver.until("home")
        assert not hall.state(home_journey.State).changed, "told once"


@pytest.mark.feature("F59")
def test_what_is_kept_for_one_portal_is_never_shown_to_another(sandbox: SandboxProcess, folder: Path, tmp_path: Path) -> None:
    die(sandbox, folder, 1)
    with SandboxProcess(tmp_path / "another portal", **WORLD) as other, Hall(other.url, folder, "home") as hall:
        hall.catalogue()
        hall.driver.wait("what is kept", lambda: hall.program.controller.session.kept is not None)
        kept = hall.program.controller.session.kept
        assert kept is not None and (kept.token, kept.drafts) == ("", ())
        assert hall.driver.name == "welcome" and hall.program.controller.session.person is None
    with Hall(sandbox.url, folder, "home") as hall:
        hall.driver.until("home")
        assert hall.program.controller.session.person is not None, "for the first one it is still there"


@pytest.mark.feature("F53")
def test_without_a_keyring_home_says_that_only_this_run_remembers(sandbox: SandboxProcess, folder: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    with Hall(sandbox.url, folder, "home") as hall:
        hall.phone("19900000901")
        hall.driver.wait(
            "the word",
            lambda: any(
                block.text == "home.memory_only" for block in hall.driver.blocks() if isinstance(block, Notice)
            ),
        )
    assert not (folder / "home.sqlite").exists()


@pytest.mark.feature("F39")
def test_a_clerk_helps_with_consent_and_stands_in_the_audit_and_on_the_receipt(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    with Hall(sandbox.url, tmp_path / "desk", "assisted") as hall:
        driver = hall.driver
        driver.until("staff.sign_in")
        hall.write("W1", 0)
        hall.write("999999", 1)
        driver.press_main()
        driver.wait("a word about it", lambda: bool(hall.state(staff.State).problem))
        assert driver.name == "staff.sign_in"
        hall.write("W1", 0)
        clear(hall)
        hall.write("112233", 1)
        driver.press_main()
        driver.until("staff.consent")
        assert "样本工" in hall.words()
        driver.press_event(staff.NoHelp)
        driver.until("staff.refused")
        driver.press_main()
        driver.until("staff.consent")
        driver.press_event(staff.AgreeToHelp)
        driver.until("welcome")
        hall.card("T1")
        hall.find("试验补贴")
        key = finish(hall)
        assert driver.name == "apply.receipt" and "样本工" in hall.words()
        delivery = hall.state(apply_state.State).delivery
        assert delivery is not None and delivery.application is not None and delivery.application.assisted_by
        journeys.take_receipt(driver)
        driver.press("leave")
        driver.press("leave.yes")
        driver.until("goodbye")
        driver.press_main()
        driver.until("staff.consent")
        assert hall.program.controller.session.login is None, "handed back: the next person begins with a consent"
    lines = [line for line in sandbox.control("GET", "audit")["items"] if line["deed"] == "submit"]
    assert [(line["staff"], line["person"]) for line in lines] == [("W1", "T1")]
    assert [case["client_key"] for case in sandbox.applications()] == [key]


def clear(hall: Hall) -> None:
    """Empties the PIN."""
    hall.program.send(Typed("pin", ""))
