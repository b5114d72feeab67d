"""Staff-guided use: the clerk signs in with a PIN, the person agrees to be helped, and the portal's audit names the clerk (F39)."""

from dataclasses import replace
from typing import ClassVar

from kiosk.blocks import Action, Heading, Meter, Notice, Paragraph, Tone
from kiosk.editing import keyboard
from kiosk.events import Answer, Event, Stamp, Trouble
from kiosk.journeys import clerk, routes
from kiosk.portal.people import Staff
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Words, phrase
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """stage: sign_in (the clerk), consent (the person), refused."""

    stage: str = "sign_in"
    busy: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SignIn(Event):
    """The clerk's number and PIN are complete."""


@dataclass(frozen=True, slots=True)
class AgreeToHelp(Event):
    """The person wants to be helped."""

    grave: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class NoHelp(Event):
    """The person does not want to be helped."""


@dataclass(frozen=True, slots=True)
class NextPerson(Event):
    """Once more from the person's consent."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """The clerk who is signed in stays so for the next person."""
    if session.staff is not None:
        return session.to(State("consent")), ()
    editing = clerk.blank()
    return replace(session, editing=editing).to(State()), ()


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Clerk, then consent, then as anywhere."""
    match event:
        case SignIn() if state.stage == "sign_in" and not state.busy:
            session, question = clerk.ask(session, "staff")
            return session.to(replace(state, busy=True, problem="")), (question,)
        case Answer("staff", Staff() as staff):
            return replace(session, staff=staff).to(State("consent")), ()
        case Trouble("staff", problem):
            return session.to(State(problem=problem.code)), ()
        case AgreeToHelp():
            return session.to(routes.Welcome()), ()
        case NoHelp():
            return session.to(State("refused")), ()
        case NextPerson():
            return session.to(State("consent")), ()
    return stay(session)


def view(session: Session, state: State) -> Screen:
    """One screen a stage."""
    match state.stage:
        case "consent":
            name = session.staff.name if session.staff else ""
            return screen(
                "staff.consent",
                Heading(phrase("staff.consent.title", name=Words(name)), "staff.consent.help"),
                Paragraph("staff.consent.sees", title="staff.consent.sees.title"),
                Paragraph("staff.consent.audit", title="staff.consent.audit.title"),
                Action("staff.consent.no", NoHelp(), icon="x"),
                Action("staff.consent.yes", AgreeToHelp(), main=True, icon="check"),
            )
        case "refused":
            return screen(
                "staff.refused",
                Heading("staff.refused.title", help="staff.refused.help"),
                Action("staff.refused.next", NextPerson(), main=True, icon="arrow-right"),
            )
    editing = session.editing
    return screen(
        "staff.sign_in",
        Heading("staff.title", help="staff.help"),
        Notice(phrase(f"problem.{state.problem}"), Tone.WARNING) if state.problem else None,
        *clerk.fields(editing),
        Meter("busy", "sign_in.sending", None) if state.busy else None,
        keyboard(editing) if session.keyboard else None,
        Action("staff.sign_in", SignIn(), main=True, icon="arrow-right"),
    )
