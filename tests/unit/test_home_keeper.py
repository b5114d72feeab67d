"""What home keeps: sealed, restored after a kill at any answer, nothing without a keyring, and nothing after forgetting."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from kiosk.blocks import Notice
from kiosk.display import Display
from kiosk.events import Answer, Chose, Trouble
from kiosk.kept_display import kept, restored
from kiosk.problems import Problem, Remedy
from kiosk.requests import KeepDisplay
from kiosk.results import HomeDraft, Kept
from kiosk.storage.home import HomeKeeper
from kiosk.storage.vault import PersonVault
from tests.file_keyring import FileKeyring
from tests.loop_world import World
from tests.outbox_world import readable

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def keyring_of_the_test(tmp_path: Path) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring(tmp_path / "keyring"))
    yield
    keyring.set_keyring(before)


def keeper(folder: Path) -> HomeKeeper:
    return HomeKeeper(folder / "home.sqlite", PersonVault())


def draft(number: int, key: str = "key-1") -> HomeDraft:
    answers = {"applicant": {"name": "样本金丝雀"}, "number": number}
    return HomeDraft(key, "TEST00000001", "试验补贴", answers, "/number", f"2026-03-02T09:00:{number:02d}+08:00")


CHILD = """
import os, signal, sys
from pathlib import Path
import keyring
from tests.file_keyring import FileKeyring
from tests.loop_world import World
from tests.unit.test_home_keeper import draft, keeper
folder = Path(sys.argv[1])
keyring.set_keyring(FileKeyring(folder / "keyring"))
kept = keeper(folder)
for number in range(int(sys.argv[2]) + 1):
    kept.keep_draft(draft(number))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.feature("F53")
