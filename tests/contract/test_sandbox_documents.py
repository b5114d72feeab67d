"""Statements, reviews and appointments at the sandbox."""

from collections.abc import Iterator

import pytest

from tests.sandbox_client import WORLD, Visitor, code_of, faults_of, sign_in
from tests.sandbox_process import SandboxProcess

OFFICE = "测试中心"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: SandboxProcess) -> SandboxProcess:
    running.control("POST", "clock", {"now": "2026-03-02T10:10:00+08:00", "speed": 0})
    return running


@pytest.fixture
def citizen(sandbox: SandboxProcess) -> Visitor:
    return sign_in(sandbox.url)


@pytest.mark.feature("F62")
def test_a_statement_has_fields_for_the_preview_and_a_pdf(citizen: Visitor) -> None:
    made = citizen.post("/queries", {"code": "PAY", "params": {}}, "doc-1")
    assert made.status_code == 201
    document = made.json()
    assert [(field["label"], field["value"]) for field in document["fields"]] == [
        ("姓名", "样本测一"),
        ("2026-02", "2000.00 元"),
        ("2026-03", "3000.00 元"),
        ("一共", "5000.00 元"),
    ], "the last two months, as the service's default says"
    assert document["fields"][1]["private"] == "income"
    assert (document["issued_at"], document["valid_until"]) == ("2026-03-02T10:10:00+08:00", "2026-04-01")
    content = citizen.get(f"/documents/{document['id']}/content")
    assert content.headers["Content-Type"] == "application/pdf" and content.content.startswith(b"%PDF-")
    assert content.content.rstrip().endswith(b"%%EOF")
    assert citizen.get(f"/documents/{document['id']}/content").content == content.content
    assert citizen.get(f"/documents/{document['id']}").json() == document
    assert document in citizen.get("/documents").json()["items"]
    assert citizen.post("/queries", {"code": "PAY", "params": {}}, "doc-1").json() == document


def test_a_statement_takes_the_parameters_that_are_offered(citizen: Visitor) -> None:
    made = citizen.post("/queries", {"code": "PAY", "params": {"months": "1"}}, "doc-2")
    assert [field["value"] for field in made.json()["fields"]] == ["样本测一", "3000.00 元", "3000.00 元"]
    wrong = citizen.post("/queries", {"code": "PAY", "params": {"months": "7", "colour": "red"}}, "doc-3")
    assert faults_of(wrong) == {("/params/months", "not_an_option")}
    assert code_of(citizen.post("/queries", {"code": "NOPE"}, "doc-4")) == (404, "document_unknown")


def test_a_statement_is_the_persons_own_and_told_in_their_language(sandbox: SandboxProcess, citizen: Visitor) -> None:
    english = Visitor(sandbox.url, citizen.token, "en").post("/queries", {"code": "PAY"}, "doc-5").json()
    assert english["title"] == "Statement of pay" and english["fields"][1]["value"] == "CNY 2000.00"
    qr = Visitor(sandbox.url).post("/sessions", {"method": "qr"}).json()
    sandbox.control("POST", f"qr/{qr['id']}/approve", {"person": "T2"})
    other = Visitor(sandbox.url, Visitor(sandbox.url).get(f"/sessions/{qr['id']}").json()["token"])
    assert code_of(other.get(f"/documents/{english['id']}/content")) == (404, "document_unknown")
    assert code_of(other.post("/queries", {"code": "PAY"}, "doc-6")) == (404, "record_missing")


@pytest.mark.feature("F50")
def test_each_case_is_reviewed_once(citizen: Visitor) -> None:
    case = citizen.submit("rated").json()["id"]
    body = {"application": case, "level": 2, "options": ["speed"]}
    taken = citizen.post("/ratings", body, "rate-1")
    assert taken.status_code == 201
    assert citizen.post("/ratings", body, "rate-1").content == taken.content
    assert code_of(citizen.post("/ratings", body, "rate-2")) == (409, "already_rated")
    assert code_of(citizen.post("/ratings", {"level": 6}, "rate-3")) == (422, "invalid")
    assert faults_of(citizen.post("/ratings", {"level": 5, "application": "app_0"}, "rate-4")) == {
        ("/application", "unknown")
    }


@pytest.mark.feature("F48")
def test_a_time_is_booked_until_it_is_full_and_freed_when_cancelled(citizen: Visitor) -> None:
    def free() -> dict[str, int]:
        items = citizen.get("/slots", params={"office": OFFICE, "day": "2026-03-03"}).json()["items"]
        return {item["id"]: item["left"] for item in items}

    slot = next(iter(free()))
    booked = [citizen.post("/appointments", {"slot": slot}, f"book-{place}") for place in range(3)]
    assert [answer.status_code for answer in booked] == [201, 201, 409]
    assert code_of(booked[2]) == (409, "slot_taken") and free()[slot] == 0
    where = f"/appointments/{booked[0].json()['id']}"
    assert citizen.get(where).json()["ticket"] == "Y001"
    assert citizen.ask("DELETE", where).status_code == 204
    assert free()[slot] == 1
    assert code_of(citizen.ask("DELETE", where)) == (409, "too_late_to_cancel")


def test_times_are_offered_on_working_days_to_come_only(citizen: Visitor) -> None:
    def starts(day: str) -> list[str]:
        items = citizen.get("/slots", params={"office": OFFICE, "day": day}).json()["items"]
        return [item["start"][11:16] for item in items]

    assert starts("2026-03-02")[0] == "10:30", "it is ten past ten"
    assert starts("2026-03-01") == starts("2026-03-07") == starts("2026-10-01") == []
    assert starts("2026-03-03")[0] == "09:00" and "12:00" not in starts("2026-03-03")
    assert code_of(citizen.get("/slots", params={"office": "nowhere", "day": "2026-03-03"})) == (
        422,
        "invalid",
    )
    assert code_of(citizen.post("/appointments", {"slot": "bm93aGVyZQ"}, "book-9")) == (422, "invalid")
