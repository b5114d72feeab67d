"""Two people, one after the other, at one kiosk: of the first nothing can be read afterwards, wherever one looks (F40, F54).

The person is of the test's own, so that each of their data is found nowhere else. Looked through: the data folder, every temporary folder of
the process, the log, the clipboard, what editors could undo, the simulated printer, command lines of child processes, and this process's
living objects. Not looked through: freed memory, which Python cannot wipe; the portal's own database, which is another program's.
"""

import base64
import gc
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.forms.identity import check_digit
from kiosk.journeys import goodbye, over
from kiosk.launch import journeys
from kiosk.launch.shared_sandbox import made_up_world
from kiosk.launch.tour_journeys import open_service, plans
from kiosk.privacy import Kind, grouped
from kiosk.screen import Screen
from tests.outbox_world import readable
from tests.sandbox_process import SandboxProcess, wait_for
from tests.stories.hall import Hall, quiet_log

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F40"), pytest.mark.feature("F54")]
ALLOWANCE = "YL0000000101"
NAME, PHONE, CARD = "样张丙戊", "19911112222", "6200000000000777779"
ADDRESS = "样例市样七区样本街77号"


def _id_number() -> str:
    first = "99990119380308" + "777"
    return first + check_digit(first)


ID = _id_number()
CANARIES = (NAME, ID, PHONE, CARD, ADDRESS)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """The sandbox's people, the first of them with the canaries in all that is known."""
    content = json.loads((made_up_world() / "people.json").read_text("utf-8"))
    everybody = content["items"] if isinstance(content, dict) else content
    text = json.dumps(everybody[0], ensure_ascii=False)
    known = {item["semantic"]: str(item["value"]) for item in everybody[0]["known"]}
    for old, new in (
        (everybody[0]["name"], NAME),
        (everybody[0]["id_number"], ID),
        (everybody[0]["phone"].removeprefix("+86"), PHONE),
        (known["bank.card_no"], CARD),
        (known["person.address"], ADDRESS),
    ):
        text = text.replace(old, new)
    everybody[0] = json.loads(text)
    path = tmp_path / "people.json"
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def sandbox(tmp_path: Path, people: Path) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path / "portal", people=people) as running:
        yield running


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All temporary files of this process and its children go here."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def forms(text: str) -> set[bytes]:
    """How a word may lie in a file; a number also as it is parted for the eye."""
    found: set[bytes] = set()
    for written in {text, *(grouped(kind, text) for kind in (Kind.ID, Kind.PHONE, Kind.CARD))}:
        plain = written.encode()
        found |= {plain, written.encode("utf-16-le"), base64.b64encode(plain), json.dumps(written)[1:-1].encode()}
    return found


def found_in(content: bytes) -> list[int]:
    """The numbers of the canaries that can be read in it."""
    return [number for number, canary in enumerate(CANARIES) if any(form in content for form in forms(canary))]


