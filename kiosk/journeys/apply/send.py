"""Sending through the outbox, and what came of it: the receipt, what cannot be taken, or 正在核对 while it is unknown."""

from dataclasses import replace

from kiosk.blocks import Action, Heading, Meter, Notice, Slip, Tone
from kiosk.events import Answer, Event, Stamp, Tick, Trouble
from kiosk.journeys import routes
from kiosk.journeys.apply.guide import printing_notice
from kiosk.journeys.apply.state import Forward, PrintThis, State
from kiosk.journeys.doubt import NOT_KEPT, is_due, may_ask
from kiosk.journeys.receipt import receipt
from kiosk.portal.handing_in import Submission
from kiosk.portal.submission import frozen
from kiosk.requests import Ask, Deliver, Effect, ForgetDraft, PrintSlip
from kiosk.results import Delivery
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Words
from kiosk.value import dataclass

SENT, PRINTED = "sent", "receipt.printed"


@dataclass(frozen=True, slots=True)
class Finished(Event):
    """I have my slip."""


def begin(session: Session, state: State, stamp: Stamp) -> Next:
    """Freezes the body and hands it to the outbox under its key."""
    grant = state.draft.grant if state.draft else None
    if grant is None or state.signature is None:
        return session.to(replace(state, stage="review", signature=None, problem="no_grant")), ()
    service = state.published
    submission = Submission(
        service=service.code,
        version=service.version,
        answers=dict(state.answers),
        materials=tuple(state.collecting.given.values()) if state.collecting else (),
        consents=state.consents,
        signature=state.signature,
        draft=state.draft.id if state.draft else "",
        channel=session.profile.name,
    )
    request = Deliver("submit", state.key, grant.token, frozen(submission), expires_at=grant.expires_at)
    return session.to(replace(state, stage="sending", tried=stamp.clock, problem="")), (Ask(request, SENT),)


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """What the outbox says; while in doubt it is asked again, and never called done or failed before the portal said so."""
    match event:
        case Answer("sent", Delivery() as delivery) if delivery.key == state.key:
            return _delivered(session, state, delivery)
        case Trouble("sent", problem) if state.delivery is None and problem.code in NOT_KEPT:
            return session.to(replace(state, stage="review", signature=None, strokes=(), problem=problem.code)), ()
        case Trouble("sent", problem):
            delivery = Delivery(state.key, "in_doubt", code=problem.code)
            return session.to(replace(state, stage="result", delivery=delivery, looking=False)), ()
        case Tick() if state.stage == "result" and is_due(state.delivery, state.looking, state.tried, stamp):
            return _look(session, state, stamp)
        case Forward() if state.stage == "result" and may_ask(state.delivery, state.looking):
            return _look(session, state, stamp)
        case PrintThis() if state.stage == "result":
            return session.to(replace(state, printing="running")), (Ask(PrintSlip(slip(session, state)), PRINTED),)
        case Answer("receipt.printed", _):
            return session.to(replace(state, printing="done")), ()
        case Trouble("receipt.printed", problem):
            return session.to(replace(state, printing=problem.code)), ()
        case Finished():
            return session.to(routes.Home()), ()
    return stay(session)


def _look(session: Session, state: State, stamp: Stamp) -> Next:
    return session.to(replace(state, tried=stamp.clock, looking=True)), (Ask(Deliver("submit", state.key), SENT),)


def _delivered(session: Session, state: State, delivery: Delivery) -> Next:
    effects: tuple[Effect, ...] = ()
    if delivery.state == "rejected":
        return _rejected(session, state, delivery)
    now = replace(state, stage="result", delivery=delivery, looking=False)
    if delivery.state == "acknowledged":
        session = replace(session, done=(*session.done, state.published.title))
        effects = (Ask(ForgetDraft(state.key), "forgotten"),) if session.profile.keeps else ()
    return session.to(now), effects


def _rejected(session: Session, state: State, delivery: Delivery) -> Next:
    """Back to the answer that cannot be taken. The portal took nothing, so the key goes on; what was signed must be signed again."""
    problem = "" if delivery.faults else delivery.code
    now = replace(
        state,
        stage="review",
        faults=delivery.faults,
        signature=None,
        delivery=None,
        looking=False,
        strokes=(),
        problem=problem,
    )
    return session.to(now), ()


def slip(session: Session, state: State) -> Slip:
    """The receipt; without the portal's answer a slip that says so."""
    delivery = state.delivery
    if delivery is None:
        raise ValueError("nothing was sent")
    return receipt(session, state.published, delivery)


def view(session: Session, state: State) -> Screen:
    """Sending, then the receipt."""
    if state.stage == "sending" or state.delivery is None:
        return screen(
            "apply.sending",
            Heading("send.title", help="send.help"),
            Meter("sending", "send.wait", None),
            where=state.where,
        )
    done = state.delivery.state == "acknowledged"
    name = "receipt" if done else "queued" if state.delivery.state == "queued" else "in_doubt"
    machine = name == "queued" and state.delivery.code in NOT_KEPT
    return screen(
        f"apply.{name}",
        Heading(f"{name}.title", help="queued.help_machine" if machine else f"{name}.help"),
        Notice(f"{name}.notice", Tone.GOOD if done else Tone.WARNING, key="outcome"),
        printing_notice(state.printing),
        Meter("looking", "send.wait", None) if state.looking else None,
        slip(session, state),
        Action("receipt.print", PrintThis(), icon="printer", main=state.printing != "done"),
        None if done else Action("in_doubt.look", Forward(), icon="repeat"),
        Action("receipt.finished", Finished(), icon="home", main=state.printing == "done"),
        instance=state.key,
        where=Words(state.published.title),
    )


__all__ = ["Finished", "begin", "slip", "update", "view"]
