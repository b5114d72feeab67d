"""Each fault does what it says: the work behind a lost answer is done, the work behind a cut line is not."""

import time
from collections.abc import Iterator

import pytest
import requests

from tests.sandbox_client import PNG, WORLD, Visitor, code_of, sign_in
from tests.sandbox_process import SandboxProcess


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: SandboxProcess) -> Iterator[SandboxProcess]:
    yield running
    running.clear_faults()


@pytest.fixture
def citizen(sandbox: SandboxProcess) -> Visitor:
    return sign_in(sandbox.url)


def keys(sandbox: SandboxProcess) -> list[str]:
    return [row["client_key"] for row in sandbox.applications()]


@pytest.mark.feature("F52")
@pytest.mark.parametrize(("kind", "done"), [("lose_answer", 1), ("drop", 0)])
def test_a_cut_line_gives_no_answer_and_the_work_is_done_or_not(
    sandbox: SandboxProcess, citizen: Visitor, kind: str, done: int
) -> None:
    sandbox.fault(kind, method="POST", path="/v1/applications$")
    with pytest.raises(requests.ConnectionError):
        citizen.submit(f"{kind}-1")
    assert keys(sandbox).count(f"{kind}-1") == done
    found = citizen.get("/applications", params={"client_key": f"{kind}-1"}).json()["items"]
    assert len(found) == done
    assert citizen.submit(f"{kind}-1").status_code == 201
    assert keys(sandbox).count(f"{kind}-1") == 1


@pytest.mark.parametrize(("kind", "done"), [("status_500", 0), ("status_500_after", 1)])
def test_a_500_can_mean_that_it_was_done(sandbox: SandboxProcess, citizen: Visitor, kind: str, done: int) -> None:
    sandbox.fault(kind, method="POST", path="/v1/applications$")
    assert code_of(citizen.submit(f"{kind}-1")) == (500, "internal")
    assert keys(sandbox).count(f"{kind}-1") == done
    assert citizen.submit(f"{kind}-1").status_code == 201
    assert keys(sandbox).count(f"{kind}-1") == 1


@pytest.mark.parametrize(("kind", "status"), [("status_429", 429), ("status_503", 503)])
def test_a_busy_portal_says_how_long_to_wait(sandbox: SandboxProcess, citizen: Visitor, kind: str, status: int) -> None:
    sandbox.fault(kind, path="/v1/me", seconds=7)
    answer = citizen.get("/me")
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "7")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_delay_holds_the_answer_back(sandbox: SandboxProcess, citizen: Visitor) -> None:
    sandbox.fault("delay", path="/v1/me", seconds=0.4)
    begun = time.monotonic()
    assert citizen.get("/me").status_code == 200
    assert time.monotonic() - begun >= 0.4


def test_a_page_comes_instead_of_json(sandbox: SandboxProcess, citizen: Visitor) -> None:
    sandbox.fault("html", method="POST", path="/v1/applications$")
    answer = citizen.submit("html-1")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    assert keys(sandbox).count("html-1") == 0


@pytest.mark.parametrize(("more", "kept"), [({}, len(PNG) // 2), ({"bytes": 100}, 100)])
def test_a_line_cut_in_mid_upload_keeps_what_arrived(
    sandbox: SandboxProcess, citizen: Visitor, more: dict[str, int], kept: int
) -> None:
    location = citizen.begin_upload("cut-1").headers["Location"]
    sandbox.fault("cut_upload", method="PATCH", **more)
    with pytest.raises(requests.ConnectionError):
        citizen.proceed(location, PNG, 0)
    assert citizen.offset(location) == kept
    assert citizen.proceed(location, PNG[kept:], kept).status_code == 204
    assert citizen.get(location).json()["complete"] is True


def test_a_fault_strikes_after_so_many_and_so_many_times(sandbox: SandboxProcess, citizen: Visitor) -> None:
    sandbox.fault("status_500", path="/v1/me", after=1, times=2)
    assert [citizen.get("/me").status_code for _ in range(4)] == [200, 500, 500, 200]


def test_faults_are_for_the_contract_only_and_can_be_taken_away(sandbox: SandboxProcess, citizen: Visitor) -> None:
    sandbox.fault("drop", path="", times=1000)
    assert sandbox.control("GET", "clock")["speed"] == 0
    sandbox.clear_faults()
    assert citizen.get("/me").status_code == 200
