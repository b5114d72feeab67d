"""A world for the loop without Qt, clock or network: every request is answered, late or wrongly when chance wants it, and every Screen is judged."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kiosk import phrases, requests, results
from kiosk.audit import Audit
from kiosk.blocks import Action, Heading, Menu, Meter, Only, actions_in
from kiosk.controller import ZONE, Controller
from kiosk.display import Display
from kiosk.effects import sayable
from kiosk.events import Answer, Event, Stamp, Step, Trouble
from kiosk.forms.importer import import_form
from kiosk.own_words import learn
from kiosk.portal.cases import (
    Application,
    ApplicationPage,
    CaseEvent,
    Decision,
    Document,
    DocumentField,
    SupplementItem,
    SupplementRequest,
)
from kiosk.portal.handing_in import Draft, Grant, Submission, Upload
from kiosk.portal.people import Known, Login, Person, Staff
from kiosk.portal.services import Capabilities, LifeEvent, Service, ServiceSummary
from kiosk.problems import Fault, Problem, Remedy
from kiosk.profiles import PROFILES
from kiosk.requests import Ask
from kiosk.screen import Screen
from kiosk.search import build
from kiosk.session import Start
from kiosk.text import Text
from tests.forms_data import everything
from tests.sandbox_client import DATA, GUIDE, PRIVATE, TRIAL

TEXTS = (Text, Text | None)
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
EVERY = "EVERY00000001"
"""The code of a service with every kind of question, and a film of its guide."""
FILM = "/v1/media/every.webm"
ACTS = ("supplement", "denied", "in_review", "completed")


@cache
def services() -> dict[str, Service]:
    """The services of the tests' small world."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(Path(DATA / "services").glob("*.json"))]
    trial = next(one for one in found if one["code"] == TRIAL)
    found.append(trial | {"code": EVERY, "title": "什么题都有", "form": everything(), "materials": [], "sign_video": FILM})
    return {one["code"]: msgspec.convert(one, Service) for one in found}


@cache
def catalogue() -> results.Catalogue:
    """All of them, and a statement, behind one door."""
    summaries = [
        ServiceSummary(
            code=one.code,
            version=one.version,
            title=one.title,
            summary=one.summary,
            kind=one.kind,
            life_events=("money",),
        )
        for one in services().values()
    ]
    summaries += [
        ServiceSummary(
            code=f"MORE{number}", version=1, title=f"更多{number}", summary="", kind="guide", life_events=("money",)
        )
        for number in range(7)
    ]
    summaries.append(ServiceSummary(code="QUERY", version=1, title="查询打印", summary="", kind="query"))
    return results.Catalogue(build(summaries), (LifeEvent(code="money", title="钱"),))


@cache
def loaded(code: str) -> results.LoadedService:
    """A service as effects bring it."""
    base = services().get(code, services()[GUIDE])
    if code == "QUERY":
        documents = [{"code": "PAY", "title": "明细"}, {"code": "PROOF", "title": "证明"}]
        base = msgspec.structs.replace(base, kind="query", query={"documents": documents})
    one = msgspec.structs.replace(base, code=code)
    return results.LoadedService(one, import_form(one.form.data, one.form.ui) if one.form else None)


def case(number: int, client_key: str = "") -> Application:
    """An application in one of the states that look different."""
    act = ACTS[number % len(ACTS)]
    missing = SupplementRequest(
        id="request_1",
        due="2026-03-20",
        items=(
            SupplementItem(title="照片", why="要认人", slot="photo"),
            SupplementItem(title="名字", pointer="/applicant/name"),
        ),
    )
    return Application(
        id=f"application_{number}",
        case_no=f"C{number}",
        client_key=client_key,
        service=TRIAL,
        service_title="试验补贴",
        state="needs_supplement" if act == "supplement" else act,  # type: ignore[arg-type]
        raw_state="1",
        state_text="样",
        submitted_at="2026-03-01T09:00:00+08:00",
        updated_at="2026-03-01T09:00:00+08:00",
        etag='"1"',
        promised="2026-03-06",
        legal="2026-03-26",
        query_code="123456",
        supplement=missing if act == "supplement" else None,
        decision=Decision(approved=False, text="没有批准", reasons=("样",)) if act == "denied" else None,
        events=(CaseEvent(seq=1, at="2026-03-01T09:00:00+08:00", state="submitted"),),
    )


class Hands:
    """A clock moved by hand, with fresh ids."""

    def __init__(self) -> None:
        self.seconds = 1.0
        self.uids = 0

    def stamp(self) -> Stamp:
        """See controller.Clock."""
        self.uids += 1
        return Stamp(MORNING + timedelta(seconds=self.seconds), self.seconds, f"uid-{self.uids}")


