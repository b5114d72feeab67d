"""The adapter of the reference contract against a real sandbox process: what each method brings, and what each fault becomes."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pytest

from kiosk.portal.errors import Refused, Unsure
from kiosk.portal.handing_in import Submission, SupplementAnswer, Upload
from kiosk.portal.port import all_applications, all_services
from kiosk.portal.rest import CHUNK, RestPortal
from kiosk.problems import ProblemError, Remedy
from tests.sandbox_client import GUIDE, TRIAL, WORLD, card_of, submission
from tests.sandbox_process import SandboxProcess

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3000
"""More than two pieces."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: SandboxProcess) -> Iterator[SandboxProcess]:
    yield running
    running.clear_faults()


@pytest.fixture
def portal(sandbox: SandboxProcess) -> Iterator[RestPortal]:
    made = RestPortal(sandbox.url, timeout_s=(30.0, 60.0))
    yield made
    made.close()


@pytest.fixture
def token(portal: RestPortal) -> str:
    return sign_in(portal)


def sign_in(portal: RestPortal) -> str:
    login = portal.begin_login("id_card", {"card": card_of("T1", valid_to="长期")})
    assert login.state == "active"
    return login.token


def body(outcome: str = "approve", **changes: Any) -> bytes:
    return msgspec.json.encode(msgspec.convert(submission(outcome, **changes), Submission))


def granted(portal: RestPortal, token: str, key: str) -> str:
    draft = portal.create_draft(token, key, TRIAL, 3)
    assert draft.grant is not None and draft.grant.client_key == key
    return draft.grant.token


def told(_: Upload) -> None:
    """Nobody looks at the progress."""


def struck(sandbox: SandboxProcess) -> list[str]:
    found: list[str] = sandbox.control("GET", "faults")["struck"]
    return found


# --- what each method brings -----------------------------------------------------------------------------------------


def test_the_catalogue_is_read_in_both_languages(portal: RestPortal) -> None:
    assert portal.capabilities().lookup_by_client_key
    assert portal.life_events("zh")
    zh = {service.code: service.title for service in all_services(portal, "zh")}
    en = {service.code: service.title for service in all_services(portal, "en")}
    assert zh[TRIAL] == "试验补贴" and en[TRIAL] == "Trial allowance" and GUIDE in zh
    assert [service.code for service in portal.list_services("zh", "试验").items] == [TRIAL]
    service = portal.get_service(TRIAL, "en")
    assert service.version == 3 and service.form is not None and service.title == "Trial allowance"
    with pytest.raises(Refused) as error:
        portal.get_service("TEST99999999", "zh")
    assert error.value.status == 404


def test_answers_are_judged_beforehand(portal: RestPortal) -> None:
    assert portal.validate(TRIAL, submission()["answers"]) == ()
    found = portal.validate(TRIAL, {"applicant": {"name": "样本测一"}, "wish": {"outcome": "approve"}})
    assert [(fault.pointer, fault.code) for fault in found] == [("/wish/hurry", "required")]


def test_a_phone_code_and_a_qr_code_sign_in_and_a_token_ends(portal: RestPortal, sandbox: SandboxProcess) -> None:
    pending = portal.send_code("+8619900000901")
    assert pending.state == "pending"
    active = portal.begin_login("otp", {"login": pending.id, "code": pending.demonstration_code})
    assert active.state == "active" and portal.me(active.token).id == "T1"
    portal.logout(active.token)
    with pytest.raises(Refused) as error:
        portal.me(active.token)
    assert error.value.remedy is Remedy.SIGN_IN
    shown = portal.begin_login("qr", {})
    assert portal.poll_login(shown.id).state == "pending"
    sandbox.control("POST", f"qr/{shown.id}/approve", {"person": "T1"})
    assert portal.poll_login(shown.id).token


def test_a_member_of_staff_helps_and_the_case_names_them(portal: RestPortal, token: str) -> None:
    staff = portal.staff_login("W1", "112233")
    helped = portal.assist(token, staff.token)
    grant = granted(portal, helped.token, "assisted-1")
    case = portal.submit(grant, "assisted-1", body())
    assert case.assisted_by
    with pytest.raises(Refused):
        portal.staff_login("W1", "000000")


