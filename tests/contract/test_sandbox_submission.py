"""Submitting to the sandbox: once for each key, judged as a whole, under a session or a grant."""

import threading
from collections.abc import Iterator

import pytest

from tests.sandbox_client import (
    GUIDE,
    PRIVATE,
    TRIAL,
    WORLD,
    Visitor,
    answers,
    code_of,
    faults_of,
    sign_in,
    signed,
    submission,
)
from tests.sandbox_process import SandboxProcess, wait_for


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as running:
        yield running


@pytest.fixture
def citizen(sandbox: SandboxProcess) -> Visitor:
    return sign_in(sandbox.url)


def rows_of(sandbox: SandboxProcess, key: str) -> int:
    return sum(row["client_key"] == key for row in sandbox.applications())


@pytest.mark.feature("F52")
def test_the_same_key_and_body_make_one_case_and_the_same_answer(sandbox: SandboxProcess, citizen: Visitor) -> None:
    first = citizen.submit("once-1")
    again = citizen.submit("once-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert rows_of(sandbox, "once-1") == 1


def test_a_body_that_means_the_same_is_the_same_body(citizen: Visitor) -> None:
    first = citizen.submit("meaning-1")
    body = dict(reversed(submission().items()))
    assert citizen.post("/applications", body, "meaning-1").json() == first.json()


def test_the_same_key_with_another_body_is_refused(sandbox: SandboxProcess, citizen: Visitor) -> None:
    assert citizen.submit("other-1").status_code == 201
    assert code_of(citizen.submit("other-1", "deny")) == (422, "idempotency_mismatch")
    assert rows_of(sandbox, "other-1") == 1


@pytest.mark.parametrize(("key", "code"), [("", "idempotency_key_missing"), ("a b", "idempotency_key_invalid")])
def test_a_write_without_a_proper_key_is_refused(citizen: Visitor, key: str, code: str) -> None:
    assert code_of(citizen.submit(key)) == (400, code)
    assert code_of(citizen.submit("k" * 65)) == (400, "idempotency_key_invalid")


def test_a_key_that_is_still_running_answers_409_and_makes_one_case(sandbox: SandboxProcess, citizen: Visitor) -> None:
    sandbox.fault("delay", method="POST", path="/v1/applications$", seconds=6)
    slow: list[int] = []
    worker = threading.Thread(target=lambda: slow.append(citizen.submit("slow-1").status_code))
    worker.start()
    wait_for(lambda: sandbox.control("GET", "faults")["rules"] == [])
    answer = citizen.submit("slow-1")
    worker.join(60)
    assert code_of(answer) == (409, "still_running")
    assert int(answer.headers["Retry-After"]) >= 1
    assert slow == [201]
    assert rows_of(sandbox, "slow-1") == 1


def test_a_key_after_ninety_days_still_makes_no_second_case(tmp_path_factory: pytest.TempPathFactory) -> None:
    with SandboxProcess(tmp_path_factory.mktemp("old"), **WORLD) as sandbox:
        assert sign_in(sandbox.url).submit("old-1").status_code == 201
        sandbox.advance(91 * 86400)
        citizen = sign_in(sandbox.url)
        assert code_of(citizen.submit("old-1")) == (409, "already_exists")
        assert citizen.get("/applications", params={"client_key": "old-1"}).json()["items"][0]["state"] == "completed"


@pytest.mark.feature("F14")
def test_wrong_answers_are_refused_each_at_its_place(sandbox: SandboxProcess, citizen: Visitor) -> None:
    wrong = {"applicant": {}, "wish": {"outcome": "nothing", "hurry": False, "why": "要住院"}, "more": 1}
    answer = citizen.submit("wrong-1", answers=wrong)
    assert code_of(answer) == (422, "answers_refused")
    assert faults_of(answer) == {
        ("/answers/applicant/name", "required"),
        ("/answers/wish/outcome", "not_an_option"),
        ("/answers/wish/why", "hidden"),
        ("/answers/more", "unknown"),
    }
    assert all(error["detail"] for error in answer.json()["errors"])
    assert rows_of(sandbox, "wrong-1") == 0
    assert citizen.submit("wrong-1").status_code == 201, "a refused body does not use the key up"


def test_judging_beforehand_finds_the_same_faults_without_sign_in(sandbox: SandboxProcess) -> None:
    found = Visitor(sandbox.url).post(f"/services/{TRIAL}/validate", {"answers": answers(hurry=True)})
    assert [(fault["pointer"], fault["code"]) for fault in found.json()["faults"]] == [("/wish/why", "required")]
    found = Visitor(sandbox.url).post(f"/services/{TRIAL}/validate", {"answers": answers()})
    assert found.json() == {"faults": []}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"consents": []}, ("/consents", "consent_missing")),
        (
            {"consents": [{"code": "nix", "at": "2026-01-01T00:00:00+08:00"}]},
            ("/consents/0/code", "not_an_option"),
        ),
        ({"signature": None}, ("/signature", "signature_missing")),
        ({"signature": {"way": "pad", "text_sha256": "a" * 64}}, ("/signature/strokes", "signature_missing")),
        (
            {"signature": {"way": "witnessed", "text_sha256": "a" * 64}},
            ("/signature/witness", "signature_missing"),
        ),
        ({"signature": {"way": "pad", "strokes": [[[0, 0]]]}}, ("/signature/text_sha256", "pattern")),
        (
            {"signature": {"way": "pad", "text_sha256": "a" * 64, "strokes": [[[0, 0]]]}},
            ("/signature/text_sha256", "signature_other_text"),
        ),
        ({"materials": [{"slot": "photo", "mode": "later"}]}, ("/materials/0/slot", "slot_not_wanted")),
        ({"version": 2}, ("/version", "version_unknown")),
        ({"service": GUIDE, "version": 1}, ("/service", "no_form")),
        ({"answers": []}, ("/answers", "type")),
    ],
)
def test_a_submission_that_lacks_something_is_refused_at_that_place(
    citizen: Visitor, changes: dict[str, object], fault: tuple[str, str]
) -> None:
    answer = citizen.submit("lacks-1", **changes)
    assert answer.status_code == 422
    assert fault in faults_of(answer)


