"""One program on the stage: real widgets, the real guide over counted time, the sandbox process; to a person it is a body and nothing more."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, qInstallMessageHandler
from PySide6.QtTest import QTest

from kiosk import phrases
from kiosk.controller import Doer
from kiosk.devices.simulated_printer import SimulatedPrinter
from kiosk.display import Display
from kiosk.events import Answer, CanListen, Event, ReadOut, Said, Tick, Trouble
from kiosk.journeys.hearing import Listening
from kiosk.launch.embedded import EmbeddedPortal
from kiosk.launch.hearing import Hearing, heard
from kiosk.launch.wiring import Parts, Program
from kiosk.requests import Ask
from kiosk.screen import Screen
from kiosk.session import Session
from kiosk.settings import Settings
from tests.people.body import Key, Node, Shape, Sight, Utterance
from tests.stage import painted
from tests.stage.clocks import Air, Mute, StageClock, StageTime
from tests.stage.named import tree
from ui.app import App, Setup
from voice.listening import Ear, weighed
from voice.port import Voice
from voice.recording import Score
from voice.understand.meaning import meaning

WINDOW, PX_PER_MM = (1920, 1080), 4.03
"""A kiosk of 21.5 inches."""
DEADLINE_S = 120.0
TICK_MS, SCAN_MS = 1000, 100
SURE = 0.9

KEYS: dict[Key, Qt.Key] = {
    "up": Qt.Key.Key_Up,
    "down": Qt.Key.Key_Down,
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
    "select": Qt.Key.Key_Return,
    "help": Qt.Key.Key_F1,
    "repeat": Qt.Key.Key_F2,
    "softer": Qt.Key.Key_F3,
    "louder": Qt.Key.Key_F4,
    "back": Qt.Key.Key_Escape,
    "tab": Qt.Key.Key_Tab,
}


class Counting:
    """A Doer before the real one that knows how much is under way for this person."""

    def __init__(self, real: Doer) -> None:
        self._real = real
        self._session = 0
        self.under_way = 0

    def ask(self, ask: Ask, send: Callable[[Event], None]) -> None:
        """See Doer."""
        session = self._session
        self.under_way += 1

        def told(event: Event) -> None:
            if isinstance(event, Answer | Trouble) and session == self._session:
                self.under_way -= 1
            send(event)

        self._real.ask(ask, told)

    def end_session(self, sign_out: str) -> None:
        """See Doer."""
        self._session += 1
        self.under_way = 0
        self._real.end_session(sign_out)

    def idle(self, session_open: bool) -> None:
        """See Doer."""
        self._real.idle(session_open)


class OpenEar:
    """In place of microphone and recogniser: what a person says comes in as the recogniser's words would. See kiosk.launch.hearing."""

    def follow(self, session: Session, screen: Screen) -> bool:
        """Whether it listens: then the guide is silent."""
        return isinstance(session.hearing, Listening)

    def rest(self, session: Session) -> None:
        """The stage lets the machine listen when it is silent."""

    def close(self) -> None:
        """Nothing was opened."""


