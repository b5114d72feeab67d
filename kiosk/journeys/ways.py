"""Ways of working it that lie over any screen: helpers for hands that shake or tire, switches, and the helper that finds out which switch does what.

Everything acts at once; on a kiosk it ends with the session, at home it is kept with size and colours.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from kiosk import scanning
from kiosk.blocks import Action, Choices, Heading, Notice, Option, Paragraph, Tone
from kiosk.display import Display
from kiosk.events import Chose, CloseOver, Event, GoBack, KeySeen, LowReach, OpenSwitches, Stamp, Tick
from kiosk.journeys.display_choices import on_or_off
from kiosk.screen import Screen, screen
from kiosk.session import Session
from kiosk.text import phrase
from kiosk.value import dataclass

Stage = Literal["hands", "switches", "find", "count", "ready", "press"]
HOLDS, PAUSES, POINTERS, ROUNDS = (
    ("0", "500", "1000", "2000"),
    ("500", "1000", "2000"),
    ("0", "1", "2"),
    ("1", "3", "5"),
)
SWITCHES = ("0", "1", "2")
TRIES = 3
"""So often a person shows how fast a press comes."""
PREPARE_S = 2.0


@dataclass(frozen=True, slots=True)
class State:
    """stage: which screen. keys: the switches found so far; due: clock at which it says "now"; since: when it did; reactions: seconds."""

    stage: Stage
    keys: tuple[str, ...] = ()
    due: float = 0.0
    since: float = 0.0
    reactions: tuple[float, ...] = ()
    found: bool = False


@dataclass(frozen=True, slots=True)
class OpenHands(Event):
    """Pressing is hard: what helps?"""


@dataclass(frozen=True, slots=True)
class FindSwitches(Event):
    """Find out which switch does what."""


@dataclass(frozen=True, slots=True)
class OnlyOne(Event):
    """There is no second switch."""


@dataclass(frozen=True, slots=True)
class FasterScan(Event):
    """One step slower (-1) or faster (1)."""

    by: int


def opened(session: Session, event: Event) -> State | None:
    """What this event opens; None when nothing."""
    match event:
        case OpenHands():
            return State("hands")
        case OpenSwitches():
            return State("switches" if session.display.scan else "find")
    return None


def update(session: Session, state: State, event: Event, stamp: Stamp) -> tuple[Session, State] | None:
    """The session and the state after an event of these screens; None when it is none of theirs."""
    display = session.display
    match event:
        case KeySeen(name):
            return _seen(session, state, name, stamp)
        case Tick() if state.stage == "ready" and stamp.clock >= state.due:
            return session, replace(state, stage="press", since=stamp.clock)
        case OnlyOne() if state.stage == "count":
            return session, _ready(state, stamp)
        case FindSwitches():
            return replace(session, display=replace(display, scan=0)), State("find")
        case GoBack() if state.stage in ("find", "count", "ready", "press"):
            return session, State("switches")
        case FasterScan(by):
            speed = min(max(display.scan_speed + by, 0), len(scanning.SPEEDS) - 1)
            return replace(session, display=replace(display, scan_speed=speed)), state
        case Chose(key, value):
            chosen = _chosen(display, key, value)
            return (replace(session, display=chosen), replace(state, found=False)) if chosen is not None else None
    return None


def _chosen(display: Display, key: str, value: str) -> Display | None:
    match key:
        case "hold" if value in HOLDS:
            return replace(display, hold_ms=int(value))
        case "pause" if value in PAUSES:
            return replace(display, pause_ms=int(value))
        case "swab":
            return replace(display, swabbing=value == "on")
        case "low":
            return replace(display, low_reach=value == "on")
        case "pointer" if value in POINTERS:
            return replace(display, pointer=int(value))
        case "scan" if value in SWITCHES:
            return replace(display, scan=int(value))
        case "rounds" if value in ROUNDS:
            return replace(display, scan_rounds=int(value))
        case "back":
            return replace(display, scan_back=value == "on")
        case "aloud":
            return replace(display, scan_aloud=value == "on")
    return None


def _ready(state: State, stamp: Stamp) -> State:
    return replace(state, stage="ready", due=stamp.clock + PREPARE_S)


def _seen(session: Session, state: State, name: str, stamp: Stamp) -> tuple[Session, State] | None:
    """A key came while one was waited for."""
    match state.stage:
        case "find":
            return session, State("count", keys=(name,))
        case "count" if name == state.keys[0]:
            return session, _ready(state, stamp)
        case "count":
            display = replace(session.display, scan=2, switches=(state.keys[0], name))
            return replace(session, display=display), State("switches", found=True)
        case "press" if name == state.keys[0]:
            reactions = (*state.reactions, stamp.clock - state.since)
            if len(reactions) < TRIES:
                return session, _ready(replace(state, reactions=reactions), stamp)
            display = replace(session.display, scan=1, switches=(name, ""), scan_speed=scanning.speed_for(reactions))
            return replace(session, display=display), State("switches", found=True)
    return None


# --- the screens -------------------------------------------------------------------------------------------------------


def view(session: Session, state: State) -> Screen:
    """One screen a stage."""
    match state.stage:
        case "hands":
            return _hands(session)
        case "switches":
            return _switches(session.display, state)
        case "find":
            return screen(
                "over.switch.find",
                Heading("switches.find.title", help="switches.find.help"),
                modal=True,
                back=GoBack(),
                wants_key=True,
            )
        case "count":
            return screen(
                "over.switch.count",
                Heading("switches.count.title", help="switches.count.help"),
                Action("switches.only_one", OnlyOne(), icon="check"),
                modal=True,
                back=GoBack(),
                wants_key=True,
            )
        case _:
            tried = len(state.reactions)
            now = state.stage == "press"
            return screen(
                "over.switch.press" if now else "over.switch.ready",
                Heading(
                    "switches.press.title" if now else "switches.ready.title",
                    help=None if now else "switches.ready.help",
                ),
                Paragraph(phrase("switches.tries", step=tried + 1, total=TRIES)),
                instance=str(tried),
                modal=True,
                back=GoBack(),
                wants_key=True,
            )


def _several(key: str, label: str, options: Iterable[Option], chosen: int) -> Choices:
    return Choices(key, label, tuple(options), (str(chosen),))


def _hands(session: Session) -> Screen:
    display = session.display
    return screen(
        "over.hands",
        Heading("hands.title", help="hands.help"),
        on_or_off("low", "hands.low", display.low_reach, off_first=True),
        _several("hold", "hands.hold", (Option(one, f"hands.hold.{one}") for one in HOLDS), display.hold_ms),
        _several("pause", "hands.pause", (Option(one, f"hands.pause.{one}") for one in PAUSES), display.pause_ms),
        on_or_off("swab", "hands.swab", display.swabbing, off_first=True),
        _several("pointer", "hands.pointer", (Option(one, f"hands.pointer.{one}") for one in POINTERS), display.pointer)
        if not session.profile.closed
        else None,
        Action("hands.switches", OpenSwitches(), icon="square-check"),
        Action("action.done", CloseOver(), main=True, icon="check"),
        modal=True,
        back=GoBack(),
    )


def _switches(display: Display, state: State) -> Screen:
    one = display.scan == 1
    fastest = len(scanning.SPEEDS) - 1
    return screen(
        "over.switches",
        Heading("switches.title", help="switches.help"),
        Notice("switches.found", Tone.GOOD, key="found") if state.found else None,
        _several("scan", "switches.scan", (Option(one, f"switches.scan.{one}") for one in SWITCHES), display.scan),
        Action("switches.find", FindSwitches(), icon="search"),
        Paragraph(phrase("switches.speed", n=display.scan_speed + 1, total=fastest + 1)) if one else None,
        Action("switches.slower", FasterScan(-1), icon="minus", enabled=display.scan_speed > 0) if one else None,
        Action("switches.faster", FasterScan(1), icon="plus", enabled=display.scan_speed < fastest) if one else None,
        _several("rounds", "switches.rounds", (Option(n, f"switches.rounds.{n}") for n in ROUNDS), display.scan_rounds)
        if one
        else None,
        on_or_off("back", "switches.back", display.scan_back, off_first=True) if display.scan else None,
        on_or_off("aloud", "switches.aloud", display.scan_aloud, off_first=True) if display.scan else None,
        Action("action.done", CloseOver(), main=True, icon="check"),
        modal=True,
        back=GoBack(),
    )


def low_reach(display: Display) -> Action:
    """The one button that brings everything into the lower half, or back."""
    text = "tool.high" if display.low_reach else "tool.low"
    icon = "arrow-up" if display.low_reach else "arrow-down"
    return Action(text, LowReach(), key="low", icon=icon, chosen=display.low_reach)
