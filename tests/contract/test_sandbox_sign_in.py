"""Signing in at the sandbox: by card, by code, by QR; and clerks."""

from collections.abc import Iterator

import pytest

from tests.sandbox_client import WORLD, Visitor, card_of, code_of, sign_in
from tests.sandbox_process import SandboxProcess


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as running:
        yield running


@pytest.fixture
def anyone(sandbox: SandboxProcess) -> Visitor:
    return Visitor(sandbox.url)


@pytest.mark.feature("F02")
@pytest.mark.parametrize("evidence", [card_of("T1"), card_of("", id_number="999901193803080013")])
def test_a_card_signs_in_with_what_is_known(anyone: Visitor, evidence: str) -> None:
    login = anyone.post("/sessions", {"method": "id_card", "evidence": {"card": evidence}})
    assert login.status_code == 201
    assert login.json()["person"]["known"][0] == {
        "semantic": "person.name",
        "value": "样本测一",
        "source": "测试库",
    }
    assert login.json()["expires_at"].endswith("+08:00")


@pytest.mark.parametrize(
    ("card", "code"),
    [(card_of("nobody"), "card_unknown"), (card_of("T2"), "card_expired"), ("%%", "card_unknown")],
)
def test_a_card_that_is_unknown_or_expired_does_not(anyone: Visitor, card: str, code: str) -> None:
    answer = anyone.post("/sessions", {"method": "id_card", "evidence": {"card": card}})
    assert code_of(answer) == (401, code)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.feature("F03")
@pytest.mark.parametrize("phone", ["+8619900000901", "19900000901"])
def test_a_code_sent_to_the_phone_signs_in(anyone: Visitor, phone: str) -> None:
    sent = anyone.post("/otp", {"phone": phone})
    assert (sent.status_code, sent.json()["state"]) == (202, "pending")
    evidence = {"login": sent.json()["id"], "code": sent.json()["demonstration_code"]}
    login = anyone.post("/sessions", {"method": "otp", "evidence": evidence})
    assert login.status_code == 201 and login.json()["person"]["id"] == "T1"
    assert code_of(anyone.post("/sessions", {"method": "otp", "evidence": evidence})) == (401, "login_over")


def test_a_phone_that_nobody_has_is_answered_alike(anyone: Visitor) -> None:
    sent = anyone.post("/otp", {"phone": "+8613000000000"})
    assert sent.status_code == 202
    evidence = {"login": sent.json()["id"], "code": sent.json()["demonstration_code"]}
    assert code_of(anyone.post("/sessions", {"method": "otp", "evidence": evidence})) == (401, "wrong_code")


def test_a_code_cannot_be_tried_out(anyone: Visitor) -> None:
    sent = anyone.post("/otp", {"phone": "+8619900000901"}).json()
    for _ in range(5):
        wrong = {"login": sent["id"], "code": "x"}
        assert code_of(anyone.post("/sessions", {"method": "otp", "evidence": wrong})) == (401, "wrong_code")
    right = {"login": sent["id"], "code": sent["demonstration_code"]}
    assert code_of(anyone.post("/sessions", {"method": "otp", "evidence": right})) == (429, "too_often")


def test_a_qr_code_is_shown_approved_on_the_phone_and_polled(sandbox: SandboxProcess, anyone: Visitor) -> None:
    begun = anyone.post("/sessions", {"method": "qr", "evidence": {}})
    assert begun.status_code == 202 and begun.json()["qr"] and begun.json()["user_code"]
    where = f"/sessions/{begun.json()['id']}"
    assert anyone.get(where).json()["state"] == "pending"
    sandbox.control("POST", f"qr/{begun.json()['id']}/approve", {"person": "T2"})
    first, again = anyone.get(where).json(), anyone.get(where).json()
    assert first["state"] == "active" and first == again, "an answer that got lost is given again"
    assert Visitor(sandbox.url, first["token"]).get("/me").json()["id"] == "T2"


def test_signing_out_ends_the_token(sandbox: SandboxProcess) -> None:
    citizen = sign_in(sandbox.url)
    assert citizen.ask("DELETE", "/sessions/current").status_code == 204
    for answer in (citizen.get("/me"), citizen.submit("x"), citizen.ask("DELETE", "/sessions/current")):
        assert code_of(answer) == (401, "token_invalid")


def test_without_a_token_one_is_asked_to_sign_in(anyone: Visitor) -> None:
    for answer in (
        anyone.get("/me"),
        anyone.submit("x"),
        anyone.get("/applications"),
        anyone.begin_upload("x"),
    ):
        assert code_of(answer) == (401, "sign_in_needed")


def test_a_clerk_is_locked_out_after_five_wrong_pins(anyone: Visitor) -> None:
    right = {"staff_id": "W1", "pin": "112233"}
    assert anyone.post("/staff/sessions", right).json()["name"] == "样本工"
    for _ in range(5):
        assert code_of(anyone.post("/staff/sessions", right | {"pin": "0"})) == (401, "wrong_pin")
    locked = anyone.post("/staff/sessions", right)
    assert code_of(locked) == (429, "too_often") and int(locked.headers["Retry-After"]) > 60


def test_a_clerks_token_is_no_citizens_token(sandbox: SandboxProcess, tmp_path: object) -> None:
    bad = {"subject_token": sign_in(sandbox.url).token, "actor_token": "staff_0"}
    assert code_of(Visitor(sandbox.url).post("/token-exchange", bad)) == (401, "token_invalid")


def test_problems_are_told_in_the_language_asked_for(sandbox: SandboxProcess) -> None:
    chinese, english = (Visitor(sandbox.url, language=tag).get("/me").json() for tag in ("zh-CN,en;q=0.5", "en-GB"))
    assert chinese["title"] == "请先登录"
    assert english["title"] == "Please sign in"
    assert chinese["code"] == english["code"] == "sign_in_needed"
