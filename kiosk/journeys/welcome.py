"""The first screen: text size, voice and language before anything; silent until touched; 暂停服务 out of hours."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard

from kiosk.blocks import Action, Choices, Heading, Menu, Notice, Option, Paragraph, Tone
from kiosk.display import LANGUAGES
from kiosk.events import Answer, CardRead, Chose, Event, Stamp, Trouble
from kiosk.journeys import routes, signing
from kiosk.journeys.display_choices import SIZES, languages, sizes
from kiosk.kept_display import restored
from kiosk.profiles import Profile
from kiosk.requests import Ask, LoadCapabilities, LoadCatalogue, LoadKept, Resume
from kiosk.results import Kept
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import phrase
from kiosk.value import dataclass

if TYPE_CHECKING:
    from kiosk.portal.people import Login

KEPT, RESUMED = "kept.loaded", "kept.resumed"


@dataclass(frozen=True, slots=True)
class State:
    """The welcome screen. problem: the portal did not answer (code)."""

    problem: str = ""


@dataclass(frozen=True, slots=True)
class Begin(Event):
    """Let us start."""


@dataclass(frozen=True, slots=True)
class WithSlip(Event):
    """Only look up what became of something."""


@dataclass(frozen=True, slots=True)
class Retry(Event):
    """Try the portal again."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """The welcome screen; the catalogue is loaded meanwhile."""
    kept = (Ask(LoadKept(), KEPT),) if session.profile.keeps and session.kept is None else ()
    return session.to(State()), (*load(session), *kept)


def load(session: Session) -> tuple[Ask, ...]:
    """What every session needs of the portal."""
    return Ask(LoadCapabilities(), "capabilities"), Ask(LoadCatalogue(session.display.language), "catalogue")


def is_open(session: Session) -> bool:
    """Whether the hall is open now; always where hours do not count."""
    if not session.profile.opening_hours or session.today is None:
        return True
    minute = session.today.hour * 60 + session.today.minute
    return session.start.open_from <= minute < session.start.open_until


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Choices of size, voice and language act at once."""
    if not is_open(session):
        return stay(session)
    display = session.display
    match event:
        case Chose("size", value) if value in SIZES:
            return replace(session, display=replace(display, size=int(value))), ()
        case Chose("sound", value):
            return replace(session, display=replace(display, sound=value == "on")), ()
        case Chose("language", value) if value in LANGUAGES:
            now = replace(session, display=replace(display, language=value))
            return now, load(now)
        case Begin():
            return session.to(routes.Notice()), ()
        case WithSlip():
            return session.to(routes.LookUp()), ()
        case Retry():
            return session.to(State()), load(session)
        case CardRead(evidence):
            return session.to(routes.Notice()), signing.by_card(evidence)
        case Answer("kept.loaded", Kept() as kept):
            resume = (Ask(Resume(kept.token), RESUMED),) if kept.token else ()
            now = replace(session, kept=kept, display=restored(display, kept.display))
            again = load(now) if now.display.language != display.language else ()
            return now, (*again, *resume)
        case Answer("kept.resumed", login) if _is_active(login):
            return replace(session, login=login).to(routes.Home()), ()
        case Trouble("kept.loaded", _):  # nothing of it can be had: home says that it does not remember
            return replace(session, kept=Kept("", {}, (), secure=False)), ()
        case Trouble("capabilities" | "catalogue", problem):
            return session.to(State(problem.code)), ()
        case Answer("catalogue", _):
            return session.to(State()), ()
    return stay(session)


def _is_active(login: object) -> "TypeGuard[Login]":
    from kiosk.portal.people import Login  # the first screen does not need the portal's types

    return isinstance(login, Login) and login.state == "active"


def clock(minute: int) -> str:
    """Minutes of the day as 8:30."""
    return f"{minute // 60}:{minute % 60:02d}"


def _help(profile: Profile) -> str:
    """How to begin, and when it ends by itself (A-12)."""
    if profile.card:
        return "welcome.help_card"
    return "welcome.help" if profile.idle_s is None else "welcome.help_idle"


def view(session: Session, state: State) -> Screen:
    """Silent until the first sign of life."""
    if not is_open(session):
        return screen(
            "welcome.closed",
            Heading("welcome.closed.title"),
            Paragraph(
                phrase(
                    "welcome.closed.hours",
                    start=clock(session.start.open_from),
                    end=clock(session.start.open_until),
                )
            ),
            Paragraph(phrase("welcome.closed.elsewhere", phone=session.start.phone)),
            silent=not session.last_life,
        )
    display = session.display
    return screen(
        "welcome",
        Heading("welcome.title", help=_help(session.profile)),
        Notice(phrase("problem.portal_away", phone=session.start.phone), Tone.WARNING) if state.problem else None,
        sizes(display),
        Choices(
            "sound",
            "welcome.sound",
            (
                Option("on", "welcome.sound.on", icon="volume"),
                Option("off", "welcome.sound.off", icon="volume-off"),
            ),
            ("on" if display.sound else "off",),
        ),
        languages(display),
        Menu("else", "welcome.else", (Action("welcome.slip", WithSlip(), icon="receipt"),)),
        Action("action.retry", Retry(), icon="repeat", main=True)
        if state.problem
        else Action("welcome.begin", Begin(), main=True, icon="arrow-right"),
        silent=not session.last_life,
    )
