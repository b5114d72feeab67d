"""Films in sign language: the route of the contract at the sandbox, and the adapter that fetches them."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from kiosk.portal.films import MOST_BYTES, received
from kiosk.portal.rest import RestPortal
from kiosk.problems import ProblemError
from tests.sandbox_client import DATA, WORLD, Visitor, code_of
from tests.sandbox_process import ROOT, SandboxProcess

SAMPLE = ROOT / "assets" / "sandbox" / "services" / "media" / "sample.webm"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    folder = tmp_path_factory.mktemp("world")
    services = folder / "services"
    shutil.copytree(DATA / "services", services)
    media = services / "media"
    media.mkdir()
    shutil.copy(SAMPLE, media / "sample.webm")
    (media / "notes.txt").write_text("not a film", "utf-8")
    (media / "away.webm").symlink_to(DATA / "people.json")
    with (media / "huge.webm").open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    with SandboxProcess(folder / "data", **{**WORLD, "services": [services]}) as running:
        yield running


@pytest.fixture
def portal(sandbox: SandboxProcess) -> Iterator[RestPortal]:
    made = RestPortal(sandbox.url, timeout_s=(30.0, 60.0))
    yield made
    made.close()


@pytest.mark.feature("F38")
def test_a_film_comes_without_sign_in_with_its_type_and_whole(sandbox: SandboxProcess, portal: RestPortal) -> None:
    answer = Visitor(sandbox.url).get("/media/sample.webm")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "video/webm")
    assert answer.content == SAMPLE.read_bytes() == portal.media("/v1/media/sample.webm")
    again = requests.get(
        f"{sandbox.url}/v1/media/sample.webm", headers={"If-None-Match": answer.headers["ETag"]}, timeout=60
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["none.webm", "notes.txt", "away.webm", "huge.webm", ".webm", "trial.json"])
def test_what_is_no_film_is_not_found(sandbox: SandboxProcess, name: str) -> None:
    assert code_of(Visitor(sandbox.url).get(f"/media/{name}")) == (404, "media_unknown")


@pytest.mark.parametrize("name", ["..%2ftrial.json", "%2e%2e%2ftrial.json", "..%5ctrial.json", "../trial.json", "%2fetc%2fpasswd", "a%00.webm"])
def test_no_path_leads_out_of_the_folder(sandbox: SandboxProcess, name: str) -> None:
    host, port = sandbox.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 60) as line:  # raw: clients tidy such paths up before they send them
        line.sendall(f"GET /v1/media/{name} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split(b" ", 2)[1] in (b"400", b"404"), answer[:200]
    assert b"TEST00000001" not in answer and b"root:" not in answer


@pytest.mark.parametrize("path", ["https://example.invalid/v1/a.webm", "/v1/../sandbox/people", "/sandbox/people", "/v1/media/a?b=c"])
def test_the_adapter_asks_for_nothing_outside_the_portals_own_paths(portal: RestPortal, path: str) -> None:
    with pytest.raises(ProblemError, match="portal_nonsense"):
        portal.media(path)


def test_an_answer_that_is_no_film_is_not_taken_for_one(portal: RestPortal) -> None:
    with pytest.raises(ProblemError, match="portal_nonsense"):
        portal.media("/v1/capabilities")
    with pytest.raises(ProblemError):
        portal.media("/v1/media/none.webm")


@contextmanager
def endless(piece: bytes) -> Iterator[str]:
    """A portal whose film has no end: it sends pieces until the other side hangs up. Yields its address."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = door.accept()
        with line:
            line.recv(65536)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: video/webm\r\nConnection: close\r\n\r\n")
            try:
                while True:
                    line.sendall(piece)
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        thread.join(60)
        door.close()


@pytest.mark.parametrize(("most_bytes", "most_s", "code"), [(100_000, 60.0, "film_too_large"), (1 << 40, 0.2, "film_too_slow")])
def test_a_film_without_an_end_is_given_up(most_bytes: int, most_s: float, code: str) -> None:
    with endless(b"x" * 1000) as url, requests.get(url, stream=True, timeout=60) as answer, pytest.raises(ProblemError, match=code):
        received(answer, most_bytes, most_s)


def test_the_shipped_sample_is_small_and_where_its_service_says() -> None:
    import json

    named = {json.loads(path.read_text("utf-8")).get("sign_video", "") for path in (ROOT / "assets/sandbox/services").glob("*.json")}
    assert named - {""} == {f"/v1/media/{Path(SAMPLE).name}"}
    assert SAMPLE.stat().st_size < 60_000