class Stage:
    """A body in front of the program. screens: the names of those that stood; errors: frames of what went wrong unexpectedly."""

    def __init__(self, embedded: EmbeddedPortal, settings: Settings, card: str, needs: frozenset[str]) -> None:
        self.errors: list[str] = []
        self.screens: list[str] = []
        self._card = card
        self._needs = needs
        self._finger: QPoint | None = None
        self._programs: list[Program] = []
        self._doers: list[Counting] = []
        self._hook = sys.excepthook
        self.time = StageTime()
        self.air = Air(self.time)
        self.app = App(
            self._send,
            Setup(
                kiosk=False,
                may_leave=True,
                windowed=WINDOW,
                px_per_mm=PX_PER_MM,
                clock=self.time.seconds,
                log=self.errors.append,
            ),
        )
        self.voice = Voice(Mute(), Score(self.time), self.time.schedule, self._send)
        self.printer = SimulatedPrinter()
        parts = Parts(
            printer=self.printer,
            embedded=embedded,
            clock=StageClock(self.time),
            on_screen=self._on_screen,
            around=self._around,
        )
        self.program = Program(settings, self.app, self.voice, parts)
        self._programs.append(self.program)
        self._last: tuple[str, str] | None = None

    # --- the stage itself

    def open(self) -> None:
        """The first screen; the machine is ready."""
        self.app.window.open(WINDOW)
        self.program.begin()
        self.app.watch()
        self.program.open_doors()
        if "microphone" in self._needs:
            self.program.hearing = cast(Hearing, OpenEar())
            self.program.controller.send(CanListen(True))
        self._tick()
        if "switch" in self._needs:
            self._scan()
        self.settle()

    def close(self) -> None:
        """Ends the program; the sandbox stays."""
        self.program.embedded = None
        self.program.close()
        self.app.close()
        sys.excepthook = self._hook
        qInstallMessageHandler(None)

    @property
    def clock(self) -> float:
        """See Body."""
        return self.time.seconds()

    @property
    def screen(self) -> str:
        """The name of what stands, for reports; no person is told it."""
        return self.program.controller.screen.name

    def settle(self) -> None:
        """Until nothing is under way and everything is drawn. Raises TimeoutError at the deadline."""
        end = time.monotonic() + DEADLINE_S
        self._pump()
        while self._doers and self._doers[0].under_way:
            if time.monotonic() > end:
                raise TimeoutError(f"the machine never came to rest at {self.screen}")
            QTest.qWait(1)
            self._pump()

    def _pump(self) -> None:
        self.app.application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _send(self, event: Event) -> None:
        if isinstance(event, Said):
            self.air.said(event)
        if self._programs:
            self._programs[0].send(event)

    def _around(self, real: Doer) -> Doer:
        self._doers.append(Counting(real))
        return self._doers[0]

    def _on_screen(self, screen: Screen, display: Display) -> None:
        self.air.on = display.sound
        if screen.id != self._last:
            self._last = screen.id
            self.screens.append(screen.name)

    def _tick(self) -> None:
        self.program.controller.send(Tick())
        self.time.schedule(TICK_MS, self._tick)

    def _scan(self) -> None:
        self.program.controller.scan()
        self.time.schedule(SCAN_MS, self._scan)

    # --- senses

    def sight(self) -> Sight:
        """See Senses."""
        return painted.sight(self.app.window, PX_PER_MM)

    def glance(self) -> tuple[Shape, ...]:
        """See Senses."""
        return painted.outlines(self.app.window, PX_PER_MM)

    def caption(self) -> str:
        """See Senses."""
        caption = self.app.window.view.caption
        return caption.accessibleName() if caption.isVisible() else ""

    def listen(self) -> Utterance | None:
        """See Senses."""
        found = self.air.listen(lambda: self.voice.busy)
        self.settle()
        display, hearing = self.program.controller.session.display, self.program.controller.session.hearing
        if found is None and display.hands_free and not isinstance(hearing, Listening):
            self.program.controller.send(ReadOut())  # as kiosk/launch/hearing does when the guide has ended
            self.settle()
            found = self.air.listen(lambda: self.voice.busy)
        return found

    def tree(self) -> Node:
        """See Senses."""
        return tree(self.app.window)

    # --- hands

    def down(self, x: float, y: float) -> None:
        """See Hands."""
        self._finger = self._point(x, y)
        QTest.mousePress(self._handle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._finger)
        self.settle()

    def move(self, x: float, y: float) -> None:
        """See Hands."""
        self._finger = self._point(x, y)
        QTest.mouseMove(self._handle(), self._finger)

    def up(self) -> None:
        """See Hands."""
        assert self._finger is not None
        QTest.mouseRelease(self._handle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._finger)
        self._finger = None
        self.settle()
        self.air.forget()

    def key(self, key: Key) -> None:
        """See Hands."""
        QTest.keyClick(self._handle(), KEYS[key])
        self.settle()
        self.air.forget()

    def switch(self) -> None:
        """See Hands."""
        QTest.keyClick(self._handle(), Qt.Key.Key_Space)
        self.settle()
        self.air.forget()

    def say(self, words: str) -> None:
        """See Hands. Nobody hears it while the microphone is closed."""
        session, screen = self.program.controller.session, self.program.controller.screen
        if not isinstance(session.hearing, Listening) or session.today is None:
            return
        known = phrases.load(session.display.language)
        meant = weighed(meaning(words, screen, known, session.today.date()), SURE)
        self.program.send(heard(Ear("heard", 0.0, words, meant, SURE)))
        self.settle()
        self.air.forget()

    def card(self, there: bool) -> None:
        """See Hands. Waits until the reader has seen it."""
        before = self._last
        if not there:
            self.program.card_reader.remove()
            return
        self.program.card_reader.insert(self._card)
        end = time.monotonic() + DEADLINE_S
        while self._last == before:
            if time.monotonic() > end:
                raise TimeoutError("the card was never seen")
            QTest.qWait(1)
            self._pump()
        self.settle()
        self.air.forget()

    def wait(self, seconds: float) -> None:
        """See Hands."""
        self.time.go(round(seconds * 1000))
        self.settle()

    def _handle(self):  # type: ignore[no-untyped-def]
        return self.app.window.windowHandle()

    def _point(self, x: float, y: float) -> QPoint:
        return QPoint(round(x * PX_PER_MM), round(y * PX_PER_MM))


@contextmanager
def on_stage(embedded: EmbeddedPortal, data: Path, card: str, needs: frozenset[str] = frozenset()) -> Iterator[Stage]:
    """A kiosk, opened and closed; what went wrong unexpectedly fails. data: a folder for its files; card: whose it is; needs: what is plugged in."""
    settings = Settings(
        data=str(data), switches=1 if "switch" in needs else 0, talk="after_reading" if "no hands" in needs else "tap"
    )
    stage = Stage(embedded, settings, card, needs)
    try:
        stage.open()
        yield stage
    except AssertionError as error:
        if stage.errors:
            error.add_note(f"what went wrong unexpectedly: {stage.errors}")
        raise
    finally:
        stage.close()
    assert not stage.errors, stage.errors