@pytest.mark.feature("F52")
def test_a_case_is_made_found_followed_and_taken_back(portal: RestPortal, token: str) -> None:
    grant = granted(portal, token, "whole-1")
    assert portal.find_by_client_key(grant, "whole-1") is None
    case = portal.submit(grant, "whole-1", body())
    assert portal.submit(grant, "whole-1", body()).id == case.id
    found = portal.find_by_client_key(grant, "whole-1")
    assert found is not None and found.case_no == case.case_no
    page = portal.list_applications(token)
    assert case.id in {item.id for item in page.items}
    assert portal.list_applications(token, page.as_of).items == ()
    assert [event.state for event in portal.get_application(token, case.id).events] == ["submitted"]
    assert portal.events(token, case.id, 1) == ()
    assert portal.look_up(case.case_no, case.query_code).state == "submitted"
    assert portal.withdraw(token, "whole-1-w", case.id).state == "withdrawn"


@pytest.mark.feature("F31")
def test_what_became_of_a_case_is_told_in_the_language_of_the_screen_whenever_it_changes(sandbox: SandboxProcess, token: str) -> None:
    spoken = ["zh"]
    portal = RestPortal(sandbox.url, lambda: spoken[0], timeout_s=(30.0, 60.0))
    case = portal.submit(granted(portal, token, "english-1"), "english-1", body())
    told = [case.service_title, case.state_text, *(event.text for event in portal.get_application(token, case.id).events)]
    spoken[0] = "en"
    again = portal.get_application(token, case.id)
    told_again = [again.service_title, again.state_text, *(event.text for event in again.events)]
    portal.close()
    assert not any(text.isascii() for text in told[1:])
    assert all(text.isascii() for text in told_again[1:])


@pytest.mark.feature("F44")
def test_whoever_has_many_applications_sees_all_of_them(portal: RestPortal) -> None:
    token = sign_in(portal)
    made = {portal.submit(granted(portal, token, f"many-{n}"), f"many-{n}", body()).id for n in range(101)}
    first = portal.list_applications(token)
    assert first.next_cursor and not made <= {item.id for item in first.items}
    whole = all_applications(portal, token)
    assert made <= {item.id for item in whole.items}
    assert len(whole.items) == len({item.id for item in whole.items})


def test_a_draft_is_saved_under_its_version(portal: RestPortal, token: str) -> None:
    draft = portal.create_draft(token, "draft-1", TRIAL, 3)
    saved = portal.save_draft(token, draft.id, draft.etag, {"applicant": {"name": "样本测一"}})
    assert saved.etag != draft.etag
    with pytest.raises(Refused) as error:
        portal.save_draft(token, draft.id, draft.etag, {})
    assert error.value.status == 412


def test_what_is_missing_is_handed_in(portal: RestPortal, token: str, sandbox: SandboxProcess) -> None:
    grant = granted(portal, token, "supplied-1")
    case = portal.submit(grant, "supplied-1", body("supplement"))
    sandbox.control("POST", "office", {"application": case.id, "to": "accepted"})
    sandbox.control("POST", "office", {"application": case.id, "to": "needs_supplement"})
    asked = portal.get_application(token, case.id).supplement
    assert asked is not None
    second = granted(portal, token, "supplied-2")
    upload = portal.put_material(second, "supplied-2", "photo", PNG, "", told)
    answer = SupplementAnswer(
        request=asked.id, materials=({"slot": "photo", "mode": "upload", "uploads": (upload.id,)},)
    )  # type: ignore[arg-type]
    handed = msgspec.json.encode(answer)
    first = portal.answer_supplement(second, "supplied-2", case.id, handed)
    assert first.state == "in_review"
    assert portal.answer_supplement(second, "supplied-2", case.id, handed).updated_at == first.updated_at


def test_a_statement_is_made_out_and_its_paper_fetched(portal: RestPortal, token: str) -> None:
    document = portal.query(token, "query-1", "PAY", {})
    assert document.fields and document.id in {one.id for one in portal.list_documents(token)}
    assert portal.document_content(token, document.id).startswith(b"%PDF-")


def test_an_upload_is_whole_and_told_in_pieces(portal: RestPortal, token: str) -> None:
    grant = granted(portal, token, "upload-1")
    steps: list[int] = []
    done = portal.put_material(grant, "upload-1", "photo", PNG, "", lambda upload: steps.append(upload.offset))
    assert done.complete and steps == [0, CHUNK, 2 * CHUNK, len(PNG)]
    with pytest.raises(ProblemError, match="wrong_type"):
        portal.put_material(grant, "upload-1", "photo", b"MZ executable", "", told)


