"""How large this screen is: a drawn bank card is made as large as a real one that is held to it.

Lies over any screen, at home and for technicians.
"""

from dataclasses import replace

from kiosk.blocks import Action, BankCard, Heading, Notice, Tone
from kiosk.events import Answer, CloseOver, Event, GoBack, OpenCalibration, Trouble
from kiosk.requests import Ask, Effect, KeepScale
from kiosk.screen import Screen, screen
from kiosk.session import Session
from kiosk.settings import LEAST, MOST
from kiosk.value import dataclass

COARSE, FINE = 1.04, 1.005
"""By how much a press makes the card larger."""
KEPT = "scale.kept"


@dataclass(frozen=True, slots=True)
class State:
    """factor: how much larger the card was made; told: what became of keeping it ("", kept, problem)."""

    factor: float = 1.0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Grow(Event):
    """The card becomes so many times as large."""

    by: float


@dataclass(frozen=True, slots=True)
class Equal(Event):
    """The card is as large as the real one."""


def opened(session: Session, event: Event) -> State | None:
    """The helper, when this opens it."""
    return State() if isinstance(event, OpenCalibration) else None


def offered(session: Session) -> bool:
    """Who is at home or tries the product may measure; in a hall a technician does (`yinling calibrate`)."""
    return session.start.px_per_mm > 0 and (not session.profile.closed or session.start.demonstration)


def update(session: Session, state: State, event: Event) -> tuple[Session, State, tuple[Effect, ...]] | None:
    """None when the event is none of this screen's."""
    match event:
        case Grow(by):
            scale = min(max(session.start.px_per_mm * state.factor * by, LEAST), MOST)
            return session, State(scale / session.start.px_per_mm), ()
        case Equal():
            scale = round(session.start.px_per_mm * state.factor, 3)
            start = replace(session.start, px_per_mm=scale, display=replace(session.start.display, px_per_mm=scale))
            now = replace(session, start=start, display=replace(session.display, px_per_mm=scale))
            return now, State(), (Ask(KeepScale(scale), KEPT),)
        case Answer(tag) if tag == KEPT:
            return session, replace(state, told="kept"), ()
        case Trouble(tag) if tag == KEPT:
            return session, replace(state, told="problem"), ()
    return None


def view(session: Session, state: State) -> Screen:
    """The card, and what makes it larger and smaller."""
    scale = session.start.px_per_mm * state.factor
    return screen(
        "over.calibrate",
        Heading("calibrate.title", help="calibrate.help"),
        Notice("calibrate.kept", Tone.GOOD, key="kept") if state.told == "kept" else None,
        Notice("problem.scale", Tone.WARNING, key="kept") if state.told == "problem" else None,
        BankCard("card", "calibrate.card", state.factor),
        Action("calibrate.smaller", Grow(1 / COARSE), icon="minus", enabled=scale > LEAST),
        Action("calibrate.larger", Grow(COARSE), icon="plus", enabled=scale < MOST),
        Action("calibrate.bit_smaller", Grow(1 / FINE), icon="minus", enabled=scale > LEAST),
        Action("calibrate.bit_larger", Grow(FINE), icon="plus", enabled=scale < MOST),
        Action("action.done", CloseOver(), main=True, icon="check")
        if state.told
        else Action("calibrate.equal", Equal(), main=True, icon="check"),
        modal=True,
        back=GoBack(),
    )
