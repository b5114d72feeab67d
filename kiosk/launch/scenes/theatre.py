"""A program on a stage: the real widgets, the shared sandbox process, no voice, and a watcher who keeps every screen that stood."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import qInstallMessageHandler

from kiosk.blocks import Heading, Keyboard, Notice, ToolBar
from kiosk.controller import RealClock
from kiosk.devices.simulated_printer import SimulatedPrinter
from kiosk.devices.simulated_scanner import SimulatedScanner
from kiosk.display import Display
from kiosk.effects import Keeper
from kiosk.events import Event, Stamp, Tick
from kiosk.journeys.asking import Asking
from kiosk.launch.driver import CannotGoOn, Driver, Ticks
from kiosk.launch.embedded import EmbeddedPortal
from kiosk.launch.wiring import Parts, Program
from kiosk.screen import Screen
from kiosk.settings import Settings
from ui.app import App, Setup

WINDOW = (1280, 800)
FRESH = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id that the controller made: another one at every walk."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One screen as it stood: in which profile, and as the person wanted it shown."""

    profile: str
    screen: Screen
    display: Display

    @property
    def name(self) -> str:
        """For a report: where, which, and which of several of the name."""
        return f"{self.profile} {self.screen.name} {_instance(self.screen)}".strip()

    @property
    def shape(self) -> tuple[object, ...]:
        """What tells two drawings of one screen apart: its blocks by kind, warnings, faults, keyboards, and how many tools there are."""
        screen = self.screen
        return (self.profile, screen.language, screen.name, _instance(screen), *map(_shape_of, screen.blocks))

    @property
    def drawn(self) -> str:
        """All that a drawing depends on: the same for one screen that looks alike in two profiles."""
        screen = self.screen
        return repr((screen.name, screen.blocks, screen.where, screen.demo, screen.modal, screen.language, self.display))


def _instance(screen: Screen) -> str:
    """Which of several of the name; where each is told apart by an id made for it, what it asks."""
    if not FRESH.fullmatch(screen.instance):
        return screen.instance
    title = next((block.text for block in screen.blocks if isinstance(block, Heading)), "")
    return title if isinstance(title, str) else getattr(title, "key", "")


def _shape_of(block: object) -> object:
    match block:
        case Notice():
            return Notice, block.tone
        case Keyboard():
            return Keyboard, block.layout, bool(block.composing), bool(block.candidates)
        case ToolBar():
            return ToolBar, len(block.tools)
    return type(block), getattr(block, "error", None) is not None, len(getattr(block, "rows", ()))


@dataclass(frozen=True, slots=True)
class Step:
    """One drawing of a walk: which screen, how the person wanted it shown, milliseconds of the interface's thread from the event to the picture.

    asked: pointer and meaning of the question that stands there ("" and "": none).
    """

    screen: str
    display: Display
    milliseconds: float
    asked: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Gallery:
    """Every distinct screen, in the order in which they came. walks: every drawing of every scene, as it followed the one before."""

    seen: dict[tuple[object, ...], Seen] = field(default_factory=dict)
    walks: list[list[Step]] = field(default_factory=list)

    def keep(self, seen: Seen) -> None:
        """The first of each shape is kept."""
        self.seen.setdefault(seen.shape, seen)

    def __iter__(self) -> Iterator[Seen]:
        return iter(self.seen.values())

    def names(self) -> set[str]:
        """The names of all screens."""
        return {seen.screen.name for seen in self}


class Later(RealClock):
    """The machine's clock, and the time that a scene put it forward by, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = 0.0

    def stamp(self) -> Stamp:
        """Now, or what a scene calls now."""
        now = super().stamp()
        return replace(now, clock=now.clock + self.ahead)


class Theatre:
    """One program for one scene. errors: frames of what went wrong unexpectedly."""

    def __init__(self, gallery: Gallery, embedded: EmbeddedPortal | None, settings: Settings, keeper: Keeper | None = None) -> None:
        self.gallery = gallery
        self.errors: list[str] = []
        self.clock = Later()
        self.printer = SimulatedPrinter()
        self.scanner = SimulatedScanner()
        self.programs: list[Program] = []
        self.walk: list[Step] = []
        gallery.walks.append(self.walk)
        self._sent_at: float | None = None
        self._hook = sys.excepthook
        log: Callable[[str], None] = self.errors.append
        self.app = App(self._send, Setup(kiosk=False, may_leave=True, windowed=WINDOW, clock=Ticks(), log=log))
        parts = Parts(
            printer=self.printer,
            scanner=self.scanner,
            embedded=embedded,
            clock=None if settings.now else self.clock,
            keeper=keeper,
            on_screen=self._on_screen,
        )
        self.program = Program(settings, self.app, None, parts)
        self.programs.append(self.program)
        self.driver = Driver(self.program)

    def _send(self, event: Event) -> None:
        if self.programs:
            self._sent_at = time.thread_time()
            self.programs[0].send(event)
            self._sent_at = None

    def _on_screen(self, screen: Screen, display: Display) -> None:
        took = 0.0 if self._sent_at is None else (time.thread_time() - self._sent_at) * 1000
        self.walk.append(Step(screen.name, display, took, self._asked()))
        self.gallery.keep(Seen(self.program.profile.name, screen, display))

    def _asked(self) -> tuple[str, str]:
        asking = getattr(self.program.controller.session.journey, "asking", None)
        return (asking.pointer, asking.question.semantic) if isinstance(asking, Asking) else ("", "")

    def open(self) -> None:
        """The first screen, painted, and the catalogue there (a clerk signs in before)."""
        self.app.window.open(WINDOW)
        self.program.begin()
        self.program.open_doors()
        if not self.program.profile.staff:
            self.driver.wait("the catalogue", lambda: bool(self.program.controller.session.catalogue.index.services))

    def later(self, seconds: float) -> None:
        """Puts the clock forward; the program's own tick comes."""
        self.clock.ahead += seconds
        self.program.controller.send(Tick())

    def close(self) -> None:
        """Ends the program; the sandbox stays."""
        self.program.embedded = None
        self.program.close()
        self.app.close()
        sys.excepthook = self._hook
        qInstallMessageHandler(None)


@contextmanager
def on_stage(
    gallery: Gallery, embedded: EmbeddedPortal | None, data: Path, settings: Settings, keeper: Keeper | None = None
) -> Iterator[Theatre]:
    """A theatre, opened and closed; what went wrong unexpectedly fails. data: a folder for this profile's files."""
    theatre = Theatre(gallery, embedded, replace(settings, data=str(data)), keeper)
    try:
        theatre.open()
        yield theatre
    except AssertionError as error:
        raise CannotGoOn(f"{error} {theatre.errors}") from error
    finally:
        theatre.close()
    if theatre.errors:
        raise CannotGoOn(str(theatre.errors))
