"""How it is shown and said: the two screens that lie over any other, and what each change does, at once."""

from dataclasses import replace

from kiosk.blocks import Action, Choices, Heading, Menu, Notice, Option, Tone
from kiosk.display import LANGUAGES, THEMES
from kiosk.events import Chose, CloseOver, Event, Louder, OpenCalibration, OpenSwitches
from kiosk.journeys import calibrate, hearing, ways
from kiosk.journeys.display_choices import SIZES, languages, on_or_off, sizes
from kiosk.requests import Ask, LoadCatalogue, SayAgain, Tell
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session
from kiosk.text import phrase
from kiosk.value import dataclass

RATES, VOLUMES = 7, 5
SPEECHES = {"zh": "sound.speech.zh", "yue": "sound.speech.yue"}
"""How written Chinese can be spoken."""


@dataclass(frozen=True, slots=True)
class Faster(Event):
    """One step slower (-1) or faster (1)."""

    by: int


@dataclass(frozen=True, slots=True)
class ReadOn(Event):
    """Back to the screen below, whose reading goes on where an act had interrupted it."""


@dataclass(frozen=True, slots=True)
class ResetDisplay(Event):
    """Everything as it was at the start."""


def changed(session: Session, event: Event) -> Next | None:
    """What a change does; None when the event is none."""
    display = session.display
    match event:
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
            rate = min(max(display.rate + by, 0), RATES - 1)
            return replace(session, display=replace(display, rate=rate)), (SayAgain(),)
        case Louder(by):
            return _louder(session, by), (SayAgain(),)
        case ResetDisplay():
            return replace(session, display=replace(session.start.display, headphones=display.headphones)), ()
    return None


def headphones(session: Session, worn: bool | None) -> Session:
    """What the platform sees counts at once; where it does not tell, what the person says stays, unless it told of headphones till now."""
    known = worn if worn is not None or session.headphones_seen is None else False
    private = session.display.headphones if known is None else known
    return replace(session, headphones_seen=worn, display=replace(session.display, headphones=private))


def louder_anywhere(session: Session, event: Louder) -> Next:
    """A key of its own makes it louder or softer on any screen; how loud it is now is told."""
    now = _louder(session, event.by)
    return now, (Tell(phrase("sound.volume.now", n=now.display.volume + 1, total=VOLUMES)),)


def _louder(session: Session, by: int) -> Session:
    volume = min(max(session.display.volume + by, 0), VOLUMES - 1)
    return replace(session, display=replace(session.display, volume=volume))


def display_screen(session: Session) -> Screen:
    """Size, colours, language, and ways of working it."""
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
                *helpers(),
                *(_measure(session)),
            ),
        ),
        Action("display.reset", ResetDisplay(), icon="repeat"),
        Action("action.done", CloseOver(), main=True, icon="check"),
        modal=True,
        back=CloseOver(),
    )


def helpers() -> tuple[Action, ...]:
    """What helps hands, on the screen of display and where a person is called."""
    return (
        Action("display.hands", ways.OpenHands(), icon="hand-finger"),
        Action("display.switches", OpenSwitches(), icon="square-check"),
    )


def _measure(session: Session) -> tuple[Action, ...]:
    return (Action("display.calibrate", OpenCalibration(), icon="credit-card"),) if calibrate.offered(session) else ()


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


def sound_screen(session: Session) -> Screen:
    """Whether, how fast, how loud and for whom it speaks, and how one speaks to it."""
    display = session.display
    return screen(
        "over.sound",
        Heading("sound.title", help="sound.help"),
        Notice("sound.lost", Tone.WARNING) if session.voice_lost else None,
        on_or_off("sound", "welcome.sound", display.sound),
        Action("sound.slower", Faster(-1), icon="minus", enabled=display.rate > 0),
        Action("sound.faster", Faster(1), icon="plus", enabled=display.rate < RATES - 1),
        Action("sound.softer", Louder(-1), icon="volume-2", enabled=display.volume > 0),
        Action("sound.louder", Louder(1), icon="volume", enabled=display.volume < VOLUMES - 1),
        Action("sound.read_on", ReadOn(), icon="player-play") if display.sound and not session.voice_lost else None,
        on_or_off("headphones", "sound.headphones", display.headphones),
        _speech(session),
        on_or_off("explore", "sound.explore", display.explore),
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