@pytest.mark.parametrize(
    ("material", "fault"),
    [
        (None, ("/materials", "material_missing")),
        ({"slot": "photo", "mode": "promise"}, ("/materials/0/mode", "not_an_option")),
        ({"slot": "photo", "mode": "upload"}, ("/materials/0/uploads", "required")),
        ({"slot": "photo", "mode": "later", "uploads": ["x"]}, ("/materials/0/uploads", "too_many")),
        (
            {"slot": "photo", "mode": "upload", "uploads": ["x"]},
            ("/materials/0/uploads/0", "upload_unusable"),
        ),
    ],
)
def test_materials_are_wanted_as_the_service_says(
    citizen: Visitor, material: dict[str, object] | None, fault: tuple[str, str]
) -> None:
    answer = citizen.submit("paper-1", "supplement", materials=[material] if material else [])
    assert fault in faults_of(answer)


def test_an_upload_counts_for_its_own_person_key_and_slot_only(sandbox: SandboxProcess, citizen: Visitor) -> None:
    def tried(key: str, upload: str) -> int:
        given = [{"slot": "photo", "mode": "upload", "uploads": [upload]}]
        return citizen.submit(key, "supplement", materials=given).status_code

    assert tried("mine-1", citizen.upload("mine-2")) == 422
    assert tried("mine-1", citizen.upload("mine-1", slot="other")) == 422
    qr = Visitor(sandbox.url).post("/sessions", {"method": "qr"}).json()
    sandbox.control("POST", f"qr/{qr['id']}/approve", {"person": "T2"})
    other = Visitor(sandbox.url, Visitor(sandbox.url).get(f"/sessions/{qr['id']}").json()["token"])
    assert tried("mine-1", other.upload("mine-1")) == 422
    assert tried("mine-1", citizen.upload("mine-1")) == 201


def test_a_stronger_sign_in_is_wanted_where_the_service_says_so(sandbox: SandboxProcess, citizen: Visitor) -> None:
    body = submission() | {"service": PRIVATE, "consents": []}
    assert code_of(citizen.post("/applications", body, "weak-1")) == (403, "assurance_too_low")


@pytest.mark.feature("F53")
def test_a_grant_submits_and_looks_up_after_the_person_has_left(sandbox: SandboxProcess) -> None:
    citizen = sign_in(sandbox.url)
    grant = Visitor(sandbox.url, citizen.draft("grant-1")["grant"]["token"])
    assert citizen.ask("DELETE", "/sessions/current").status_code == 204
    assert code_of(citizen.get("/me")) == (401, "token_invalid")
    upload = grant.upload("grant-1")
    given = [{"slot": "photo", "mode": "upload", "uploads": [upload]}]
    made = grant.submit("grant-1", "supplement", materials=given)
    assert made.status_code == 201
    assert grant.get("/applications", params={"client_key": "grant-1"}).json()["items"][0]["id"] == made.json()["id"]
    assert grant.get(f"/applications/{made.json()['id']}").status_code == 200


def test_a_grant_can_do_nothing_else(sandbox: SandboxProcess, citizen: Visitor) -> None:
    other = citizen.submit("not-yours").json()["id"]
    grant = Visitor(sandbox.url, citizen.draft("grant-2")["grant"]["token"])
    for answer in (
        grant.submit("grant-3"),
        grant.begin_upload("grant-3"),
        grant.get("/me"),
        grant.get("/applications"),
        grant.get("/applications", params={"client_key": "not-yours"}),
        grant.get(f"/applications/{other}"),
        grant.get("/documents"),
        grant.post("/drafts", {"service": TRIAL, "version": 3, "client_key": "x"}, "x"),
    ):
        assert code_of(answer) == (403, "grant_too_narrow")


