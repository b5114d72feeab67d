"""The shipped services at the running portal: its verdicts over HTTP, and what becomes of every application that it takes."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from kiosk.sandbox.conditions import holds
from tests.catalogue_data import FORMS, RAW, TODAY, verdicts_of
from tests.sandbox_client import Visitor, sign_in, signed
from tests.sandbox_process import SandboxProcess

DAY_S = 86_400


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox")) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: SandboxProcess) -> SandboxProcess:
    """The portal on the day that the verdicts were written for."""
    running.control("POST", "clock", {"now": f"{TODAY}T10:00:00+08:00", "speed": 0})
    return running


@pytest.mark.feature("F11")
@pytest.mark.parametrize("name", FORMS)
def test_the_portal_judges_answers_as_written_down_by_hand(sandbox: SandboxProcess, name: str) -> None:
    where = f"{sandbox.url}/v1/services/{RAW[name]['code']}/validate"
    wrong = []
    with requests.Session() as session:
        for row in verdicts_of(name):
            found = session.post(where, json={"answers": row["answers"]}, timeout=60).json()["faults"]
            expected = [] if row["verdict"] == "accepted" else [(row["pointer"], row["code"])]
            if [(fault["pointer"], fault["code"]) for fault in found] != expected or not all(
                fault["detail"] for fault in found
            ):
                wrong.append((row["why"], found))
    assert wrong == []


def submission_of(citizen: Visitor, name: str, answers: dict[str, Any], key: str, preferred: str) -> dict[str, Any]:
    """A submission with every material that these answers call for, given in the preferred way where it is offered."""
    service = RAW[name]
    materials = []
    for slot in service.get("materials", ()):
        if not holds(slot.get("when"), answers):
            continue
        modes = slot.get("modes", ["upload"])
        mode = preferred if preferred in modes else modes[0]
        given: dict[str, Any] = {"slot": slot["code"], "mode": mode}
        if mode == "upload":
            given["uploads"] = [citizen.upload(key, slot=slot["code"])]
        materials.append(given)
    return {
        "service": service["code"],
        "version": service["version"],
        "answers": answers,
        "materials": materials,
        "consents": [
            {"code": consent["code"], "at": "2026-11-20T10:00:00+08:00"} for consent in service.get("consents", ())
        ],
        "signature": signed(answers, tuple(service.get("declaration", ()))),
    }


def supplied(citizen: Visitor, case: dict[str, Any], key: str) -> None:
    """Hands in all that a supplement request asks for."""
    slots = [item["slot"] for item in case["supplement"]["items"] if "slot" in item]
    materials = [{"slot": slot, "mode": "upload", "uploads": [citizen.upload(key, slot=slot)]} for slot in slots]
    body = {"request": case["supplement"]["id"], "materials": materials}
    answer = citizen.post(f"/applications/{case['id']}/supplements", body, key)
    assert answer.status_code == 201, answer.text


@pytest.mark.feature("F45")
@pytest.mark.parametrize("name", FORMS)
def test_every_service_approves_refuses_and_asks_for_a_supplement(sandbox: SandboxProcess, name: str) -> None:
    citizen, seen, asked = sign_in(sandbox.url, "P001"), set(), 0
    accepted = [row["answers"] for row in verdicts_of(name) if row["verdict"] == "accepted"]
    for preferred, rows in (("later", accepted), ("upload", accepted[:2]), ("promise", accepted[:2])):
        sandbox.control("POST", "clock", {"now": f"{TODAY}T10:00:00+08:00"})
        cases = []
        for place, answers in enumerate(rows):
            key = f"{name}-{preferred}-{place}"
            answer = citizen.post("/applications", submission_of(citizen, name, answers, key, preferred), key)
            assert answer.status_code == 201, answer.text
            cases.append(answer.json()["id"])
        sandbox.advance(DAY_S)
        for place, application in enumerate(cases):
            case = citizen.get(f"/applications/{application}").json()
            if case["state"] == "needs_supplement":
                asked += 1
                supplied(citizen, case, f"{name}-{preferred}-{place}-more")
        sandbox.advance(DAY_S)
        for application in cases:
            case = citizen.get(f"/applications/{application}").json()
            seen.add(case["state"])
            if case["state"] in ("denied", "not_accepted"):
                assert case["decision"]["reasons"] and case["decision"]["remedies"], case["raw_state"]
    assert asked > 0, "a supplement path"
    assert "completed" in seen and seen & {"denied", "not_accepted"}, seen
    assert seen <= {"completed", "approved", "denied", "not_accepted", "suspended", "in_review"}, seen


@pytest.mark.feature("F53")
def test_what_was_right_when_the_person_left_is_taken_when_the_line_is_back(sandbox: SandboxProcess) -> None:
    name = "medical_elsewhere"
    rows = [row["answers"] for row in verdicts_of(name) if row["verdict"] == "accepted"]
    answers = next(row for row in rows if row.get("referral", {}).get("day") == "2026-10-21")
    citizen = sign_in(sandbox.url, "P001")
    made = {}
    for key in ("grant-late", "session-late"):
        begun = {"service": RAW[name]["code"], "version": RAW[name]["version"], "client_key": key}
        made[key] = Visitor(sandbox.url, citizen.post("/drafts", begun, key).json()["grant"]["token"])
    bodies = {key: submission_of(citizen, name, answers, key, "later") for key in made}
    sandbox.advance(10 * DAY_S)
    late = citizen.post("/applications", bodies["session-late"], "session-late")
    assert late.status_code == 422, "thirty days are over for whoever fills it in now"
    assert made["grant-late"].post("/applications", bodies["grant-late"], "grant-late").status_code == 201