@dataclass(frozen=True)
class Pending:
    """A request on its way."""

    ask: Ask
    send: Callable[[Event], None]
    session: str


class World:
    """The doer and the shower of one controller. chance None: everything is answered at once and well.

    troubles: share of requests that end in a problem; person: whose name and token carry the canary of the session.
    """

    def __init__(
        self, profile: str = "kiosk", chance: random.Random | None = None, codes: tuple[str, ...] = ()
    ) -> None:
        self.chance = chance
        self.codes = codes
        self.clock = Hands()
        self.pending: list[Pending] = []
        self.delivered: list[requests.Deliver] = []
        self.asked: list[requests.Request[Any]] = []
        self.ended: list[str] = []
        self.said_again = 0
        self.quits = 0
        self.names: set[str] = set()
        self.kept: list[results.HomeDraft] = []
        self.cases = 0
        self.controller = Controller(
            Start(PROFILES[profile], Display(), demonstration=True, px_per_mm=3.78),
            self,
            self._show,
            self._again,
            self._quit,
            Audit(),
            self.clock,
        )
        self.controller.begin()

    # --- what the controller wants -----------------------------------------------------------------------------------

    def ask(self, ask: Ask, send: Callable[[Event], None]) -> None:
        """See controller.Doer."""
        self.asked.append(ask.request)
        self.pending.append(Pending(ask, send, self.controller.session.id))
        if isinstance(ask.request, requests.Deliver) and ask.request.body and ask.request.kind == "submit":
            sent = msgspec.json.decode(ask.request.body, type=Submission)
            signature = sent.signature
            assert signature is not None and len(signature.text_sha256) == 64
            unsigned = services()[sent.service].signature == "none"
            assert (signature.way == "none") is unsigned and signature.way in ("pad", "witnessed", "spoken", "none")
            assert signature.way != "pad" or signature.strokes
            self.delivered.append(ask.request)

    def end_session(self, sign_out: str) -> None:
        """See controller.Doer."""
        self.ended.append(sign_out)

    def idle(self, session_open: bool) -> None:
        """See controller.Doer."""

    def _again(self) -> None:
        self.said_again += 1

    def _quit(self) -> None:
        self.quits += 1

    def _show(self, screen: Screen, display: Display) -> None:
        self.names.add(screen.name)
        judge(screen, display, self.under_way())

    def under_way(self) -> bool:
        """Whether an answer for this session is on its way."""
        session = getattr(self.controller, "session", None)
        return session is not None and any(pending.session == session.id for pending in self.pending)

    # --- what the world does -----------------------------------------------------------------------------------------

    @property
    def canary(self) -> str:
        """What the present person's name, token and typed words carry."""
        return "金丝雀" + chr(ord("甲") + len(self.ended))

    def settle(self, rounds: int = 30) -> None:
        """Answers everything that is asked, until nothing is."""
        for _ in range(rounds):
            if not self.pending:
                return
            self.answer(0)
        raise AssertionError("no end of requests")

    def answer(self, number: int) -> None:
        """One of the requests on their way comes back."""
        pending = self.pending.pop(number)
        tag, request = pending.ask.tag, pending.ask.request
        if self.chance is not None and self.chance.random() < 0.15:
            code = self.chance.choice(self.codes)
            pending.send(Trouble(tag, sayable(Problem(self.chance.choice(list(Remedy)), code))))
            return
        if isinstance(request, requests.SendMaterial):
            pending.send(Step(tag, 50, "upload_1"))
        pending.send(Answer(tag, self._value(request)))

    def send(self, event: Event) -> None:
        """Something happens."""
        self.controller.send(event)

    def _maybe(self, share: float) -> bool:
        return self.chance is not None and self.chance.random() < share

    def _value(self, request: requests.Request[Any]) -> Any:
        match request:
            case requests.LoadCapabilities():
                return Capabilities(
                    contract_version="1",
                    name="样",
                    phone="12345",
                    supplement=True,
                    query=True,
                    spoken_signature=True,
                    login_methods=("id_card", "otp", "qr"),
                )
            case requests.LoadCatalogue():
                return catalogue()
            case requests.LearnOwnWords(services):
                return learn(services)
            case requests.LoadService(code, _):
                return loaded(code)
            case requests.SignIn("qr", _) | requests.SendCode() | requests.PollLogin() if not (
                isinstance(request, requests.PollLogin) and self._maybe(0.5)
            ):
                return Login(
                    id="login_1", state="pending", method="otp", qr="q", user_code="1234", demonstration_code="123456"
                )
            case requests.SignIn() | requests.PollLogin() | requests.Resume() | requests.Assist():
                return self._login()
            case requests.StaffSignIn():
                return Staff(id="W1", name="样本工", token="staff-token")
            case requests.CreateDraft(_, key, service, version):
                grant = Grant(token=f"grant-{key}", client_key=key, expires_at="2026-03-09T09:00:00+08:00")
                return Draft(id="draft_1", service=service, version=version, etag='"1"', grant=grant)
            case requests.SendMaterial(content=content):
                return Upload(id="upload_1", offset=len(content), length=len(content), complete=True)
            case requests.CheckOutbox():
                return results.Keeping(put_aside=int(self._maybe(0.2)))
            case requests.Deliver(_, key):
                return self._delivery(key)
            case requests.ListApplications():
                return ApplicationPage(items=tuple(case(number) for number in range(8)))
            case requests.GetApplication(_, application):
                return case(int(application.rpartition("_")[2]))
            case requests.LookUp():
                return case(2)
            case requests.Query(_, _, code, _):
                shown = (
                    DocumentField(label="姓名", value=self.canary, private="name"),
                    DocumentField(label="每月", value="1"),
                )
                return Document(id="d1", code=code, title="明细", issuer="样", issued_at="2026-03-02", fields=shown)
            case requests.FetchFilm():
                return b"a film"
            case requests.DocumentContent():
                return b"%PDF-"
            case requests.DemonstrationCards():
                return (("T1", "样本测一"),)
            case requests.Scan():
                return results.Page(b"\x89PNG", ("image.blurred",) if self._maybe(0.3) else ())
            case requests.PrintSlip() | requests.PrintBlocks() | requests.PrintPdf():
                return "done"
            case requests.CheckAnswers():
                return (Fault("/applicant/name", "too_short", (("n", "2"),)),) if self._maybe(0.2) else ()
            case requests.SuggestPinyin(letters, _):
                return tuple(results.Suggestion(f"样{number}", min(2, len(letters))) for number in range(12))
            case requests.SuggestHandwriting():
                return (results.Suggestion("样"),)
            case requests.LoadKept():
                return results.Kept("", {"application_1": "submitted"}, tuple(self.kept), secure=self._maybe(0.5))
            case requests.KeepDraft(draft):
                self.kept = [other for other in self.kept if other.key != draft.key] + [draft]
                return None
            case requests.KeepSignIn():
                return True
        return None

    def _login(self) -> Login:
        known = (Known(semantic="person.name", value=self.canary, source="样"),)
        person = Person(id="T1", name=self.canary, known=known, due=(TRIAL, PRIVATE, EVERY))
        return Login(
            id="login_1", state="active", method="id_card", token=f"token-{self.canary}", assurance=3, person=person
        )

    def _delivery(self, key: str) -> results.Delivery:
        if self._maybe(0.4):
            return results.Delivery(key, "in_doubt", code="portal_away")
        if self._maybe(0.2):
            return results.Delivery(key, "queued", code="portal_away")
        if self._maybe(0.3):
            faults = (Fault("/applicant/name", "too_short", (("n", "2"),)),) if self._maybe(0.5) else ()
            return results.Delivery(key, "rejected", faults=faults, code="ask_staff")
        self.cases += 1
        return results.Delivery(key, "acknowledged", case(2, key))


