"""The small office: each rule takes its case through its states, on a clock that the test moves."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox_client import WORLD, Visitor, code_of, faults_of, sign_in
from tests.sandbox_process import SandboxProcess

MONDAY = "2026-03-02T09:00:00+08:00"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("office"), **WORLD) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: SandboxProcess) -> SandboxProcess:
    """The sandbox on a Monday morning, its clock standing still."""
    running.control("POST", "clock", {"now": MONDAY, "speed": 0})
    return running


@pytest.fixture
def citizen(sandbox: SandboxProcess) -> Visitor:
    return sign_in(sandbox.url)


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    """A client key of this test's own."""
    return hashlib.sha256(request.node.name.encode()).hexdigest()[:24]


def case_of(citizen: Visitor, application: str) -> dict[str, Any]:
    case: dict[str, Any] = citizen.get(f"/applications/{application}").json()
    return case


def raw_steps(case: dict[str, Any]) -> list[str]:
    return [event["raw"] for event in case["events"]]


@pytest.mark.feature("F44")
@pytest.mark.parametrize(
    ("outcome", "steps", "state"),
    [
        ("approve", ["SUBMITTED", "ACCEPTED", "IN_REVIEW", "DECIDED_APPROVED", "DELIVERED"], "completed"),
        ("deny", ["SUBMITTED", "ACCEPTED", "DECIDED_DENIED"], "denied"),
        ("refuse", ["SUBMITTED", "REJECTED_ACCEPT"], "not_accepted"),
        ("publish", ["SUBMITTED", "ACCEPTED", "PUBLICITY", "DECIDED_APPROVED"], "approved"),
        ("supplement", ["SUBMITTED", "ACCEPTED", "SUPPLEMENT"], "needs_supplement"),
        ("return", ["SUBMITTED", "PRECHECK_RETURNED"], "returned"),
        ("pause", ["SUBMITTED", "ACCEPTED", "SUSPENDED"], "suspended"),
    ],
)
def test_each_rule_takes_its_case_through_its_states(
    sandbox: SandboxProcess, citizen: Visitor, key: str, outcome: str, steps: list[str], state: str
) -> None:
    made = citizen.submit(key, outcome).json()
    assert made["state"] == "submitted"
    sandbox.advance(60)
    case = case_of(citizen, made["id"])
    assert raw_steps(case) == steps
    assert case["state"] == state
    assert [event["seq"] for event in case["events"]] == list(range(1, len(steps) + 1))
    assert all(event["text"] for event in case["events"])


def test_steps_come_at_their_time_and_not_before(sandbox: SandboxProcess, citizen: Visitor, key: str) -> None:
    made = citizen.submit(key).json()
    sandbox.advance(9)
    assert case_of(citizen, made["id"])["state"] == "submitted"
    sandbox.advance(1)
    accepted = case_of(citizen, made["id"])
    assert (accepted["state"], accepted["updated_at"]) == ("accepted", "2026-03-02T09:00:10+08:00")
    sandbox.advance(3600)
    case = case_of(citizen, made["id"])
    assert [event["at"][11:19] for event in case["events"]] == [
        "09:00:00",
        "09:00:10",
        "09:00:20",
        "09:00:30",
        "09:00:40",
    ]
    assert int(case["etag"].strip('"')) > int(accepted["etag"].strip('"'))


def test_a_refusal_tells_reasons_and_remedies_with_their_days(
    sandbox: SandboxProcess, citizen: Visitor, key: str
) -> None:
    own = citizen.submit(f"{key}-case-1", "deny").json()
    usual = citizen.submit(f"{key}-case-2", "refuse").json()
    sandbox.advance(60)
    decision = case_of(citizen, own["id"])["decision"]
    assert decision["reasons"] == ["测试要求不批。"]
    assert decision["remedies"] == [{"title": "申请复议", "text": "可以复议。", "until": "2026-05-01"}]
    general = case_of(citizen, usual["id"])["decision"]
    assert general["reasons"] and [remedy["until"] for remedy in general["remedies"]] == [
        "2026-05-01",
        "2026-09-02",
    ]
    english = Visitor(sandbox.url, citizen.token, "en").get(f"/applications/{own['id']}").json()
    assert english["state_text"] == "Not approved this time"


