"""补正: the one list of what is missing, by when; answers and materials are handed in under a key of their own."""

from dataclasses import replace

from kiosk.blocks import Block
from kiosk.events import Answer, Chose, Event, GoBack, Stamp, Tick, Trouble
from kiosk.forms.rules import refused
from kiosk.journeys import asking, collecting, routes
from kiosk.journeys.doubt import NOT_KEPT, can_it_be_kept, is_due, may_ask, put_aside
from kiosk.journeys.receipt import application_slip
from kiosk.journeys.supplement.screens import missing, view
from kiosk.journeys.supplement.state import Forward, PrintList, PrintReceipt, State, asked, items, slots
from kiosk.portal.cases import Application
from kiosk.portal.handing_in import Draft, SupplementAnswer
from kiosk.portal.submission import frozen
from kiosk.problems import Fault
from kiosk.requests import Ask, CreateDraft, Deliver, Effect, GetApplication, LoadService, PrintBlocks, PrintSlip
from kiosk.results import Delivery, Keeping, LoadedService
from kiosk.session import Next, Session, stay

__all__ = ["start", "update", "view"]


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """Loads the application."""
    if not isinstance(route, routes.Supplement):
        raise TypeError(route)
    asks = can_it_be_kept(), Ask(GetApplication(session.token, route.application), "one")
    return session.to(State(route.application)), asks


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
        case Answer("keeping", Keeping() as found):
            return session.to(replace(state, unkept="", aside=put_aside(session, found))), ()
        case Trouble("keeping", problem):
            return session.to(replace(state, unkept=problem.code)), ()
        case Answer("draft", Draft(grant=grant)) if grant is None or grant.client_key == state.key:
            return _granted(session, replace(state, grant=grant, problem="" if grant else "no_grant"))
        case Trouble("draft", problem):
            return _granted(session, replace(state, problem=problem.code))
        case Answer("relanguage", LoadedService(service, form)) if state.service is not None:
            return session.to(replace(state, service=service, form=form)), ()
        case Answer("sent", Delivery() as delivery) if delivery.key == state.key:
            return _delivered(session, state, delivery)
        case Trouble("sent", problem) if state.delivery is None and problem.code in NOT_KEPT:
            return session.to(replace(state, stage="review", problem=problem.code)), ()
        case Trouble("sent", problem):
            delivery = Delivery(state.key, "in_doubt", code=problem.code)
            return session.to(replace(state, stage="result", delivery=delivery, looking=False)), ()
        case Trouble("one" | "service", problem):
            return session.to(replace(state, problem=problem.code)), ()
        case Answer("printed", _):
            return session.to(replace(state, printing="done")), ()
        case Trouble("printed", problem):
            return session.to(replace(state, printing=problem.code)), ()
        case PrintList() if state.one:
            blocks: tuple[Block, ...] = (missing(state.one),)
            return session.to(replace(state, printing="running")), (
                Ask(PrintBlocks("supplement.slip", blocks), "printed"),
            )
        case PrintReceipt() if state.delivery and state.delivery.application:
            name = session.person.name if session.person else ""
            slip = application_slip(state.delivery.application, name, session.start.phone)
            return session.to(replace(state, printing="running")), (Ask(PrintSlip(slip), "printed"),)
        case Tick() if state.stage == "result" and is_due(state.delivery, state.looking, state.tried, stamp):
            return _look(session, state, stamp)
        case GoBack():
            return _back(session, state)
    match state.stage:
        case "list" if isinstance(event, Forward) and state.unkept:
            return session, (can_it_be_kept(),)
        case "list" if isinstance(event, Forward):
            return _begin(session, state, stamp)
        case "question":
            return _question(session, state, event, stamp)
        case "materials":
            return _materials(session, state, event, stamp)
        case "review" if isinstance(event, Forward):
            return _send(session, state, stamp)
        case "result" if isinstance(event, Forward):
            if may_ask(state.delivery, state.looking):
                return _look(session, state, stamp)
            if state.looking:
                return stay(session)
            return session.to(routes.Track(state.application)), ()
        case "loading" if isinstance(event, Forward):
            return session.to(routes.Supplement(state.application)), ()
    return stay(session)


def _look(session: Session, state: State, stamp: Stamp) -> Next:
    ask = Ask(Deliver("supplement", state.key), "sent")
    return session.to(replace(state, tried=stamp.clock, looking=True)), (ask,)


def _begin(session: Session, state: State, stamp: Stamp) -> Next:
    if state.service is None:
        return stay(session)
    key = state.key or stamp.uid
    now = replace(state, key=key, pending=tuple(item.pointer for item in items(state) if item.pointer))
    moved, effects = _ask_next(session, now)
    return moved, (*effects, *_draft(session, now))


def _draft(session: Session, state: State) -> tuple[Effect, ...]:
    if state.service is None:
        return ()
    return (Ask(CreateDraft(session.token, state.key, state.service.code, state.service.version), "draft"),)


def _granted(session: Session, state: State) -> Next:
    """The portal has answered whether it takes anything: a page that waited for it goes, or is told that it cannot."""
    if state.collecting is None:
        return session.to(state), ()
    now, effects = collecting.granted(state.collecting, state.grant, state.key)
    return session.to(replace(state, collecting=now)), effects


def _ask_next(session: Session, state: State, fault: Fault | None = None) -> Next:
    if state.pending:
        pointer = state.pending[0]
        question = asked(state, pointer)
        if question is None:
            return _ask_next(session, replace(state, pending=state.pending[1:]))
        opened, editing = asking.ask(question, pointer, state.answers.get(pointer), fault)
        return replace(session, editing=editing).to(replace(state, stage="question", asking=opened)), ()
    now = replace(state, asking=None, collecting=state.collecting or collecting.begin(slots(state)))
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
    again = _draft(session, state) if now.waiting and state.problem else ()
    moved = replace(state, collecting=now, stage="review" if now.done else "materials", problem="" if again else state.problem)
    return session.to(moved), (*effects, *again)


def _send(session: Session, state: State, stamp: Stamp) -> Next:
    if state.grant is None or state.one is None or state.one.supplement is None:
        return session.to(replace(state, problem="no_grant")), _draft(session, state)
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
    pointers = tuple(fault.pointer for fault in faults if asked(state, fault.pointer) is not None)
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
