"""The portal's process is killed at each step of handing in: the person is told in plain words, nothing is lost, going on makes one case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.blocks import Notice, Tone
from kiosk.journeys import collecting
from kiosk.journeys.apply.send import Finished
from kiosk.launch.scenes.applying import until_screen
from kiosk.portal.place import place_of
from tests.outbox_world import outbox_in, readable
from tests.sandbox_client import WORLD
from tests.sandbox_process import SandboxProcess
from tests.stories.campaign_client import FastClock
from tests.stories.hall import Hall

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F52")]
PLAN = {"/applicant/name": "样本测一", "/wish/outcome": "supplement", "/wish/hurry": False, "@photo": "upload"}
TITLE = "试验补贴"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path / "portal", **WORLD) as running:
        yield running


@pytest.fixture
def hall(sandbox: SandboxProcess, tmp_path: Path) -> Iterator[Hall]:
    with Hall(sandbox.url, tmp_path / "kiosk") as opened:
        opened.card("T1")
        opened.find(TITLE)
        yield opened


def told(hall: Hall) -> str:
    """The one warning that stands, in words; it has a way on."""
    notices = [block for block in hall.driver.blocks() if isinstance(block, Notice)]
    assert notices and notices[0].tone in (Tone.WARNING, Tone.ERROR)
    assert hall.can_go_on()
    words = hall.app.desk.phrases.show(notices[0].text)
    assert len(words) > 8 and not any(wrong in words for wrong in ("HTTP", "Error", "portal", "http", "{"))
    return words


def finished(hall: Hall, sandbox: SandboxProcess) -> None:
    """The receipt stands, and the portal has this one case with all that was filled in."""
    assert hall.driver.name == "apply.receipt"
    key = hall.application().key
    (case,) = sandbox.applications()
    assert case["client_key"] == key and case["body"]["answers"] == answers()
    assert [material["slot"] for material in case["body"]["materials"]] == ["photo"]
    hall.driver.press_event(Finished)
    hall.driver.until("home")


def answers() -> dict[str, object]:
    return {"applicant": {"name": "样本测一"}, "wish": {"outcome": "supplement", "hurry": False}}


def test_the_portal_dies_before_the_draft(hall: Hall, sandbox: SandboxProcess) -> None:
    sandbox.kill9()
    until_screen(hall.driver, PLAN, "apply.material.choose")
    assert hall.application().answers == answers(), "all questions could be answered without the portal"
    until_screen(hall.driver, PLAN, "apply.material.scan")
    driver = hall.driver
    driver.press_event(collecting.TakePage)
    driver.wait("a page", lambda: hall.application().collecting is not None and bool(_collecting(hall).pages))
    driver.press_main()
    driver.until("apply.material.broken")
    assert told(hall)
    assert hall.application().answers == answers() and _collecting(hall).pages
    sandbox.restart()
    driver.press_main()
    driver.wait("a draft", lambda: hall.application().draft is not None)
    go_through_broken(hall)
    until_screen(hall.driver, PLAN, "apply.receipt")
    finished(hall, sandbox)


def _collecting(hall: Hall) -> collecting.Collecting:
    now = hall.application().collecting
    assert now is not None
    return now


def go_through_broken(hall: Hall) -> None:
    """Presses on until the page was sent."""
    driver = hall.driver
    for _ in range(5):
        driver.wait("the sending to end", lambda: driver.name != "apply.material.sending")
        if driver.name != "apply.material.broken":
            return
        driver.press_main()
    raise AssertionError("the page was never sent")


def test_the_portal_dies_in_the_middle_of_an_upload(hall: Hall, sandbox: SandboxProcess) -> None:
    until_screen(hall.driver, PLAN, "apply.material.scan")
    driver = hall.driver
    driver.wait("a draft", lambda: hall.application().draft is not None)
    sandbox.fault("cut_upload", method="PATCH", path="/v1/uploads/", bytes=1000, times=1)
    sandbox.fault("kill_before_commit", method="PATCH", path="/v1/uploads/")
    driver.press_event(collecting.TakePage)
    driver.wait("a page", lambda: bool(_collecting(hall).pages))
    driver.press_main()
    driver.until("apply.material.broken")
    sandbox.wait_dead()
    assert told(hall)
    partial = _collecting(hall).partial
    assert partial and _collecting(hall).pages
    sandbox.restart()
    driver.press_main()
    until_screen(hall.driver, PLAN, "apply.review")
    assert _collecting(hall).given["photo"].uploads == (partial,), "the same upload went on"
    until_screen(hall.driver, PLAN, "apply.receipt")
    finished(hall, sandbox)


@pytest.mark.parametrize("how", ["away", "kill_before_commit", "kill_after_commit"])
def test_the_portal_dies_at_the_submit(hall: Hall, sandbox: SandboxProcess, how: str, tmp_path: Path) -> None:
    until_screen(hall.driver, PLAN, "apply.review")
    hall.driver.wait("a draft", lambda: hall.application().draft is not None)
    if how == "away":
        sandbox.kill9()
    else:
        sandbox.fault(how, method="POST", path="/v1/applications$")
    until_screen(hall.driver, PLAN, "apply.queued", "apply.in_doubt")
    if how != "away":
        sandbox.wait_dead()
    assert hall.driver.name == ("apply.queued" if how == "away" else "apply.in_doubt")
    assert told(hall)
    assert not sandbox_has_said_done(hall)
    assert readable(tmp_path / "kiosk", "样本测一".encode()) == []
    assert sum(hall.program.outbox().waiting().values()) == 1, "it is kept"
    hall.driver.press("in_doubt.look")
    hall.driver.press("in_doubt.look")  # impatiently: once more while it is being asked
    hall.driver.wait("another try", lambda: not hall.application().looking)
    assert hall.driver.name in ("apply.queued", "apply.in_doubt")
    sandbox.restart()
    look_until_done(hall)
    finished(hall, sandbox)
    assert hall.program.outbox().waiting() == {}


def sandbox_has_said_done(hall: Hall) -> bool:
    return "已提交" in hall.words() or "已经提交" in hall.words()


def look_until_done(hall: Hall) -> None:
    """Asks what became of it, as the person does."""
    driver = hall.driver
    for _ in range(5):
        if driver.name == "apply.receipt":
            return
        driver.press("in_doubt.look")
        driver.wait("an answer", lambda: not hall.application().looking)
    assert driver.name == "apply.receipt"


def test_the_portal_dies_at_the_look_up(hall: Hall, sandbox: SandboxProcess) -> None:
    until_screen(hall.driver, PLAN, "apply.review")
    hall.driver.wait("a draft", lambda: hall.application().draft is not None)
    sandbox.fault("lose_answer", method="POST", path="/v1/applications$")
    sandbox.fault("drop", method="GET", path="/v1/applications$", times=30)
    until_screen(hall.driver, PLAN, "apply.in_doubt")
    sandbox.kill9()
    assert told(hall)
    assert not sandbox_has_said_done(hall)
    sandbox.restart()
    look_until_done(hall)
    finished(hall, sandbox)


def test_the_portal_dies_before_the_receipt_is_printed(hall: Hall, sandbox: SandboxProcess) -> None:
    until_screen(hall.driver, PLAN, "apply.receipt")
    sandbox.kill9()
    hall.driver.press("receipt.print")
    hall.driver.wait("the slip", lambda: hall.application().printing == "done")
    assert len(hall.printer.printed) == 1
    hall.driver.press_event(Finished)
    hall.driver.until("home")
    hall.driver.press("home.track")
    hall.driver.wait("a word about it", lambda: any(isinstance(block, Notice) for block in hall.driver.blocks()))
    assert told(hall)
    sandbox.restart()
    hall.driver.press("action.retry")
    hall.driver.wait("the case", lambda: TITLE in hall.words())
    (case,) = sandbox.applications()
    assert case["body"]["answers"] == answers()


def test_a_person_who_walks_away_in_doubt_has_one_case_all_the_same(
    hall: Hall, sandbox: SandboxProcess, tmp_path: Path
) -> None:
    until_screen(hall.driver, PLAN, "apply.review")
    hall.driver.wait("a draft", lambda: hall.application().draft is not None)
    sandbox.fault("kill_after_commit", method="POST", path="/v1/applications$")
    until_screen(hall.driver, PLAN, "apply.in_doubt")
    sandbox.wait_dead()
    key = hall.application().key
    hall.driver.press("leave")
    hall.driver.press("leave.yes")
    hall.driver.until("goodbye")
    hall.driver.press_main()
    hall.driver.until("welcome")
    sandbox.restart()
    later = FastClock()
    later.ahead = 3600.0
    place = place_of(hall.program.settings.portal)  # a row for another portal goes to staff
    assert outbox_in(tmp_path / "kiosk", hall.program.portal, later, place=place).send_waiting() == 1
    assert [case["client_key"] for case in sandbox.applications()] == [key]