@pytest.mark.feature("F45")
def test_a_supplement_is_asked_answered_and_the_case_goes_on(
    sandbox: SandboxProcess, citizen: Visitor, key: str
) -> None:
    made = citizen.submit(key, "supplement").json()
    sandbox.advance(60)
    asked = case_of(citizen, made["id"])["supplement"]
    assert asked["due"] == "2026-03-09", "five working days after Monday the 2nd"
    assert asked["items"] == [{"title": "照片", "why": "要认人", "slot": "photo"}]
    where = f"/applications/{made['id']}/supplements"
    nothing = citizen.post(where, {"request": asked["id"]}, f"{key}-sup-1")
    assert faults_of(nothing) == {("/materials", "material_missing")}
    given = [{"slot": "photo", "mode": "upload", "uploads": [citizen.upload(f"{key}-sup-1")]}]
    answered = citizen.post(where, {"request": asked["id"], "materials": given}, f"{key}-sup-1")
    assert answered.status_code == 201
    again = citizen.post(where, {"request": asked["id"], "materials": given}, f"{key}-sup-1")
    assert again.content == answered.content and again.headers["Idempotency-Replayed"] == "true"
    assert code_of(citizen.post(where, {"request": asked["id"], "materials": given}, f"{key}-sup-2")) == (
        409,
        "supplement_not_open",
    )
    assert citizen.get("/applications", params={"client_key": f"{key}-sup-1"}).json()["items"][0]["id"] == made["id"]
    sandbox.advance(60)
    case = case_of(citizen, made["id"])
    assert raw_steps(case)[2:] == ["SUPPLEMENT", "SUPPLEMENTED", "IN_REVIEW", "DECIDED_APPROVED"]
    assert "supplement" not in case


@pytest.mark.parametrize("given", [{"/applicant/name": "样本改"}, {"applicant": {"name": "样本改"}}])
def test_a_corrected_answer_is_laid_over_the_first(
    sandbox: SandboxProcess, citizen: Visitor, key: str, given: dict[str, Any]
) -> None:
    made = citizen.submit(key, "correct").json()
    sandbox.advance(60)
    asked = case_of(citizen, made["id"])["supplement"]
    where = f"/applications/{made['id']}/supplements"
    wrong = citizen.post(where, {"request": asked["id"], "answers": {"/applicant/name": ""}}, f"{key}-sup-1")
    assert [pointer for pointer, _ in faults_of(wrong)] == ["/answers/applicant/name"]
    assert citizen.post(where, {"request": asked["id"], "answers": given}, f"{key}-sup-1").status_code == 201
    body = next(row for row in sandbox.applications() if row["client_key"] == key)["body"]["answers"]
    assert body["applicant"]["name"] == "样本改" and body["wish"]["outcome"] == "correct"
    assert case_of(citizen, made["id"])["state"] == "submitted"


def test_a_grant_of_its_own_hands_a_supplement_in_later(sandbox: SandboxProcess, citizen: Visitor, key: str) -> None:
    made = citizen.submit(key, "supplement").json()
    sandbox.advance(60)
    asked = case_of(citizen, made["id"])["supplement"]
    grant = Visitor(sandbox.url, citizen.draft(f"{key}-sup-9")["grant"]["token"])
    citizen.ask("DELETE", "/sessions/current")
    given = [{"slot": "photo", "mode": "upload", "uploads": [grant.upload(f"{key}-sup-9")]}]
    body = {"request": asked["id"], "materials": given}
    assert grant.post(f"/applications/{made['id']}/supplements", body, f"{key}-sup-9").status_code == 201
    assert code_of(grant.post(f"/applications/{made['id']}/withdrawal", {}, f"{key}-sup-10")) == (
        403,
        "grant_too_narrow",
    )


def test_a_supplement_that_never_comes_ends_the_case(sandbox: SandboxProcess, citizen: Visitor, key: str) -> None:
    made = citizen.submit(key, "supplement").json()
    sandbox.control("POST", "clock", {"now": "2026-03-09T23:59:00+08:00"})
    assert case_of(citizen, made["id"])["state"] == "needs_supplement"
    sandbox.control("POST", "clock", {"now": "2026-03-10T00:01:00+08:00"})
    case = case_of(citizen, made["id"])
    assert (case["state"], case["raw_state"]) == ("terminated", "SUPPLEMENT_EXPIRED")
    assert case["decision"]["reasons"]


def test_both_deadlines_count_working_days_and_stand_while_the_office_may_not_work(
    sandbox: SandboxProcess, citizen: Visitor, key: str
) -> None:
    plain = citizen.submit(f"{key}-case-1").json()
    assert (plain["promised"], plain["legal"]) == ("2026-03-09", "2026-03-30")
    paused = citizen.submit(f"{key}-case-2", "pause").json()
    sandbox.control("POST", "clock", {"now": "2026-03-09T12:00:00+08:00"})
    case = case_of(citizen, paused["id"])
    assert case["raw_state"] in ("IN_REVIEW", "DECIDED_APPROVED")
    assert case["promised"] == "2026-03-13", "seven days stood still, of which the working days are not counted"


