"""Power cuts: whatever the moment, a submission is there once or not at all, and the same key goes on."""

import random
import sqlite3
import threading
from pathlib import Path

import pytest
import requests

from tests.sandbox_client import PNG, WORLD, Visitor, sign_in
from tests.sandbox_process import SandboxProcess, wait_for


def rows(data: Path, table: str) -> int:
    """Rows in the portal's own file, read without the portal."""
    with sqlite3.connect(data / "portal.sqlite3") as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return count


@pytest.mark.feature("F52")
@pytest.mark.parametrize(("kind", "left"), [("kill_before_commit", 0), ("kill_after_commit", 1)])
def test_a_kill_in_mid_submit_leaves_one_case_or_none_and_the_key_makes_it_one(
    tmp_path: Path, kind: str, left: int
) -> None:
    with SandboxProcess(tmp_path, **WORLD) as sandbox:
        citizen = sign_in(sandbox.url)
        sandbox.fault(kind, method="POST", path="/v1/applications$")
        with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            citizen.submit("crash-1")
        assert sandbox.wait_dead() != 0
        assert [rows(tmp_path, table) for table in ("applications", "events", "idempotency")] == [left] * 3
        sandbox.restart()
        made = citizen.submit("crash-1")
        assert made.status_code == 201
        assert ("Idempotency-Replayed" in made.headers) == bool(left)
        assert [row["client_key"] for row in sandbox.applications()] == ["crash-1"]


@pytest.mark.feature("F52")
def test_kills_at_random_moments_neither_lose_nor_double_a_case(tmp_path: Path) -> None:
    chance = random.Random(20260302)
    with SandboxProcess(tmp_path, **WORLD) as sandbox:
        citizen = sign_in(sandbox.url)
        acknowledged: list[str] = []
        stopping = threading.Event()

        def applying() -> None:
            for number in range(10_000):
                if stopping.is_set():
                    return
                try:
                    if citizen.submit(f"burst-{number}").status_code == 201:
                        acknowledged.append(f"burst-{number}")
                except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
                    stopping.wait(0.02)

        worker = threading.Thread(target=applying)
        worker.start()
        for _ in range(3):
            enough = len(acknowledged) + chance.randint(3, 7)
            wait_for(lambda enough=enough: len(acknowledged) >= enough)
            sandbox.kill9()
            sandbox.run()
        stopping.set()
        worker.join(30)
        kept = [row["client_key"] for row in sandbox.applications()]
        assert len(kept) == len(set(kept))
        assert set(acknowledged) <= set(kept), "what was acknowledged is there"
        again = [citizen.submit(key).status_code for key in acknowledged]
        assert set(again) == {201}
        assert len(sandbox.applications()) == len(kept)


def test_an_upload_goes_on_after_a_power_cut(tmp_path: Path) -> None:
    with SandboxProcess(tmp_path, **WORLD) as sandbox:
        citizen = sign_in(sandbox.url)
        location = citizen.begin_upload("cut-1").headers["Location"]
        assert citizen.proceed(location, PNG[:5000], 0).status_code == 204
        sandbox.kill9()
        sandbox.restart()
        assert citizen.offset(location) == 5000
        assert citizen.proceed(location, PNG[5000:], 5000).status_code == 204
        assert citizen.get(location).json()["complete"] is True


def test_sign_in_grants_and_the_clock_survive_a_power_cut(tmp_path: Path) -> None:
    with SandboxProcess(tmp_path, **WORLD) as sandbox:
        citizen = sign_in(sandbox.url)
        draft = citizen.draft("kept-1")
        sandbox.control("POST", "clock", {"now": "2026-03-02T09:00:00+08:00", "speed": 60})
        sandbox.kill9()
        sandbox.restart()
        clock = sandbox.control("GET", "clock")
        assert clock["now"] > "2026-03-02T09:00:00" and clock["speed"] == 60
        assert citizen.get(f"/drafts/{draft['id']}").status_code == 200
        assert Visitor(sandbox.url, draft["grant"]["token"]).submit("kept-1").status_code == 201


def test_no_token_code_or_pin_stands_in_the_database(tmp_path: Path) -> None:
    with SandboxProcess(tmp_path, **WORLD) as sandbox:
        citizen = sign_in(sandbox.url)
        grant = citizen.draft("secret-1")["grant"]["token"]
        staff = Visitor(sandbox.url).post("/staff/sessions", {"staff_id": "W1", "pin": "112233"}).json()["token"]
        pending = Visitor(sandbox.url).post("/otp", {"phone": "+8619900000901"}).json()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    for secret in (citizen.token, grant, staff, pending["demonstration_code"] + '"', "112233"):
        assert secret.encode() not in stored


def test_a_database_of_a_newer_version_is_left_untouched(tmp_path: Path) -> None:
    with SandboxProcess(tmp_path, **WORLD):
        pass
    connection = sqlite3.connect(tmp_path / "portal.sqlite3")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(RuntimeError, match="StoreTooNewError"):
        SandboxProcess.start(tmp_path, **WORLD)
    connection = sqlite3.connect(tmp_path / "portal.sqlite3")
    assert connection.execute("PRAGMA user_version").fetchone() == (99,)
    connection.close()
