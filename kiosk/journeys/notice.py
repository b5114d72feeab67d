"""The privacy notice (PIPL Art. 17): seven items, before anything of the person is used. Reading it is not consenting to anything."""

from dataclasses import replace

from kiosk.blocks import Action, Heading, Notice, Paragraph, Tone
from kiosk.events import Answer, CardRead, Event, GoBack, Stamp, Trouble
from kiosk.journeys import routes, signing
from kiosk.portal.people import Login
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import phrase
from kiosk.value import dataclass

ITEMS = ("who", "contact", "purpose", "method", "kinds", "retention", "rights")


@dataclass(frozen=True, slots=True)
class State:
    """acknowledged: the person pressed on while the card's sign-in was still under way."""

    acknowledged: bool = False
    waiting: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledge(Event):
    """I have read it."""


@dataclass(frozen=True, slots=True)
class Decline(Event):
    """Not like this: to the window."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """The notice."""
    return session.to(State()), ()


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """On to sign-in, or straight home when a card has signed in already."""
    match event:
        case Answer(signing.LOGIN, Login(state="active") as login):
            signed_in = replace(session, login=login)
            return (_on(signed_in), ()) if state.acknowledged else stay(signed_in)
        case Trouble(signing.LOGIN, problem):
            return session.to(State(problem=problem.code)), ()
        case CardRead(evidence) if session.login is None:
            return session.to(replace(state, waiting=True, problem="")), signing.by_card(evidence)
        case Acknowledge() if state.waiting and session.login is None:
            return session.to(replace(state, acknowledged=True)), ()
        case Acknowledge():
            return _on(session), ()
        case Decline() | GoBack():
            return session.to(routes.Welcome() if isinstance(event, GoBack) else routes.Goodbye()), ()
    return stay(session)


def _on(session: Session) -> Session:
    return session.to(routes.Home() if session.login else routes.SignIn(routes.Home()))


def view(session: Session, state: State) -> Screen:
    """Seven short items; 知道了 goes on, declining names the window."""
    return screen(
        "notice",
        Heading("notice.title", help="notice.help"),
        Notice(f"problem.{state.problem}", Tone.WARNING) if state.problem else None,
        *(
            Paragraph(phrase(f"notice.{item}", phone=session.start.phone), title=f"notice.{item}.title")
            for item in ITEMS
        ),
        Action("notice.decline", Decline(), icon="x"),
        Action("notice.acknowledge", Acknowledge(), main=True, icon="arrow-right"),
        back=GoBack(),
    )