def test_a_case_can_be_taken_back_until_it_is_over(sandbox: SandboxProcess, citizen: Visitor, key: str) -> None:
    made = citizen.submit(key).json()
    where = f"/applications/{made['id']}/withdrawal"
    gone = citizen.post(where, {}, f"{key}-back-1")
    assert (gone.status_code, gone.json()["state"]) == (200, "withdrawn")
    assert citizen.post(where, {}, f"{key}-back-1").content == gone.content
    assert code_of(citizen.post(where, {}, f"{key}-back-2")) == (409, "cannot_withdraw")
    sandbox.advance(3600)
    assert case_of(citizen, made["id"])["state"] == "withdrawn"


def test_one_call_tells_what_changed_since(tmp_path: Path) -> None:
    with SandboxProcess(tmp_path, **WORLD) as sandbox:
        sandbox.control("POST", "clock", {"now": MONDAY, "speed": 0})
        citizen = sign_in(sandbox.url)
        first, second = (citizen.submit(key, outcome).json() for key, outcome in (("a", "approve"), ("b", "refuse")))
        page = citizen.get("/applications").json()
        assert [item["id"] for item in page["items"]] == [second["id"], first["id"]], "newest first"
        since = {"changed_since": page["as_of"], "limit": 1}
        assert citizen.get("/applications", params=since).json()["items"] == []
        sandbox.advance(10)
        changed = citizen.get("/applications", params=since).json()
        rest = citizen.get("/applications", params=since | {"cursor": changed["next_cursor"]}).json()
        assert {changed["items"][0]["id"], rest["items"][0]["id"]} == {first["id"], second["id"]}
        assert "next_cursor" not in rest
        assert citizen.get("/applications", params={"changed_since": rest["as_of"]}).json()["items"] == []


def test_what_has_not_changed_is_not_sent_again(sandbox: SandboxProcess, citizen: Visitor, key: str) -> None:
    made = citizen.submit(key).json()
    where = f"/applications/{made['id']}"
    tag = citizen.get(where).headers["ETag"]
    same = citizen.get(where, headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    sandbox.advance(10)
    assert citizen.get(where, headers={"If-None-Match": tag}).status_code == 200
    events = citizen.get(f"{where}/events", params={"after": 1}).json()["items"]
    assert [event["raw"] for event in events] == ["ACCEPTED"]


def test_the_clock_runs_as_fast_as_it_is_told(sandbox: SandboxProcess, citizen: Visitor, key: str) -> None:
    sandbox.control("POST", "clock", {"speed": 1_000_000})
    made = citizen.submit(key).json()
    assert made["next_poll_after_s"] == 2
    assert case_of(citizen, made["id"])["state"] == "completed"


def test_a_case_can_be_forced_to_a_step(sandbox: SandboxProcess, citizen: Visitor, key: str) -> None:
    made = citizen.submit(key).json()
    sandbox.control("POST", "office", {"application": made["id"], "to": "denied"})
    case = case_of(citizen, made["id"])
    assert case["state"] == "denied" and case["decision"]["approved"] is False
    sandbox.advance(3600)
    assert case_of(citizen, made["id"])["state"] == "denied", "nothing happens after the end"


@pytest.mark.feature("F39")
def test_the_audit_names_the_clerk_who_helped_and_cannot_be_changed(
    sandbox: SandboxProcess, citizen: Visitor, key: str
) -> None:
    staff = Visitor(sandbox.url).post("/staff/sessions", {"staff_id": "W1", "pin": "112233"}).json()
    exchange = {"subject_token": citizen.token, "actor_token": staff["token"]}
    login = Visitor(sandbox.url).post("/token-exchange", exchange).json()
    assert login["act"] == {"id": "W1", "name": "样本工"}
    helped = Visitor(sandbox.url, login["token"])
    made = helped.submit(key, channel="assisted").json()
    assert made["assisted_by"] == "样本工"
    grant = Visitor(sandbox.url, helped.draft(f"{key}-later")["grant"]["token"])
    assert grant.submit(f"{key}-later").json()["assisted_by"] == "样本工", "also when it is sent later"
    lines = [line for line in sandbox.control("GET", "audit")["items"] if line["deed"] == "submit"]
    mine = [line for line in lines if line["subject"] == made["id"]]
    assert [(line["person"], line["staff"], line["detail"]) for line in mine] == [("T1", "W1", "assisted")]
    assert "样本测一" not in str(sandbox.control("GET", "audit"))
    connection = sqlite3.connect(sandbox.data / "portal.sqlite3")
    for change in (
        "DELETE FROM audit",
        "UPDATE audit SET staff = ''",
        "UPDATE events SET state = 'approved'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(change)
    connection.close()
