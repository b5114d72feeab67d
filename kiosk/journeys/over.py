"""What can lie over any screen without losing anything: display, sound, calling a person, leaving, and the idle warning."""

from dataclasses import replace
from typing import ClassVar

from kiosk.events import (
    CallPerson,
    Chose,
    CloseOver,
    Event,
    GoBack,
    Leave,
    Louder,
    OpenCalibration,
    OpenDisplay,
    OpenSound,
    OpenSwitches,
    Stamp,
    Tick,
    Touched,
)
from kiosk.journeys import calibrate, hearing, routes, ways
from kiosk.journeys.display_choices import LANGUAGES, SIZES, languages, sizes
from kiosk.requests import Ask, EndSession, ForgetAll, LoadCatalogue, Quit, SayAgain, Tell
from kiosk.screen import (
    Action,
    Choices,
    Countdown,
    Heading,
    Menu,
    Notice,
    Only,
    Option,
    Paragraph,
    Screen,
    Tone,
    phrase,
    screen,
)
from kiosk.session import Next, Session, stay
from kiosk.value import dataclass

THEMES = ("day", "black_on_white", "white_on_black", "dim")
RATES, VOLUMES = 7, 5
SPEECHES = {"zh": "sound.speech.zh", "yue": "sound.speech.yue"}
"""How written Chinese can be spoken."""


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


@dataclass(frozen=True, slots=True)
class Faster(Event):
    """One step slower (-1) or faster (1)."""

    by: int


@dataclass(frozen=True, slots=True)
class ResetDisplay(Event):
    """Everything as it was at the start."""


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


def louder_anywhere(session: Session, event: Louder) -> Next:
    """A key of its own makes it louder or softer on any screen; how loud it is now is told."""
    volume = min(max(session.display.volume + event.by, 0), VOLUMES - 1)
    told = Tell(phrase("sound.volume.now", n=volume + 1, total=VOLUMES))
    return replace(session, display=replace(session.display, volume=volume)), (told,)


def ended(session: Session) -> tuple[EndSession, ...]:
    """The end of this session, on whatever way."""
    return (EndSession(session.token),)


def update(session: Session, over: Over, event: Event, stamp: Stamp) -> Next:
    """Everything acts at once; closing leads back to where one was."""
    display = session.display
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
        case Tick() if over.until:
            return _tick(session, over, stamp)
        case ReallyLeave() if session.profile.closed:
            return closed.to(routes.Goodbye()), ()
        case ForgetMe() if session.profile.keeps:
            return closed, (Ask(ForgetAll(), "forgotten"), *ended(session))
        case ReallyLeave():
            return closed, (Quit(),)
        case Chose("size", value) if value in SIZES:
            return replace(session, display=replace(display, size=int(value))), ()
        case Chose("theme", value) if value in THEMES:
            return replace(session, display=replace(display, theme=value)), ()
        case Chose("language", value) if value in LANGUAGES and value != display.language:
            return replace(session, display=replace(display, language=value)), (Ask(LoadCatalogue(value), "catalogue"),)
        case Chose("sound", value):
            return replace(session, display=replace(display, sound=value == "on")), ()
        case Chose("headphones", value):
            return replace(session, display=replace(display, headphones=value == "on")), ()
        case Chose("speech", value) if value in speeches(session):
            others = tuple(pair for pair in display.extras if pair[0] != "speech")
            spoken = (("speech", value),) if value != display.language else ()
            return replace(session, display=replace(display, extras=(*others, *spoken))), ()
        case Chose("explore", value):
            return replace(session, display=replace(display, explore=value == "on")), ()
        case Chose("talk", value):
            return replace(session, display=replace(display, hands_free=value == "by_itself")), ()
        case Faster(by):
            return replace(session, display=replace(display, rate=min(max(display.rate + by, 0), RATES - 1))), (
                SayAgain(),
            )
        case Louder(by):
            volume = min(max(display.volume + by, 0), VOLUMES - 1)
            return replace(session, display=replace(display, volume=volume)), (SayAgain(),)
        case ResetDisplay():
            return replace(session, display=session.start.display), ()
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
            return _display(session)
        case "sound":
            return _sound(session)
        case "ways" if over.way is not None:
            return ways.view(session, over.way)
        case "card" if over.card is not None:
            return calibrate.view(session, over.card)
        case "call":
            return screen(
                "over.call",
                Heading("call.title", help="call.help"),
                Paragraph(phrase("call.phone", phone=session.start.phone)),
                *_helpers(),
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


def _display(session: Session) -> Screen:
    display = session.display
    return screen(
        "over.display",
        Heading("display.title", help="display.help"),
        sizes(display),
        Choices(
            "theme",
            "display.theme",
            tuple(Option(value, f"display.theme.{value}") for value in THEMES),
            (display.theme,),
        ),
        languages(display),
        Menu(
            "ways",
            "display.ways",
            (
                *(() if session.profile.closed else (ways.low_reach(display),)),
                *_helpers(),
                *(_measure(session)),
            ),
        ),
        Action("display.reset", ResetDisplay(), icon="repeat"),
        Action("action.done", CloseOver(), main=True, icon="check"),
        modal=True,
        back=CloseOver(),
    )


def _helpers() -> tuple[Action, ...]:
    """What helps hands."""
    return (
        Action("display.hands", ways.OpenHands(), icon="hand-finger"),
        Action("display.switches", OpenSwitches(), icon="square-check"),
    )


def _measure(session: Session) -> tuple[Action, ...]:
    return (Action("display.calibrate", OpenCalibration(), icon="credit-card"),) if calibrate.offered(session) else ()


def _on_off(key: str) -> tuple[Option, Option]:
    return Option("on", f"{key}.on"), Option("off", f"{key}.off")


def speeches(session: Session) -> tuple[str, ...]:
    """How the written language can be spoken here: Chinese also in Cantonese, where the engine has it."""
    both = session.display.language == "zh" and "yue" in session.can_speak
    return tuple(SPEECHES) if both else ()


def _speech(session: Session) -> Choices | None:
    offered = speeches(session)
    if not offered:
        return None
    spoken = dict(session.display.extras).get("speech", session.display.language)
    return Choices("speech", "sound.speech", tuple(Option(one, SPEECHES[one]) for one in offered), (spoken,))


def _sound(session: Session) -> Screen:
    display = session.display
    return screen(
        "over.sound",
        Heading("sound.title", help="sound.help"),
        Notice("sound.lost", Tone.WARNING) if session.voice_lost else None,
        Choices("sound", "welcome.sound", _on_off("welcome.sound"), ("on" if display.sound else "off",)),
        Action("sound.slower", Faster(-1), icon="minus", enabled=display.rate > 0),
        Action("sound.faster", Faster(1), icon="plus", enabled=display.rate < RATES - 1),
        Action("sound.softer", Louder(-1), icon="volume-2", enabled=display.volume > 0),
        Action("sound.louder", Louder(1), icon="volume", enabled=display.volume < VOLUMES - 1),
        Choices(
            "headphones",
            "sound.headphones",
            _on_off("sound.headphones"),
            ("on" if display.headphones else "off",),
        ),
        _speech(session),
        Choices(
            "explore",
            "sound.explore",
            _on_off("sound.explore"),
            ("on" if display.explore else "off",),
        ),
        Choices(
            "talk",
            "sound.talk",
            (Option("tap", "sound.talk.tap"), Option("by_itself", "sound.talk.by_itself")),
            ("by_itself" if display.hands_free else "tap",),
        )
        if hearing.possible(session)
        else None,
        Action("action.done", CloseOver(), main=True, icon="check"),
        modal=True,
        back=CloseOver(),
    )
