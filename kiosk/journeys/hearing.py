"""Speech on any screen: listening, what was heard, and the question whether it is right. What lies under it stays as it is.
How it is seen: journeys/hearing_screens.py.

What was understood comes as an event like any other. Whatever has to be confirmed stands on a screen of its own, and counts only after a second act.
Before something private is dictated, keys are offered. Who can touch nothing is listened to when the guide has ended, and not for ever.
"""

from collections.abc import Callable
from dataclasses import replace

from kiosk import editing
from kiosk.blocks import Action, Choices, DateField, Menu, TextField
from kiosk.events import (
    Answer,
    CanListen,
    CanSpeak,
    CloseOver,
    Event,
    FieldEntered,
    GoBack,
    HeadphonesSeen,
    Heard,
    HeardNothing,
    Level,
    ReadAgain,
    ReadOut,
    Said,
    Show,
    Speak,
    Step,
    Talk,
    Tick,
    Touched,
    Trouble,
    VoiceLost,
)
from kiosk.journeys import meant
from kiosk.journeys.meant import Choosing
from kiosk.screen import Screen
from kiosk.session import Session
from kiosk.value import dataclass

MACHINE = (Answer, Trouble, Step, Tick, Said, ReadOut, VoiceLost, CanListen, CanSpeak, Touched, FieldEntered, HeadphonesSeen)
"""What happens by itself and does not end listening: whoever says a private thing aloud comes back to its field, and the focus enters it. Nor does a
finger that comes down: what it presses says what is meant."""

MOST_MISSES = 6
SILENT = 2
"""Whoever is not understood is listened to again so often in a row; a silence counts so many times as much, since nobody may be there. Then the
microphone stays shut until something else happens."""


@dataclass(frozen=True, slots=True)
class Listening:
    """The microphone is open. turn: tells two apart; ending: the person said that this was all; asked: the question that is being answered.

    misses: how often nothing was understood here before.
    """

    turn: str
    percent: int = 0
    text: str = ""
    ending: bool = False
    asked: "Asking | Offering | Choosing | None" = None
    misses: int = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """Is this right? turn: tells two questions apart; unclear: the answer was not understood, for so many times in a row (misses)."""

    heard: Heard
    turn: str
    unclear: bool = False
    misses: int = 0


@dataclass(frozen=True, slots=True)
class Offering:
    """Keys, or aloud? on: the screen with the private field; the rest as in Asking."""

    on: tuple[str, str]
    turn: str
    unclear: bool = False
    misses: int = 0


@dataclass(frozen=True, slots=True)
class Missed:
    """Nothing came of it. code: of HeardNothing, or unknown, service (which one was not understood), several, lunar, wrong."""

    code: str
    text: str = ""
    names: tuple[str, ...] = ()
    misses: int = 0


@dataclass(frozen=True, slots=True)
class Did:
    """What was heard and done, for the eye."""

    text: str


@dataclass(frozen=True, slots=True)
class Right(Event):
    """Yes, that is what I said."""


@dataclass(frozen=True, slots=True)
class Wrong(Event):
    """No, that is not it."""


@dataclass(frozen=True, slots=True)
class Lunar(Event):
    """The date was of the old calendar: it is shown in both, and asked about again."""


@dataclass(frozen=True, slots=True)
class Aloud(Event):
    """I say it, though others may hear it."""


@dataclass(frozen=True, slots=True)
class ByKeys(Event):
    """I fill it in by keys."""


LANGUAGES = ("zh",)
"""The languages that are listened for."""


def possible(session: Session) -> bool:
    """Whether one can speak here and now."""
    return session.can_listen and session.display.language in LANGUAGES


Under = Callable[[], Screen]
"""The screen that stands below a question of ours."""


def update(session: Session, event: Event, turn: str, under: Under) -> tuple[Session, Event | None]:
    """The session now, and the event that goes on to whatever stands under this; None when it was all about listening."""
    match event:
        case CanListen(now_possible):
            return _can_listen(replace(session, can_listen=now_possible)), None
        case Talk():
            return (_talk(session, turn, under) if possible(session) else session), None
        case ReadOut():
            return (_talk(session, turn, under) if _by_itself(session, under) else session), None
        case Level(percent, text):
            return _level(session, percent, text), None
        case HeardNothing(code):
            return _nothing(session, code), None
        case Heard():
            return _heard(session, event, turn, under)
    if isinstance(event, MACHINE) or session.hearing is None:
        return session, event
    return _act(session, session.hearing, event, turn)


def _can_listen(session: Session) -> Session:
    """A microphone that was pulled out, or a recogniser that is given up, ends listening: nobody speaks to nothing."""
    now = session.hearing
    if session.can_listen or not isinstance(now, Listening):
        return session
    return replace(session, hearing=Missed("no_microphone") if now.asked is None else _unclear(now, True))