@pytest.mark.parametrize("answers", [0, 1, 7])
def test_a_draft_is_there_after_a_kill_at_any_answer(tmp_path: Path, answers: int) -> None:
    child = [sys.executable, "-c", CHILD, str(tmp_path), str(answers)]
    done = subprocess.run(child, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=240, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr[-2000:]
    (found,) = keeper(tmp_path).load().drafts
    assert found == draft(answers)


def test_newest_drafts_come_first_and_one_can_be_forgotten(tmp_path: Path) -> None:
    kept = keeper(tmp_path)
    for number in (3, 9, 5):
        kept.keep_draft(draft(number, f"key-{number}"))
    kept.keep_seen({"application_1": "accepted"})
    kept.forget_draft("key-9")
    found = keeper(tmp_path).load()
    assert [one.key for one in found.drafts] == ["key-5", "key-3"]
    assert found.seen == {"application_1": "accepted"} and found.secure


@pytest.mark.feature("F53")
def test_nothing_can_be_read_on_the_disk(tmp_path: Path) -> None:
    keeper(tmp_path).keep_draft(draft(1))
    assert (tmp_path / "home.sqlite").stat().st_mode & 0o777 == 0o600
    assert readable(tmp_path, "样本金丝雀".encode(), "试验补贴".encode()) == []


@pytest.mark.feature("F53")
def test_without_a_keyring_nothing_is_written_and_it_is_said(tmp_path: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    kept = keeper(tmp_path)
    kept.keep_draft(draft(1))
    assert kept.keep_sign_in("token-canary") is False
    found = kept.load()
    assert (len(found.drafts), found.token, found.secure) == (1, "token-canary", False)
    assert list(tmp_path.iterdir()) == []
    assert keeper(tmp_path).load().drafts == ()


@pytest.mark.feature("F53")
def test_forgetting_leaves_nothing_not_even_what_no_key_opens(tmp_path: Path) -> None:
    kept = keeper(tmp_path)
    kept.keep_sign_in("token-canary")
    kept.keep_draft(draft(1))
    PersonVault().put("drafts", "")
    kept.keep_draft(draft(2, "key-2"))
    assert [one.key for one in kept.load().drafts] == ["key-2"], "the first was sealed under a key that is gone"
    kept.forget_all()
    found = keeper(tmp_path).load()
    assert (found.token, found.drafts) == ("", ())
    database = sqlite3.connect(tmp_path / "home.sqlite")
    assert database.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    database.close()


def test_a_file_of_a_newer_version_is_left_alone_and_only_this_run_remembers(tmp_path: Path) -> None:
    keeper(tmp_path).keep_draft(draft(1))
    database = sqlite3.connect(tmp_path / "home.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    only_this_run_remembers(tmp_path)
    database = sqlite3.connect(tmp_path / "home.sqlite")
    assert database.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    database.close()


@pytest.mark.parametrize("what", ["no database", "a folder"])
def test_with_a_file_that_cannot_be_used_only_this_run_remembers_and_it_is_said(tmp_path: Path, what: str) -> None:
    if what == "a folder":
        (tmp_path / "home.sqlite").mkdir()
    else:
        (tmp_path / "home.sqlite").write_bytes(b"no database" * 100)
    only_this_run_remembers(tmp_path)


def only_this_run_remembers(folder: Path) -> None:
    """Nothing is raised at the person, the draft is there in this run, and it is told that it will not be there in the next."""
    kept = keeper(folder)
    assert (kept.load().drafts, kept.load().secure) == ((), False)
    kept.keep_draft(draft(2, "key-2"))
    assert [one.key for one in kept.load().drafts] == ["key-2"] and not kept.load().secure
    assert keeper(folder).load().drafts == ()


class NarrowKeeper(HomeKeeper):
    """A keeper on a disk that is full whenever it is told to be."""

    full = False

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with super()._transaction() as database:
            if self.full:
                database.execute(f"PRAGMA max_page_count = {database.execute('PRAGMA page_count').fetchone()[0]}")
            yield database


@pytest.mark.feature("F53", "F59")
def test_what_a_full_disk_does_not_take_this_run_remembers_and_the_disk_when_it_has_room_again(tmp_path: Path) -> None:
    kept = NarrowKeeper(tmp_path / "home.sqlite", PersonVault())
    kept.keep_draft(draft(1))
    kept.full = True
    long = replace(draft(2), answers={"story": "长" * 20_000})
    kept.keep_draft(long)
    assert kept.load().drafts == (long,) and not kept.load().secure, "the newer one, and it is said"
    assert keeper(tmp_path).load().drafts == (draft(1),), "what the disk took before is still there"
    kept.full = False
    kept.keep_draft(long)
    assert kept.load().secure and keeper(tmp_path).load().drafts == (long,)


def test_a_locked_keyring_is_said(tmp_path: Path) -> None:
    class Locked(FileKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise KeyringLocked

    keyring.set_keyring(Locked(tmp_path / "locked"))
    kept = keeper(tmp_path)
    assert kept.keep_sign_in("token-canary") is False
    assert not kept.load().secure


def test_how_it_is_shown_is_kept_at_home_but_not_that_it_was_silent(tmp_path: Path) -> None:
    mine = Display(size=3, theme="dim", low_reach=True, hold_ms=500, swabbing=True, scan=1, switches=("F9", ""), sound=False)
    keeper = HomeKeeper(tmp_path / "home.sqlite", PersonVault())
    keeper.keep_display(kept(mine))
    again = HomeKeeper(tmp_path / "home.sqlite", PersonVault()).load()
    assert restored(Display(), again.display) == replace(mine, sound=True)
    keeper.forget_all()
    assert restored(Display(), keeper.load().display) == Display()


def test_what_another_version_kept_otherwise_is_left_alone() -> None:
    strange = {"size": "large", "theme": "dim", "switches": ["F9"], "unknown": 1, "low_reach": 1}
    assert restored(Display(), strange) == Display(theme="dim")


@pytest.mark.parametrize(
    "strange",
    [
        {"size": 9},
        {"size": -1},
        {"theme": "neon"},
        {"language": "xx"},
        {"rate": 7},
        {"volume": 5},
        {"scan": 3},
        {"scan_speed": 70},
        {"scan_rounds": 0},
        {"hold_ms": 10**9},
        {"pointer": 3},
        {"switches": ["", ""]},
        {"switches": ["F9", 2]},
    ],
)
def test_what_there_is_not_is_not_restored(strange: dict[str, object]) -> None:
    assert restored(Display(), strange) == Display()


def test_at_home_a_change_is_kept_at_once_and_comes_back() -> None:
    world = World("home")
    world.send(Answer("kept.loaded", Kept("", {}, (), True, {"size": 3, "language": "zh"})))
    assert world.controller.session.display.size == 3
    world.send(Chose("size", "1"))
    kept_now = [request.display for request in world.asked if isinstance(request, KeepDisplay)]
    assert [one["size"] for one in kept_now] == [3, 1]


def test_what_is_kept_and_cannot_be_had_is_not_called_a_portal_that_is_away() -> None:
    world = World("home")
    world.send(Trouble("kept.loaded", Problem(Remedy.ASK_STAFF, "incident_000000")))
    kept = world.controller.session.kept
    assert kept is not None and not kept.secure, "home says that it does not remember"
    assert not [block for block in world.controller.screen.blocks if isinstance(block, Notice)]