# --- what each fault becomes -----------------------------------------------------------------------------------------

POSTS: list[Callable[[RestPortal, str], object]] = [
    lambda portal, token: portal.submit(token, "never-1", body()),
    lambda portal, token: portal.create_draft(token, "never-2", TRIAL, 3),
    lambda portal, token: portal.begin_login("qr", {}),
    lambda portal, token: portal.query(token, "never-3", "PAY", {}),
    lambda portal, token: portal.send_code("+8619900000901"),
]


@pytest.mark.feature("F52")
@pytest.mark.parametrize("kind", ["drop", "lose_answer", "status_500", "status_500_after", "status_503", "html"])
@pytest.mark.parametrize("post", range(len(POSTS)))
def test_a_write_that_may_have_been_done_is_unsure_and_goes_out_once(
    portal: RestPortal, token: str, sandbox: SandboxProcess, kind: str, post: int
) -> None:
    before = len(struck(sandbox))
    sandbox.fault(kind, method="POST", path="/v1/(applications|drafts|sessions|queries|otp)$", times=10)
    with pytest.raises(Unsure):
        POSTS[post](portal, token)
    assert len(struck(sandbox)) == before + 1


def test_a_503_tells_how_long_to_wait(portal: RestPortal, token: str, sandbox: SandboxProcess) -> None:
    sandbox.fault("status_503", method="POST", path="/v1/applications$", seconds=7)
    with pytest.raises(Unsure) as error:
        portal.submit(token, "busy-1", body())
    assert (error.value.code, error.value.remedy, error.value.retry_after_s) == ("portal_busy", Remedy.WAIT, 7.0)


def test_a_429_took_nothing_and_tells_how_long_to_wait(portal: RestPortal, token: str, sandbox: SandboxProcess) -> None:
    before = len(struck(sandbox))
    sandbox.fault("status_429", method="POST", path="/v1/applications$", seconds=9, times=5)
    with pytest.raises(Refused) as error:
        portal.submit(token, "often-1", body())
    assert (error.value.status, error.value.remedy, error.value.retry_after_s) == (429, Remedy.WAIT, 9.0)
    assert len(struck(sandbox)) == before + 1


def test_an_answer_that_does_not_come_is_unsure_within_the_deadline(sandbox: SandboxProcess, token: str) -> None:
    hasty = RestPortal(sandbox.url, timeout_s=(30.0, 0.3))
    sandbox.fault("delay", method="POST", path="/v1/applications$", seconds=3)
    with pytest.raises(Unsure, match="portal_away"):
        hasty.submit(token, "slow-1", body())
    hasty.close()


def test_nobody_listening_did_nothing() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # nobody else gets it while nobody listens there
        for url in (f"http://127.0.0.1:{held.getsockname()[1]}", "http://nobody.invalid"):
            portal = RestPortal(url, timeout_s=(30.0, 60.0))
            with pytest.raises(ProblemError) as error:
                portal.submit("token", "nobody-1", b"{}")
            assert type(error.value) is ProblemError
            assert (error.value.code, error.value.remedy) == ("portal_away", Remedy.WAIT)


def test_answers_that_cannot_be_taken_are_named_by_their_places(portal: RestPortal, token: str) -> None:
    wrong = submission(answers={"applicant": {"name": "样"}, "wish": {"outcome": "approve", "hurry": False}})
    with pytest.raises(Refused) as error:
        portal.submit(token, "wrong-1", json.dumps(wrong).encode())
    assert (error.value.status, error.value.remedy) == (422, Remedy.FIX_ANSWER)
    assert [(fault.pointer, fault.code) for fault in error.value.faults] == [("/applicant/name", "too_short")]
    assert "样" not in str(error.value)


def test_another_body_under_the_same_key_is_refused(portal: RestPortal, token: str) -> None:
    portal.submit(token, "twice-1", body())
    with pytest.raises(Refused, match="idempotency_mismatch"):
        portal.submit(token, "twice-1", body("deny"))


def test_what_only_reads_is_tried_again_by_itself(portal: RestPortal, sandbox: SandboxProcess) -> None:
    sandbox.fault("drop", method="GET", path="/v1/capabilities", times=2)
    assert portal.capabilities().name
    sandbox.fault("drop", method="GET", path="/v1/capabilities", times=3)
    with pytest.raises(ProblemError, match="portal_away"):
        portal.capabilities()


