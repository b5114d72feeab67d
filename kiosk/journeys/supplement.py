"""补正: the one list of what is missing, by when; answers and materials are handed in under a key of their own (F45)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from kiosk.events import Answer, Chose, Event, GoBack, Stamp, Tick, Trouble
from kiosk.forms.model import Form, Question
from kiosk.forms.rules import question_at, refused
from kiosk.journeys import asking, collecting, routes
from kiosk.journeys.apply.guide import printing_notice
from kiosk.journeys.apply.review import is_masked
from kiosk.journeys.apply.send import NOT_KEPT
from kiosk.journeys.asking import Asking
from kiosk.journeys.collecting import Collecting
from kiosk.journeys.receipt import application_slip, day_text
from kiosk.portal.submission import frozen
from kiosk.portal.types import (
    Application,
    Draft,
    Grant,
    MaterialSlot,
    Service,
    SupplementAnswer,
    SupplementItem,
)
from kiosk.problems import Fault
from kiosk.requests import (
    Ask,
    CreateDraft,
    Deliver,
    Delivery,
    GetApplication,
    LoadedService,
    LoadService,
    PrintBlocks,
    PrintSlip,
)
from kiosk.screen import (
    Action,
    Block,
    Heading,
    Meter,
    Notice,
    Row,
    Screen,
    Table,
    Tone,
    Words,
    phrase,
    screen,
)
from kiosk.session import Next, Session, stay

AGAIN_S = 15.0


@dataclass(frozen=True, slots=True)
class State:
    """stage: loading, list, question, materials, review, sending, result. pending: the pointers still to be asked."""

    application: str
    stage: str = "loading"
    one: Application | None = None
    service: Service | None = None
    form: Form | None = None
    key: str = ""
    grant: Grant | None = None
    pending: tuple[str, ...] = ()
    asking: Asking | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    collecting: Collecting | None = None
    delivery: Delivery | None = None
    tried: float = 0.0
    looking: bool = False
    problem: str = ""
    printing: str = ""


@dataclass(frozen=True, slots=True)
class Forward(Event):
    """The one next step."""


@dataclass(frozen=True, slots=True)
class HandIn(Forward):
    """The step that sends what was missing."""

    grave: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PrintList(Event):
    """Print what is missing, to take along."""


@dataclass(frozen=True, slots=True)
class PrintReceipt(Event):
    """Print that it was handed in."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """Loads the application."""
    if not isinstance(route, routes.Supplement):
        raise TypeError(route)
    return session.to(State(route.application)), (Ask(GetApplication(session.token, route.application), "one"),)


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """What is missing, one after the other, then one hand-in."""
    match event:
        case Answer("one", Application(supplement=None)):
            return session.to(routes.Track(state.application)), ()
        case Answer("one", Application() as one):
            return session.to(replace(state, one=one)), (
                Ask(LoadService(one.service, session.display.language), "service"),
            )
        case Answer("service", LoadedService(service, form)) if state.stage == "loading":
            return session.to(replace(state, stage="list", service=service, form=form)), ()
        case Answer("draft", Draft(grant=grant)) if grant is None or grant.client_key == state.key:
            return session.to(replace(state, grant=grant, problem="")), ()
        case Answer("relanguage", LoadedService(service, form)) if state.service is not None:
            return session.to(replace(state, service=service, form=form)), ()
        case Answer("sent", Delivery() as delivery) if delivery.key == state.key:
            return _delivered(session, state, delivery)
        case Trouble("sent", problem) if state.delivery is None and problem.code in NOT_KEPT:
            return session.to(replace(state, stage="review", problem=problem.code)), ()
        case Trouble("sent", problem):
            delivery = Delivery(state.key, "in_doubt", code=problem.code)
            return session.to(replace(state, stage="result", delivery=delivery, looking=False)), ()
        case Trouble("one" | "service" | "draft", problem):
            return session.to(replace(state, problem=problem.code)), ()
        case Answer("printed", _):
            return session.to(replace(state, printing="done")), ()
        case Trouble("printed", problem):
            return session.to(replace(state, printing=problem.code)), ()
        case PrintList() if state.one:
            blocks: tuple[Block, ...] = (_list_table(state.one),)
            return session.to(replace(state, printing="running")), (
                Ask(PrintBlocks("supplement.slip", blocks), "printed"),
            )
        case PrintReceipt() if state.delivery and state.delivery.application:
            name = session.person.name if session.person else ""
            slip = application_slip(state.delivery.application, name, session.start.phone)
            return session.to(replace(state, printing="running")), (Ask(PrintSlip(slip), "printed"),)
        case Tick() if state.stage == "result" and _open(state) and stamp.clock - state.tried >= AGAIN_S:
            return _look(session, state, stamp)
        case GoBack():
            return _back(session, state)
    match state.stage:
        case "list" if isinstance(event, Forward):
            return _begin(session, state, stamp)
        case "question":
            return _question(session, state, event, stamp)
        case "materials":
            return _materials(session, state, event, stamp)
        case "review" if isinstance(event, Forward):
            return _send(session, state, stamp)
        case "result" if isinstance(event, Forward):
            if _open(state):
                return _look(session, state, stamp)
            if state.looking:
                return stay(session)
            return session.to(routes.Track(state.application)), ()
        case "loading" if isinstance(event, Forward):
            return session.to(routes.Supplement(state.application)), ()
    return stay(session)


def _open(state: State) -> bool:
    waits = state.delivery is not None and state.delivery.state in ("in_doubt", "queued")
    return waits and not state.looking


def _look(session: Session, state: State, stamp: Stamp) -> Next:
    ask = Ask(Deliver("supplement", state.key), "sent")
    return session.to(replace(state, tried=stamp.clock, looking=True)), (ask,)


def _items(state: State) -> tuple[SupplementItem, ...]:
    return state.one.supplement.items if state.one and state.one.supplement else ()


def _slots(state: State) -> tuple[MaterialSlot, ...]:
    """What is asked for as materials: to be uploaded now, whatever other way there was before."""
    known = {slot.code: slot for slot in (state.service.materials if state.service else ())}
    slots = []
    for item in _items(state):
        if item.slot:
            base = known.get(item.slot, MaterialSlot(code=item.slot, title=item.title))
            slots.append(
                MaterialSlot(
                    code=item.slot,
                    title=item.title or base.title,
                    say=item.say,
                    trust=base.trust,
                    max_pages=base.max_pages,
                )
            )
    return tuple(slots)


def _begin(session: Session, state: State, stamp: Stamp) -> Next:
    if state.service is None:
        return stay(session)
    key = state.key or stamp.uid
    now = replace(state, key=key, pending=tuple(item.pointer for item in _items(state) if item.pointer))
    draft = CreateDraft(session.token, key, state.service.code, state.service.version)
    moved, effects = _ask_next(session, now)
    return moved, (*effects, Ask(draft, "draft"))


def _asked(state: State, pointer: str) -> Question | None:
    return question_at(state.form, pointer) if state.form else None


def _ask_next(session: Session, state: State, fault: Fault | None = None) -> Next:
    if state.pending:
        pointer = state.pending[0]
        question = _asked(state, pointer)
        if question is None:
            return _ask_next(session, replace(state, pending=state.pending[1:]))
        opened, editing = asking.ask(question, pointer, state.answers.get(pointer), fault)
        return replace(session, editing=editing).to(replace(state, stage="question", asking=opened)), ()
    now = replace(state, asking=None, collecting=state.collecting or collecting.begin(_slots(state)))
    if now.collecting is not None and not now.collecting.done:
        return session.to(replace(now, stage="materials")), ()
    return session.to(replace(now, stage="review")), ()


def _question(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    current = state.asking
    if current is None:
        return stay(session)
    match event:
        case Chose(key, value) if key == current.pointer:
            return session.to(
                replace(state, asking=replace(current, chosen=asking.chosen(current, value), fault=None))
            ), ()
        case Forward():
            try:
                value = asking.answer(current, session.editing)
            except asking.FormatError as error:
                return session.to(
                    replace(
                        state, asking=replace(current, fault=refused(current.question, current.pointer, error.code))
                    )
                ), ()
            if value is None:
                return session.to(
                    replace(
                        state, asking=replace(current, fault=refused(current.question, current.pointer, "required"))
                    )
                ), ()
            answers = {**state.answers, current.pointer: value}
            return _ask_next(session, replace(state, answers=answers, pending=state.pending[1:]))
    return stay(session)


def _materials(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    if state.collecting is None:
        return stay(session)
    outcome = collecting.update(state.collecting, event, stamp, state.grant, state.key)
    if outcome is None:
        return stay(session)
    now, effects = outcome
    return session.to(replace(state, collecting=now, stage="review" if now.done else "materials")), effects


def _send(session: Session, state: State, stamp: Stamp) -> Next:
    if state.grant is None or state.one is None or state.one.supplement is None:
        return session.to(replace(state, problem="no_grant")), ()
    body = SupplementAnswer(
        request=state.one.supplement.id,
        answers=dict(state.answers),
        materials=tuple(state.collecting.given.values()) if state.collecting else (),
    )
    request = Deliver(
        "supplement", state.key, state.grant.token, frozen(body), state.application, state.grant.expires_at
    )
    return session.to(replace(state, stage="sending", tried=stamp.clock)), (Ask(request, "sent"),)


def _delivered(session: Session, state: State, delivery: Delivery) -> Next:
    if delivery.state != "rejected":
        return session.to(replace(state, stage="result", delivery=delivery, looking=False)), ()
    faults = delivery.faults
    if not faults:
        return session.to(replace(state, stage="review", problem=delivery.code)), ()
    pointers = tuple(fault.pointer for fault in faults if _asked(state, fault.pointer) is not None)
    return _ask_next(session, replace(state, pending=pointers), faults[0]) if pointers else (
        session.to(replace(state, stage="review", problem="fix_answer")), ()
    )  # fmt: skip


def _back(session: Session, state: State) -> Next:
    match state.stage:
        case "question" | "review":
            return session.to(replace(state, stage="list", asking=None)), ()
        case "materials":
            earlier = collecting.back(state.collecting) if state.collecting else None
            return session.to(replace(state, collecting=earlier) if earlier else replace(state, stage="list")), ()
        case "sending":
            return stay(session)
    return session.to(routes.Track(state.application)), ()


# --- how it looks ----------------------------------------------------------------------------------------------------


def _list_table(one: Application) -> Table:
    items = one.supplement.items if one.supplement else ()
    return Table(
        "missing",
        "supplement.missing",
        tuple(Row(f"item.{number}", Words(item.title, item.say), Words(item.why)) for number, item in enumerate(items)),
    )


def view(session: Session, state: State) -> Screen:
    """One screen a stage."""
    problem = Notice(phrase(f"problem.{state.problem}"), Tone.WARNING) if state.problem else None
    where = Words(state.service.title) if state.service else None
    one = state.one
    match state.stage:
        case "list" if one is not None and one.supplement is not None:
            return screen(
                "supplement.list",
                Heading(
                    phrase("supplement.title", n=len(one.supplement.items)),
                    phrase("supplement.help", day=day_text(one.supplement.due)),
                ),
                problem,
                printing_notice(state.printing),
                _list_table(one),
                Action("supplement.print", PrintList(), icon="printer"),
                Action("supplement.now", Forward(), main=True, icon="arrow-right"),
                where=where,
                back=GoBack(),
            )
        case "question" if state.asking is not None:
            return screen(
                "supplement.question",
                *asking.blocks(state.asking, session.editing, session.profile.keyboard),
                Action("action.next", Forward(), main=True, icon="arrow-right"),
                instance=state.asking.pointer,
                where=where,
                back=GoBack(),
            )
        case "materials" if state.collecting is not None:
            return screen(
                f"supplement.material.{state.collecting.stage}",
                *collecting.blocks(state.collecting),
                instance=state.collecting.slot.code,
                where=where,
                back=GoBack() if state.collecting.stage != "sending" else None,
            )
        case "review":
            return screen(
                "supplement.review",
                Heading("supplement.review.title", help="supplement.review.help"),
                problem,
                Table("given", "supplement.given", _given(session, state)),
                Action("supplement.send", HandIn(), main=True, icon="arrow-right"),
                where=where,
                back=GoBack(),
            )
        case "sending":
            return screen(
                "supplement.sending",
                Heading("send.title", help="send.help"),
                Meter("sending", "send.wait", None),
                where=where,
            )
        case "result" if state.delivery is not None:
            return _result(session, state, state.delivery)
    return screen(
        "supplement.loading",
        Heading("apply.loading.title"),
        problem or Meter("loading", "apply.loading.wait", None),
        Action("action.retry", Forward(), main=True, icon="repeat") if problem else None,
        back=GoBack(),
    )


def _given(session: Session, state: State) -> tuple[Row, ...]:
    rows = []
    for pointer, value in state.answers.items():
        question = _asked(state, pointer)
        if question is not None:
            rows.append(
                Row(
                    pointer,
                    Words(question.label or question.title),
                    asking.value_text(question, value, masked=is_masked(session, pointer)),
                )
            )
    if state.collecting is not None:
        rows += [
            Row(
                f"material.{slot.code}",
                Words(slot.title, slot.say),
                collecting.mode_text(slot, state.collecting.given.get(slot.code)),
            )
            for slot in state.collecting.slots
        ]
    return tuple(rows)


def _result(session: Session, state: State, delivery: Delivery) -> Screen:
    done = delivery.state == "acknowledged" and delivery.application is not None
    name = session.person.name if session.person else ""
    return screen(
        "supplement.done" if done else "supplement.in_doubt",
        Heading(
            "supplement.done.title" if done else "in_doubt.title",
            help="supplement.done.help" if done else "in_doubt.help",
        ),
        printing_notice(state.printing),
        application_slip(delivery.application, name, session.start.phone) if delivery.application else None,
        Meter("looking", "send.wait", None) if state.looking else None,
        Action("receipt.print", PrintReceipt(), icon="printer") if done else None,
        None if done else Action("action.home", GoBack(), icon="home"),
        Action("track.see" if done else "in_doubt.look", Forward(), main=True, icon="arrow-right"),
        where=Words(state.service.title) if state.service else None,
    )