def in_files(folder: Path) -> dict[str, list[int]]:
    """Which files hold which canaries."""
    found = {str(path.relative_to(folder)): found_in(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    return {name: numbers for name, numbers in found.items() if numbers}


def command_lines() -> bytes:
    """The command lines and environments of this process's children."""
    lines = []
    for child in psutil.Process().children(recursive=True):
        lines += [*child.cmdline(), *child.environ().values()]
    return "\n".join(lines).encode()


def in_widgets(hall: Hall) -> list[int]:
    """What any widget still knows: its words, name, description and what an editor could bring back."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    words = []
    for widget in QApplication.allWidgets():
        words += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            words += _everything_of(widget)
        elif isinstance(widget, QLabel | QAbstractButton):
            words.append(widget.text())
    return found_in("\n".join(words).encode())


def _everything_of(widget: QWidget) -> list[str]:
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    words = [widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()]
    widget.undo()
    words.append(widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText())
    return words


def in_objects() -> list[str]:
    """Living Screens and strings of this process that hold a canary; the test's own are left out."""
    gc.collect()
    own = {id(canary) for canary in CANARIES} | {id(CANARIES)}
    found = []
    for one in gc.get_objects():
        if isinstance(one, Screen) and found_in(repr(one).encode()):
            found.append(type(one).__name__)
    return [name for name in found if name not in own]


def in_clipboard() -> list[int]:
    """Both of them."""
    board = QApplication.clipboard()
    texts = [board.text(mode) for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)]
    return found_in("\n".join(texts).encode())


def sees(hall: Hall) -> list[int]:
    """What can be read on the screen now."""
    return found_in(hall.words().encode())


def comes(hall: Hall) -> None:
    """The first person lays their card on the reader."""
    hall.card("P001")


def applies(hall: Hall, until: str = "apply.receipt") -> str:
    """As far as this screen, with everything shown that can be shown and a word copied; the application's key."""
    open_service(hall.driver, ALLOWANCE)
    for _ in range(60):
        hall.driver.wait("anything to do", lambda: hall.driver.name not in ("apply.loading", "apply.sending"))
        if hall.driver.name == until:
            break
        if hall.driver.name in ("apply.known", "apply.review") and any(a.name == "show" for a in hall.driver.actions()):
            if not sees(hall):
                hall.driver.press("show")
            assert sees(hall), "the person sees their own data"
        journeys.step(hall.driver, plans()[ALLOWANCE])
    assert hall.driver.name == until
    return hall.application().key


def leaves(hall: Hall) -> None:
    """Ends the session by hand."""
    hall.driver.press("leave")
    hall.driver.until("over.leave")
    hall.driver.press_event(over.ReallyLeave)
    hall.driver.until("goodbye")
    hall.driver.press_event(goodbye.End)
    hall.driver.until("welcome")


def nothing_is_left(hall: Hall, log: list[str], *folders: Path) -> None:
    """Looks everywhere."""
    assert sees(hall) == []
    assert in_widgets(hall) == []
    assert in_clipboard() == []
    assert {folder.name: in_files(folder) for folder in folders} == {folder.name: {} for folder in folders}
    assert found_in("\n".join((*log, *hall.errors)).encode()) == []
    assert found_in(command_lines()) == [] and found_in("\0".join(sys.argv).encode()) == []
    assert found_in(repr(hall.program.controller.session).encode()) == []
    assert in_objects() == []


def refused(sandbox: SandboxProcess, token: str) -> bool:
    """Whether the portal knows this token no more."""
    answer = requests.get(f"{sandbox.url}/v1/me", headers={"Authorization": f"Bearer {token}"}, timeout=60)
    return answer.status_code == 401


def test_nothing_is_left_of_a_person_who_applied_and_went(sandbox: SandboxProcess, tmp_path: Path, temporary: Path) -> None:
    with quiet_log() as log, Hall(sandbox.url, tmp_path / "kiosk") as hall:
        comes(hall)
        token = hall.program.controller.session.token
        applies(hall)
        journeys.take_receipt(hall.driver)
        assert not refused(sandbox, token)
        leaves(hall)
        nothing_is_left(hall, log, tmp_path / "kiosk", temporary)
        assert log, "something was logged at all"
        wait_for(lambda: refused(sandbox, token))
        assert hall.program.outbox().waiting() == {}


def test_the_next_person_meets_nothing_of_the_first(sandbox: SandboxProcess, tmp_path: Path, temporary: Path) -> None:
    with quiet_log() as log, Hall(sandbox.url, tmp_path / "kiosk") as hall:
        comes(hall)
        applies(hall, "apply.review")
        hall.app.desk.display  # noqa: B018 -- as the first person left it
        leaves(hall)
        assert hall.program.controller.session.display == hall.program.controller._start.display
        hall.card("P002")
        seen = [sees(hall)]
        open_service(hall.driver, ALLOWANCE)
        for _ in range(8):
            hall.driver.wait("anything to do", lambda: hall.driver.name != "apply.loading")
            seen.append(sees(hall))
            if hall.driver.name not in ("apply.guide", "apply.consent", "apply.known"):
                break
            if any(action.name == "show" for action in hall.driver.actions()):
                hall.driver.press("show")
                seen.append(sees(hall))
            journeys.step(hall.driver, plans()[ALLOWANCE])
        assert len(seen) > 3 and not any(seen)
        nothing_is_left(hall, log, tmp_path / "kiosk", temporary)


def test_the_wipe_needs_no_portal(sandbox: SandboxProcess, tmp_path: Path, temporary: Path) -> None:
    with quiet_log() as log, Hall(sandbox.url, tmp_path / "kiosk") as hall:
        comes(hall)
        token = hall.program.controller.session.token
        applies(hall, "apply.review")
        sandbox.kill9()
        leaves(hall)
        nothing_is_left(hall, log, tmp_path / "kiosk", temporary)
        assert hall.program.controller.session.token == ""
        sandbox.restart()
        assert token


def test_what_still_waits_is_sealed(sandbox: SandboxProcess, tmp_path: Path, temporary: Path) -> None:
    with quiet_log() as log, Hall(sandbox.url, tmp_path / "kiosk") as hall:
        comes(hall)
        key = applies(hall, "apply.sign")
        sandbox.kill9()
        hall.driver.sign()
        hall.driver.press_main()
        hall.driver.until("apply.queued", "apply.in_doubt")
        leaves(hall)
        nothing_is_left(hall, log, tmp_path / "kiosk", temporary)
        assert readable(tmp_path / "kiosk", *(canary.encode() for canary in CANARIES)) == []
        assert sum(hall.program.outbox().waiting().values()) == 1
        modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "kiosk").rglob("*") if path.is_file()}
        assert os.name != "posix" or not any(modes.values()), modes
        sandbox.restart()
        assert key


def test_a_person_who_walks_away_is_wiped_too(sandbox: SandboxProcess, tmp_path: Path, temporary: Path) -> None:
    from kiosk.launch.scenes.theatre import Later

    clock = Later()
    with quiet_log() as log, Hall(sandbox.url, tmp_path / "kiosk", clock=clock) as hall:
        comes(hall)
        applies(hall, "apply.review")
        for seconds in (200.0, 60.0):
            clock.ahead += seconds
            hall.tick()
        hall.driver.until("welcome")
        nothing_is_left(hall, log, tmp_path / "kiosk", temporary)