def test_a_portal_that_takes_the_call_and_says_nothing_is_waited_for_once() -> None:
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as mute:

        def take() -> None:
            with suppress(OSError):
                while True:
                    calls.append(mute.accept()[0])

        listener = threading.Thread(target=take)
        listener.start()
        portal = RestPortal(f"http://127.0.0.1:{mute.getsockname()[1]}", timeout_s=(30.0, 0.3))
        with pytest.raises(ProblemError, match="portal_away"):
            portal.capabilities()
        portal.close()
        mute.shutdown(socket.SHUT_RDWR)
        listener.join(60)
    assert len(calls) == 1
    for call in calls:
        call.close()


@pytest.mark.parametrize("kind", ["html", "status_500", "status_503"])
def test_a_portal_that_answers_nonsense_is_a_problem_for_a_reader_too(
    portal: RestPortal, sandbox: SandboxProcess, kind: str
) -> None:
    sandbox.fault(kind, method="GET", path="/v1/services", times=1)
    with pytest.raises(ProblemError) as error:
        portal.list_services("zh")
    assert error.value.code in ("portal_nonsense", "portal_broken", "portal_busy")


# --- uploads ---------------------------------------------------------------------------------------------------------


@pytest.mark.feature("F52")
def test_a_cut_upload_goes_on_from_where_the_portal_has_it(
    portal: RestPortal, token: str, sandbox: SandboxProcess
) -> None:
    grant = granted(portal, token, "cut-1")
    sandbox.fault("cut_upload", method="PATCH", path="/v1/uploads/", bytes=1000, times=2)
    offsets: list[int] = []
    done = portal.put_material(grant, "cut-1", "photo", PNG, "", lambda upload: offsets.append(upload.offset))
    assert done.complete and offsets[:3] == [0, 1000, 2000]
    case = portal.submit(
        grant,
        "cut-1",
        body("supplement", materials=[{"slot": "photo", "mode": "upload", "uploads": [done.id]}]),
    )
    assert case.state == "submitted"


@pytest.mark.feature("F52")
def test_an_upload_cut_again_and_again_goes_on_later_with_the_same_one(
    portal: RestPortal, token: str, sandbox: SandboxProcess
) -> None:
    grant = granted(portal, token, "cut-2")
    sandbox.fault("cut_upload", method="PATCH", path="/v1/uploads/", bytes=500, times=3)
    seen: list[Upload] = []
    with pytest.raises(Unsure):
        portal.put_material(grant, "cut-2", "photo", PNG, "", seen.append)
    sandbox.kill9()
    sandbox.restart()
    offsets: list[int] = []
    done = portal.put_material(grant, "cut-2", "photo", PNG, seen[-1].id, lambda now: offsets.append(now.offset))
    assert done.complete and done.id == seen[0].id and offsets[0] == 1500


def test_what_was_sent_is_what_was_scanned(portal: RestPortal, token: str, sandbox: SandboxProcess) -> None:
    """The portal checks the SHA-256 of the whole: a byte lost in a cut would be refused."""
    grant = granted(portal, token, "sha-1")
    sandbox.fault("cut_upload", method="PATCH", path="/v1/uploads/", times=1, after=1)
    assert portal.put_material(grant, "sha-1", "photo", PNG, "", told).length == len(PNG)


# --- the end of a session --------------------------------------------------------------------------------------------


def test_closing_ends_a_call_that_waits_for_its_answer(portal: RestPortal, token: str, sandbox: SandboxProcess) -> None:
    patient = RestPortal(sandbox.url, timeout_s=(30.0, 60.0))
    sandbox.fault("delay", method="GET", path="/v1/me", seconds=4, times=4)
    ended: list[ProblemError] = []

    def ask() -> None:
        try:
            patient.me(token)
        except ProblemError as error:
            ended.append(error)

    before = len(struck(sandbox))
    asking = threading.Thread(target=ask)
    asking.start()
    deadline = time.monotonic() + 60
    while len(struck(sandbox)) == before:
        assert time.monotonic() < deadline
    patient.close()
    asking.join(60)
    assert not asking.is_alive()
    assert [error.code for error in ended] == ["cancelled"]
    with pytest.raises(ProblemError, match="cancelled"):
        patient.me(token)