# --- what every Screen must be ---------------------------------------------------------------------------------------


def judge(screen: Screen, display: Display, under_way: bool) -> None:
    """One heading, at most one next step, a way on, all words there, in the person's language."""
    where = f"{screen.name}/{screen.instance}"
    assert sum(isinstance(block, Heading) for block in screen.blocks) == 1, where
    offered = list(actions(screen))
    assert sum(action.main and action.enabled for action in offered) <= 1, where
    waits = any(isinstance(block, Meter) for block in screen.blocks) and under_way
    ways = [action for action in offered if action.enabled and (action.main or action.key in ("back", "leave"))]
    menus = any(isinstance(block, Menu) and block.items for block in screen.blocks)
    assert ways or menus or waits or screen.name == "welcome.closed", f"no way on from {where}"
    assert screen.language == display.language, where
    names = [action.name for action in offered]
    assert len(names) == len(set(names)), f"two of one name on {where}: {sorted(names)}"
    for language in phrases.languages():
        words = phrases.load(language)
        for text in texts(screen):
            assert isinstance(words.show(text), str) and isinstance(words.say(text), str)
            words.hear(text)


def texts(value: object) -> Iterator[Text]:
    """Every text of a Screen."""
    if isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Event):
        return
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            content = getattr(value, field.name)
            if field.type in TEXTS:
                if content is not None:
                    yield content
            elif not isinstance(content, str):
                yield from texts(content)
        if hasattr(value, "lines"):
            yield from (text for line in value.lines for text in line)


def actions(screen: Screen) -> Iterator[Action]:
    """All that can be pressed."""
    for block in screen.blocks:
        seen = block.eye if isinstance(block, Only) else block
        yield from actions_in(seen) if seen is not None else ()
