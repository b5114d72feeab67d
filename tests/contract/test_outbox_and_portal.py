"""The outbox against a real portal that loses answers, fails after the deed, and dies: one case for each key, in the portal's own table."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.outbox import Outbox
from kiosk.portal.port import Portal
from kiosk.portal.rest import RestPortal
from kiosk.portal.services import Capabilities
from kiosk.requests import Deliver
from kiosk.results import Delivery
from tests.outbox_world import Clock, delivery_of, granted, outbox_in, readable, store_in
from tests.sandbox_client import WORLD, submission
from tests.sandbox_process import ROOT, SandboxProcess, wait_for


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: SandboxProcess) -> Iterator[SandboxProcess]:
    yield running
    running.clear_faults()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def patient(url: str) -> Callable[[], Portal]:
    return lambda: RestPortal(url, timeout_s=(30.0, 60.0))


def hasty(url: str) -> Callable[[], Portal]:
    return lambda: RestPortal(url, timeout_s=(30.0, 1.0))


@pytest.fixture
def outbox(tmp_path: Path, sandbox: SandboxProcess, clock: Clock) -> Outbox:
    return outbox_in(tmp_path, patient(sandbox.url), clock)


def cases(sandbox: SandboxProcess, key: str) -> int:
    return [row["client_key"] for row in sandbox.applications()].count(key)


@pytest.mark.feature("F52")
@pytest.mark.parametrize("kind", ["lose_answer", "status_500_after", "drop", "status_500", "html"])
def test_whatever_befalls_the_sending_the_portal_has_one_case(
    sandbox: SandboxProcess, outbox: Outbox, kind: str
) -> None:
    key = f"one-{kind}"
    grant = granted(sandbox.url, key)
    sandbox.fault(kind, method="POST", path="/v1/applications$", seconds=2)
    outcome = outbox.deliver(delivery_of(key, grant))
    assert outcome.state == "acknowledged" and outcome.application is not None
    assert outcome.application.client_key == key
    assert cases(sandbox, key) == 1 and outbox.waiting() == {}


@pytest.mark.feature("F52")
def test_a_portal_that_is_slower_than_the_person_has_one_case_in_the_end(
    sandbox: SandboxProcess, tmp_path: Path, clock: Clock
) -> None:
    grant = granted(sandbox.url, "slow-1")
    outbox = outbox_in(tmp_path, hasty(sandbox.url), clock)
    sandbox.fault("delay", method="POST", path="/v1/applications$", seconds=6)
    assert outbox.deliver(delivery_of("slow-1", grant)).state == "in_doubt"

    def settled() -> bool:
        clock.now += 3600
        return outbox.send_waiting() == 1

    wait_for(settled)
    assert cases(sandbox, "slow-1") == 1 and outbox.waiting() == {}


@pytest.mark.feature("F52")
@pytest.mark.parametrize("kind", ["status_503", "status_429"])
def test_a_busy_portal_gets_the_case_later_by_itself(
    sandbox: SandboxProcess, outbox: Outbox, clock: Clock, kind: str
) -> None:
    key = f"later-{kind}"
    grant = granted(sandbox.url, key)
    sandbox.fault(kind, method="POST", path="/v1/applications$", seconds=30)
    assert outbox.deliver(delivery_of(key, grant)).state in ("queued", "in_doubt")
    assert cases(sandbox, key) == 0
    clock.now += 120
    assert outbox.send_waiting() == 1
    assert cases(sandbox, key) == 1 and outbox.waiting() == {}


@pytest.mark.feature("F52")
@pytest.mark.parametrize("kind", ["kill_before_commit", "kill_after_commit"])
def test_a_portal_that_dies_in_the_middle_has_one_case_after_all(
    sandbox: SandboxProcess, outbox: Outbox, clock: Clock, kind: str
) -> None:
    key = f"dies-{kind}"
    grant = granted(sandbox.url, key)
    sandbox.fault(kind, method="POST", path="/v1/applications$")
    outcome = outbox.deliver(delivery_of(key, grant))
    assert outcome.state == "in_doubt" and outbox.waiting() == {"in_doubt": 1}
    sandbox.wait_dead()
    clock.now += 120
    assert outbox.send_waiting() == 0 and outbox.waiting() == {"in_doubt": 1}
    sandbox.restart()
    clock.now += 3600
    assert outbox.send_waiting() == 1
    assert cases(sandbox, key) == 1 and outbox.waiting() == {}


@pytest.mark.feature("F52")
def test_a_lost_look_up_is_not_taken_for_nothing_there(sandbox: SandboxProcess, outbox: Outbox, clock: Clock) -> None:
    key = "blind-1"
    grant = granted(sandbox.url, key)
    sandbox.fault("lose_answer", method="POST", path="/v1/applications$")
    sandbox.fault("status_500", method="GET", path="/v1/applications$", times=1)
    assert outbox.deliver(delivery_of(key, grant)).state == "in_doubt"
    clock.now += 300
    assert outbox.send_waiting() == 1
    posts = [line for line in sandbox.control("GET", "audit")["items"] if line["deed"] == "submit"]
    assert cases(sandbox, key) == 1 and posts
    assert outbox.waiting() == {}


@pytest.mark.feature("F52")
def test_a_refused_answer_can_be_mended_under_the_same_key(sandbox: SandboxProcess, outbox: Outbox) -> None:
    key = "mended-1"
    grant = granted(sandbox.url, key)
    wrong = submission(answers={"applicant": {"name": "样"}, "wish": {"outcome": "approve", "hurry": False}})
    outcome = outbox.deliver(Deliver("submit", key, grant, json.dumps(wrong).encode()))
    assert (outcome.state, [fault.pointer for fault in outcome.faults]) == ("rejected", ["/applicant/name"])
    assert outbox.deliver(delivery_of(key, grant)).state == "acknowledged"
    assert cases(sandbox, key) == 1


@pytest.mark.feature("F52")
def test_a_grant_of_another_key_sends_nothing(sandbox: SandboxProcess, outbox: Outbox) -> None:
    grant = granted(sandbox.url, "mine-1")
    assert outbox.deliver(delivery_of("theirs-1", grant)).state == "rejected"
    assert cases(sandbox, "theirs-1") == 0


class Forgetful(RestPortal):
    """The same portal without the look-up."""

    def capabilities(self) -> Capabilities:
        return msgspec.structs.replace(super().capabilities(), lookup_by_client_key=False)


@pytest.mark.feature("F52")
def test_without_a_look_up_a_lost_answer_goes_to_staff(sandbox: SandboxProcess, tmp_path: Path, clock: Clock) -> None:
    key = "forgetful-1"
    grant = granted(sandbox.url, key)
    outbox = outbox_in(tmp_path, lambda: Forgetful(sandbox.url), clock)
    sandbox.fault("drop", method="POST", path="/v1/applications$")
    assert outbox.deliver(delivery_of(key, grant)).code == "no_lookup"
    clock.now += 3600
    assert outbox.send_waiting() == 0 and outbox.deliver(Deliver("submit", key)).state == "in_doubt"
    assert cases(sandbox, key) == 0 and outbox.waiting() == {"staff": 1}


@pytest.mark.feature("F52")
def test_waiting_rows_cannot_be_read_on_the_disk(sandbox: SandboxProcess, outbox: Outbox, tmp_path: Path) -> None:
    grant = granted(sandbox.url, "sealed-1")
    sandbox.fault("status_503", method="POST", path="/v1/applications$")
    outbox.deliver(delivery_of("sealed-1", grant))
    assert outbox.waiting() == {"in_doubt": 1}
    assert readable(tmp_path, grant.encode(), "样本测一".encode()) == []


SENDER = """
import sys
import time
from pathlib import Path
from kiosk.portal.rest import RestPortal
from tests.outbox_world import outbox_in
import time
folder, url = Path(sys.argv[1]), sys.argv[2]
later = time.time() + 600
outbox = outbox_in(folder, lambda: RestPortal(url), lambda: later)
print("ready", flush=True)
sys.stdin.readline()
print(outbox.send_waiting(), flush=True)
"""


@pytest.mark.feature("F52")
def test_two_processes_on_one_store_send_each_row_once(sandbox: SandboxProcess, tmp_path: Path) -> None:
    keys = [f"both-{number}" for number in range(12)]
    grants = {key: granted(sandbox.url, key) for key in keys}
    asleep = outbox_in(tmp_path, patient("http://127.0.0.1:9"), time.time)
    outcomes: list[Delivery] = [asleep.deliver(delivery_of(key, grants[key])) for key in keys]
    assert {outcome.state for outcome in outcomes} == {"queued"}
    before = posted(sandbox)
    command = [sys.executable, "-c", SENDER, str(tmp_path), sandbox.url]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    senders = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
        for _ in range(2)
    ]
    for sender in senders:
        assert sender.stdout is not None and sender.stdout.readline() == "ready\n"
    settled = 0
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write("\n")
        sender.stdin.flush()
    for sender in senders:
        out, _ = sender.communicate(timeout=240)
        settled += int(out)
    assert settled == 12 and store_in(tmp_path).count() == {}
    assert [cases(sandbox, key) for key in keys] == [1] * 12
    assert posted(sandbox) == before + 12


def posted(sandbox: SandboxProcess) -> int:
    return sum(line["deed"] == "submit" for line in sandbox.control("GET", "audit")["items"])