def test_a_grant_ends_when_it_is_revoked_or_too_old(tmp_path_factory: pytest.TempPathFactory) -> None:
    with SandboxProcess(tmp_path_factory.mktemp("grants"), **WORLD) as sandbox:
        citizen = sign_in(sandbox.url)
        drafts = [citizen.draft(key) for key in ("g1", "g2", "g3")]
        first, second, third = (Visitor(sandbox.url, draft["grant"]["token"]) for draft in drafts)
        citizen.ask("DELETE", f"/drafts/{drafts[0]['id']}", headers={"If-Match": drafts[0]["etag"]})
        second.ask("DELETE", "/sessions/current")
        for grant, key in ((first, "g1"), (second, "g2")):
            assert code_of(grant.submit(key)) == (401, "token_invalid")
        sandbox.advance(14 * 86400)
        assert third.get("/applications", params={"client_key": "g3"}).status_code == 200
        sandbox.advance(2 * 86400)
        assert code_of(third.submit("g3")) == (401, "token_invalid")


def test_a_repeated_draft_gives_the_same_draft_and_grant(citizen: Visitor) -> None:
    assert citizen.draft("draft-1") == citizen.draft("draft-1")


def test_a_draft_is_saved_under_its_version_only(citizen: Visitor) -> None:
    draft = citizen.draft("draft-2")
    where, body = f"/drafts/{draft['id']}", {"answers": {"applicant": {"name": "样"}}}
    assert code_of(citizen.ask("PUT", where, json=body)) == (428, "if_match_missing")
    saved = citizen.ask("PUT", where, json=body, headers={"If-Match": draft["etag"]})
    assert saved.json()["answers"] == body["answers"]
    assert code_of(citizen.ask("PUT", where, json=body, headers={"If-Match": draft["etag"]})) == (
        412,
        "changed_meanwhile",
    )
    assert citizen.get(where).json()["etag"] == saved.headers["ETag"] == '"2"'


def test_a_submitted_draft_is_gone(citizen: Visitor) -> None:
    draft = citizen.draft("draft-3")
    assert citizen.submit("draft-3").status_code == 201
    assert code_of(citizen.get(f"/drafts/{draft['id']}")) == (404, "draft_unknown")


def test_nobody_sees_the_things_of_another(sandbox: SandboxProcess, citizen: Visitor) -> None:
    case, draft = citizen.submit("mine-9").json(), citizen.draft("mine-10")
    upload = citizen.upload("mine-9")
    qr = Visitor(sandbox.url).post("/sessions", {"method": "qr"}).json()
    sandbox.control("POST", f"qr/{qr['id']}/approve", {"person": "T2"})
    other = Visitor(sandbox.url, Visitor(sandbox.url).get(f"/sessions/{qr['id']}").json()["token"])
    for path in (f"/applications/{case['id']}", f"/drafts/{draft['id']}", f"/uploads/{upload}"):
        assert other.get(path).status_code == 404
    assert other.get("/applications", params={"client_key": "mine-9"}).json().get("items") == []


def test_a_private_service_is_not_named_on_the_slip(sandbox: SandboxProcess) -> None:
    qr = Visitor(sandbox.url).post("/sessions", {"method": "qr"}).json()
    sandbox.control("POST", f"qr/{qr['id']}/approve", {"person": "T1"})
    strong = Visitor(sandbox.url, Visitor(sandbox.url).get(f"/sessions/{qr['id']}").json()["token"])
    made = strong.post("/applications", submission() | {"service": PRIVATE, "consents": []}, "private-1").json()
    slip = {"case_no": made["case_no"], "query_code": made["query_code"]}
    seen = Visitor(sandbox.url).get("/lookup", params=slip).json()
    assert (seen["state"], seen["case_no"]) == ("submitted", made["case_no"])
    assert "私密" not in str(seen) and seen["client_key"] == "" and "query_code" not in seen


def test_a_query_code_cannot_be_tried_out(sandbox: SandboxProcess, citizen: Visitor) -> None:
    made = citizen.submit("guess-1").json()
    right = made["query_code"]
    wrong = [f"{number:06d}" for number in range(10) if f"{number:06d}" != right][:5]
    for code in wrong:
        assert code_of(citizen.get("/lookup", params={"case_no": made["case_no"], "query_code": code}))[0] == 404
    locked = citizen.get("/lookup", params={"case_no": made["case_no"], "query_code": right})
    assert code_of(locked) == (429, "too_often")
    assert int(locked.headers["Retry-After"]) > 0


@pytest.mark.feature("F63")
def test_who_declares_by_word_of_mouth_signs_the_same_text(citizen: Visitor) -> None:
    assert citizen.get("/capabilities").json()["spoken_signature"] is True
    good = signed(answers()) | {"way": "spoken", "strokes": []}
    other = good | {"text_sha256": "a" * 64}
    assert faults_of(citizen.submit("aloud-1", signature=other)) == {("/signature/text_sha256", "signature_other_text")}
    assert citizen.submit("aloud-1", signature=good).status_code == 201
