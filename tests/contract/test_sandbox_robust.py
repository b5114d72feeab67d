"""What the sandbox does with requests and accidents that nobody meant."""

import socket
import sqlite3
from collections.abc import Iterator

import pytest

from tests.sandbox_client import TRIAL, WORLD, Visitor, code_of, sign_in
from tests.sandbox_process import SandboxProcess, wait_for

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as running:
        yield running


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed"),
        (b"{", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b'{"answers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400, "malformed"),
        (b'{"answers": 1}', 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b'{"answers": {"a": "' + b"x" * (1 << 20) + b'"}}', 413, "too_large"),
    ],
    ids=["nothing", "half", "no text", "too deep", "another type", "no object", "too large"],
)
def test_a_body_that_makes_no_sense_is_refused(sandbox: SandboxProcess, body: bytes, status: int, code: str) -> None:
    answer = Visitor(sandbox.url).ask("POST", f"/services/{TRIAL}/validate", data=body, headers=JSON)
    assert code_of(answer) == (status, code)


def test_only_json_is_taken_as_json(sandbox: SandboxProcess) -> None:
    answer = Visitor(sandbox.url).ask("POST", "/otp", data='{"phone": "1"}', headers={"Content-Type": "text/plain"})
    assert code_of(answer) == (415, "json_wanted")


def test_a_client_that_leaves_in_mid_request_makes_nothing_and_no_noise(sandbox: SandboxProcess) -> None:
    citizen, before = sign_in(sandbox.url), sandbox.log()
    host, port = sandbox.url.removeprefix("http://").split(":")
    head = (
        f"POST /v1/applications HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {citizen.token}\r\n"
        "Idempotency-Key: left-1\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
    )
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(head.encode())
    assert citizen.get("/applications", params={"client_key": "left-1"}).json()["items"] == []
    assert citizen.submit("left-1").status_code == 201
    assert sandbox.log() == before


def test_an_accident_is_answered_as_a_problem_and_logged_without_its_message(sandbox: SandboxProcess) -> None:
    citizen = sign_in(sandbox.url)
    connection = sqlite3.connect(sandbox.data / "portal.sqlite3")
    connection.execute("ALTER TABLE ratings RENAME TO hidden_ratings")
    connection.commit()
    answer = citizen.post("/ratings", {"level": 3, "text": "秘密"}, "accident-1")
    connection.execute("ALTER TABLE hidden_ratings RENAME TO ratings")
    connection.commit()
    connection.close()
    assert code_of(answer) == (500, "internal")
    wait_for(lambda: "OperationalError" in sandbox.log())
    assert "OperationalError" in sandbox.log() and "ratings.py" in sandbox.log()
    assert "no such table" not in sandbox.log() and "秘密" not in sandbox.log()
    assert citizen.post("/ratings", {"level": 3, "text": "秘密"}, "accident-1").status_code == 201