def _talk(session: Session, turn: str, under: Under) -> Session:
    match session.hearing:
        case Listening() as now:
            return replace(session, hearing=replace(now, ending=True))
        case Asking() | Offering() | Choosing() as asked:
            return replace(session, hearing=Listening(turn, asked=replace(asked, unclear=False), misses=asked.misses))
    shown = under()
    if private(shown) and session.offered != shown.id:
        return replace(session, hearing=Offering(shown.id, turn))
    return replace(session, hearing=Listening(turn, misses=_misses(session.hearing)))


def _by_itself(session: Session, under: Under) -> bool:
    """Whether listening begins without a tap: the guide has ended, there is something to answer, and somebody seems to be there."""
    if not session.display.hands_free or not possible(session) or isinstance(session.hearing, Listening):
        return False
    if _misses(session.hearing) >= MOST_MISSES:
        return False
    shown = under()
    answerable = any(isinstance(block, Action | Menu | Choices | TextField | DateField) for block in shown.blocks)
    return answerable and not shown.silent


def _misses(now: object) -> int:
    return now.misses if isinstance(now, Asking | Offering | Choosing | Missed) else 0


def _level(session: Session, percent: int, text: str) -> Session:
    if not isinstance(session.hearing, Listening):
        return session
    return replace(session, hearing=replace(session.hearing, percent=percent, text=text))


def _nothing(session: Session, code: str) -> Session:
    now = session.hearing
    if not isinstance(now, Listening):
        return session
    if now.asked is not None:
        return replace(session, hearing=_unclear(now, code != "stopped", SILENT if code == "nothing" else 1))
    if code == "stopped":
        return replace(session, hearing=None)
    return replace(session, hearing=Missed(code, misses=now.misses + (SILENT if code == "nothing" else 1)))


def _unclear(now: Listening, unclear: bool, misses: int = 1) -> object:
    """The question that was being answered stands again."""
    assert now.asked is not None
    return replace(now.asked, unclear=unclear, misses=now.misses + unclear * misses)


def _heard(session: Session, heard: Heard, turn: str, under: Under) -> tuple[Session, Event | None]:
    now = session.hearing
    if not isinstance(now, Listening):
        return session, None
    plain = heard.event is not None and heard.reason is None
    if now.asked is not None:
        asking = replace(session, hearing=_unclear(now, not plain))
        return _act(asking, asking.hearing, heard.event, turn) if heard.event is not None and plain else (asking, None)
    if heard.event is None:
        return _in_own_words(session, heard, turn, under(), now.misses)
    if not plain:
        return replace(session, hearing=Asking(heard, turn)), None
    return _done(replace(session, hearing=Did(heard.text)), heard.event)


def _in_own_words(
    session: Session, heard: Heard, turn: str, shown: Screen, misses: int
) -> tuple[Session, Event | None]:
    """No word of this screen; where services can be asked for, one may be meant all the same."""
    sure, actions = meant.understood(session, heard, shown)
    if sure:
        return _done(replace(session, hearing=Did(heard.text)), actions[0].event)
    if actions:
        return replace(session, hearing=Choosing(heard.text, actions, turn)), None
    code = heard.missed or ("several" if heard.names else "service" if shown.open_to_services else "unknown")
    return replace(session, hearing=Missed(code, heard.text, heard.names, misses + 1)), None


def _act(session: Session, now: object, event: Event, turn: str) -> tuple[Session, Event | None]:
    """Another act than listening, by hand or by an understood word."""
    if isinstance(now, Offering):
        match event:
            case Aloud():
                return replace(session, offered=now.on, hearing=Listening(turn)), None
            case ByKeys() | CloseOver() | GoBack():
                return replace(session, offered=now.on, hearing=None), None
            case ReadAgain():
                return session, event
    if isinstance(now, Choosing):
        match event:
            case Wrong() | CloseOver() | GoBack():
                return replace(session, hearing=Missed("wrong")), None
            case ReadAgain():
                return session, event
    if isinstance(now, Asking):
        match event:
            case Right() if now.heard.event is not None:
                return _done(replace(session, hearing=None), now.heard.event)
            case Wrong() | CloseOver() | GoBack():
                return replace(session, hearing=Missed("wrong")), None
            case Lunar():
                other = now.heard.other
                return replace(session, hearing=Asking(other, turn) if other is not None else Missed("lunar")), None
            case ReadAgain() | Show() | Speak():
                return session, event
    return replace(session, hearing=None), event


def _done(session: Session, event: Event) -> tuple[Session, Event | None]:
    filled = editing.dictated(session.editing, event)
    return (session, event) if filled is None else (replace(session, editing=filled), None)


def private(shown: Screen) -> bool:
    """Whether what is said on a screen may be a private value."""
    return any(isinstance(block, TextField | DateField) and block.private is not None for block in shown.blocks)
