"""The end of a session: what was done, what to take along; then nothing of it is left."""

from kiosk.blocks import Action, Heading, Notice, Paragraph, Tone
from kiosk.events import Event, Stamp, Tick
from kiosk.journeys import over, routes
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Words, phrase
from kiosk.value import dataclass

STAYS_S = 20
"""Seconds until the screen goes by itself."""


@dataclass(frozen=True, slots=True)
class State:
    """until: the clock at which the session ends by itself."""

    until: float


@dataclass(frozen=True, slots=True)
class End(Event):
    """I am going."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """Goodbye."""
    return session.to(State(stamp.clock + STAYS_S)), ()


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """By itself or by hand."""
    match event:
        case End():
            return session, over.ended(session)
        case Tick() if stamp.clock >= state.until:
            return session, over.ended(session)
    return stay(session)


def view(session: Session, state: State) -> Screen:
    """What was done today."""
    return screen(
        "goodbye",
        Heading("goodbye.title_staff" if session.staff else "goodbye.title", help="goodbye.help" if session.done else None),
        Notice(phrase("goodbye.done", titles=Words(" · ".join(session.done))), Tone.GOOD) if session.done else None,
        Paragraph("goodbye.take") if session.login else None,
        Paragraph("goodbye.wiped"),
        Action("goodbye.end", End(), main=True, icon="check"),
    )
