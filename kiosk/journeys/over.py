"""What can lie over any screen without losing anything: display, sound, calling a person, leaving, and the idle warning."""

from dataclasses import replace
from typing import ClassVar

from kiosk.blocks import Action, Countdown, Heading, Only, Paragraph
from kiosk.events import (
    CallPerson,
    CloseOver,
    Event,
    GoBack,
    Leave,
    OpenDisplay,
    OpenSound,
    Stamp,
    Tick,
    Touched,
)
from kiosk.journeys import adjusting, calibrate, routes, ways
from kiosk.requests import Ask, EndSession, ForgetAll, Quit, SayOn
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import phrase
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Over:
    """kind: display, sound, call, leave, idle, failed, ways, card; until: clock at which something happens by itself; now: the clock shown.

    code: of a defect; way: the state of what helps hands (journeys/ways.py); card: of measuring the screen (journeys/calibrate.py).
    """

    kind: str
    until: float = 0.0
    now: float = 0.0
    code: str = ""
    way: ways.State | None = None
    card: calibrate.State | None = None


@dataclass(frozen=True, slots=True)
class ReallyLeave(Event):
    """Yes, end here."""


@dataclass(frozen=True, slots=True)
class ForgetMe(Event):
    """At home: sign out, and keep nothing of me."""

    grave: ClassVar[bool] = True


def opened(session: Session, event: Event, stamp: Stamp) -> Session | None:
    """What this tool-bar event lays over the screen; None when it is none."""
    match event:
        case OpenDisplay():
            return replace(session, over=Over("display"))
        case OpenSound():
            return replace(session, over=Over("sound"))
        case CallPerson():
            return replace(session, over=Over("call"))
        case Leave():
            return replace(session, over=Over("leave"))
    card = calibrate.opened(session, event)
    if card is not None:
        return replace(session, over=Over("card", card=card))
    state = ways.opened(session, event)
    return replace(session, over=Over("ways", way=state)) if state is not None else None


def idle(session: Session, stamp: Stamp) -> Session:
    """The warning before the session ends by itself."""
    return replace(session, over=Over("idle", stamp.clock + session.profile.warning_s, stamp.clock))


def failed(session: Session, code: str) -> Session:
    """The program has a defect here: a member of staff is asked; where one was stays below."""
    return replace(session, over=Over("failed", code=code))


def ended(session: Session) -> tuple[EndSession, ...]:
    """The end of this session, on whatever way."""
    return (EndSession(session.token),)


def update(session: Session, over: Over, event: Event, stamp: Stamp) -> Next:
    """Everything acts at once; closing leads back to where one was."""
    closed = replace(session, over=None)
    if over.way is not None:
        done = ways.update(session, over.way, event, stamp)
        if done is not None:
            return replace(done[0], over=replace(over, way=done[1])), ()
    if over.card is not None:
        measured = calibrate.update(session, over.card, event)
        if measured is not None:
            return replace(measured[0], over=replace(over, card=measured[1])), measured[2]
    match event:
        case GoBack() if over.way is not None or over.card is not None:
            return replace(session, over=Over("display")), ()
        case Touched() if over.kind == "idle":
            return closed, ()
        case CloseOver() | GoBack():
            return closed, ()
        case adjusting.ReadOn():
            return closed, (SayOn(),)
        case Tick() if over.until:
            return _tick(session, over, stamp)
        case ReallyLeave() if session.profile.closed:
            return closed.to(routes.Goodbye()), ()
        case ForgetMe() if session.profile.keeps:
            return closed, (Ask(ForgetAll(), "forgotten"), *ended(session))
        case ReallyLeave():
            return closed, (Quit(),)
    change = adjusting.changed(session, event)
    if change is not None:
        return change
    other = opened(session, event, stamp)
    return (other, ()) if other is not None else stay(session)


def _tick(session: Session, over: Over, stamp: Stamp) -> Next:
    if stamp.clock < over.until:
        return replace(session, over=replace(over, now=stamp.clock)), ()
    return session, ended(session)


def view(session: Session, over: Over) -> Screen:
    """One screen a kind."""
    left = max(0, round(over.until - over.now))
    match over.kind:
        case "display":
            return adjusting.display_screen(session)
        case "sound":
            return adjusting.sound_screen(session)
        case "ways" if over.way is not None:
            return ways.view(session, over.way)
        case "card" if over.card is not None:
            return calibrate.view(session, over.card)
        case "call":
            return screen(
                "over.call",
                Heading("call.title", help="call.help"),
                Paragraph(phrase("call.phone", phone=session.start.phone)),
                *adjusting.helpers(),
                Action("action.go_on", CloseOver(), main=True, icon="arrow-right"),
                modal=True,
            )
        case "failed":
            return screen(
                "over.failed",
                Heading("failed.title", help="failed.help"),
                Only(eye=Paragraph(phrase("failed.code", code=over.code, phone=session.start.phone))),
                Action("tool.call", CallPerson(), key="failed.call", icon="hand-stop"),
                Action("leave.yes", ReallyLeave(), key="failed.leave", icon="door-exit"),
                Action("action.go_on", CloseOver(), main=True, icon="arrow-right"),
                modal=True,
            )
        case "idle":
            return screen(
                "over.idle",
                Heading("idle.title", help="idle.help"),
                Countdown(phrase("idle.countdown", n=left), left),
                Action("idle.stay", CloseOver(), main=True, icon="check"),
                modal=True,
            )
        case _:
            return screen(
                "over.leave",
                Heading("leave.title", help="leave.help" if not session.profile.keeps else "leave.help_kept"),
                Action("leave.yes", ReallyLeave(), icon="door-exit"),
                Action("leave.forget", ForgetMe(), icon="x") if session.profile.keeps and session.login else None,
                Action("leave.no", CloseOver(), main=True, icon="arrow-left"),
                modal=True,
            )
