"""The interface as one thing: an application, a window, one way in for Screens and one way out for events."""

import atexit
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from kiosk import phrases
from kiosk.display import Display
from kiosk.events import Event, Touched
from kiosk.keypad import Deed
from kiosk.screen import Screen
from kiosk.value import dataclass
from ui import accessibility, shell
from ui.desk import Desk
from ui.first_paint import when_painted
from ui.presses import Presses
from ui.theme import Theme, screen_scale
from ui.window import Window

if TYPE_CHECKING:
    from ui.ending import Signals
    from ui.pointer import Pointer
    from ui.rubbish import Rubbish

_RIGHT_TO_LEFT = frozenset({"ug", "ar", "fa", "he", "qps-plocm"})


def _nothing(_: str) -> None:
    """Where nobody wants to know."""


def _to_stderr(line: str) -> None:
    """Where nobody keeps a log, nothing unexpected goes unseen all the same."""
    sys.stderr.write(f"{line}\n")


@dataclass(frozen=True, slots=True)
class Setup:
    """How the interface is started.

    kiosk: all of the screen, cannot be closed. may_leave: Ctrl+Q and closing leave. windowed: pixels of a window instead of all of the screen.
    px_per_mm: the calibrated screen (None: as the screen says). incident: is given a fresh code when something unexpected happened, so that
    the session can go to ASK_STAFF; pad: the keys of a pad of nine keys (kiosk/keypad.py). log: is given one line without any value or message.
    """

    kiosk: bool = True
    may_leave: bool = False
    windowed: tuple[int, int] | None = None
    px_per_mm: float | None = None
    title: str = ""
    incident: Callable[[str], None] = _nothing
    log: Callable[[str], None] = _to_stderr
    clock: Callable[[], float] = field(default=time.monotonic)
    pad: Mapping[Deed, str] | None = None


class _Post(QObject):
    """Carries callables from any thread into the interface's, until it is closed: a thread that still calls Qt while Python ends brings it down."""

    posted = Signal(object)

    def __init__(self, guard: Callable[[Callable[[], None]], None]) -> None:
        super().__init__()
        self._guard = guard
        self._lock = threading.RLock()
        self._closed = False
        self.posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        atexit.register(self.close)

    def carry(self, job: Callable[[], None]) -> None:
        """Soon, in order."""
        with self._lock:
            if not self._closed:
                self.posted.emit(job)

    def close(self) -> None:
        """No thread is in Qt any more, and none comes."""
        with self._lock:
            self._closed = True
        atexit.unregister(self.close)

    @Slot(object)
    def _run(self, job: Callable[[], None]) -> None:
        self._guard(job)


class App:
    """Everything of the interface. One a process, made in the main thread; QT_QPA_PLATFORM must be set before this module is imported."""

    def __init__(
        self, send: Callable[[Event], None], setup: Setup | None = None, display: Display | None = None
    ) -> None:
        setup = setup or Setup()
        self.setup = setup
        self.incident = setup.incident
        """May be set later by who puts the program together."""
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
        self.application.setQuitOnLastWindowClosed(False)
        shell.install_hooks(setup.log, self._failed)
        self.theme = Theme(screen_scale(self.application.primaryScreen(), setup.px_per_mm))
        self.presses = Presses(setup.clock)
        display = display or Display()
        self._send = send
        self.desk = Desk(self._guarded_send, phrases.load(display.language), display, self.theme, self.presses)
        self._apply(display)
        self.theme.install()
        self.window = Window(self.desk, kiosk=setup.kiosk, may_leave=setup.may_leave, leave=self.leave)
        self.window.setWindowTitle(setup.title)
        self.application.setApplicationName(setup.title)  # what screen readers call the program
        screen = self.application.primaryScreen()
        if setup.windowed is not None:
            self.window.resize(*setup.windowed)
        elif setup.kiosk and screen is not None:
            self.window.resize(screen.size())
        else:
            self.window.resize(1280, 800)
        self.window.view.resize(self.window.size())  # Qt does it when the window is shown: then all would be placed a second time
        self._post = _Post(self._guard)
        self._watchers: dict[str, QObject] = {}
        """Who is shown every event before it comes to a widget, by what for."""
        self._rubbish: Rubbish | None = None
        self.signals: Signals | None = None
        self._pointer: Pointer | None = None
        when_painted(self.window, lambda: QTimer.singleShot(0, self.window, self.watch))  # after who waits for the picture alone

    def serve_readers(self) -> None:
        """Gives screen readers what Qt alone does not tell: call it as soon as the first picture stands. `watch` does it too, later."""
        accessibility.install()

    def has_reader(self) -> bool:
        """Whether a screen reader (or another assistive tool) is at work."""
        return accessibility.active()

    def watch(self) -> None:
        """Begins to heed the person: keys, signs of life, screen readers. Happens by itself as soon as the first picture stands, which waits for
        none of it: a watcher in Python makes PySide load a Python class for every object of Qt that it is shown.
        """
        if self._rubbish is not None:
            return
        from ui.keypad import KeyFilter
        from ui.rubbish import Rubbish

        view, clock = self.window.view, self.setup.clock
        keys = KeyFilter(view, self.setup.pad, self.window)
        self._let("keys", True, lambda: keys)
        self._let("life", True, lambda: shell.Activity(self._touched, view.ring.heed, clock, self.window, keys.pauses))
        self.window.heed_keys()
        self.serve_readers()
        accessibility.tell_focus()
        self._rubbish = Rubbish(self.window)
        self._rubbish.begin()

    def render(self, screen: Screen, display: Display | None = None) -> None:
        """Draws a Screen, as this person wants it shown. Only in the interface's thread."""
        if display is not None and display != self.desk.display:
            self.desk.display = display
            self._apply(display)
            self._let("explore", display.explore, self._explorer)
            self._let("wander", display.swabbing and not display.explore, self._swab)  # who explores may wander anyway
            self._point(display.pointer)
        if self.desk.phrases.language != screen.language:
            self.desk.phrases = phrases.load(screen.language)
        direction = (
            Qt.LayoutDirection.RightToLeft if screen.language in _RIGHT_TO_LEFT else Qt.LayoutDirection.LeftToRight
        )
        if self.application.layoutDirection() != direction:
            self.application.setLayoutDirection(direction)
        view = self.window.view
        if screen.id != view.screen_id and view.screen_id is not None:
            self.presses.screen_changed()
        with self._unwatched(), self.desk.drawing():
            view.show_screen(screen)
        if self._rubbish is not None:
            self._rubbish.drawn()

    def _let(self, what: str, wanted: bool, make: Callable[[], QObject]) -> None:
        """Puts a watcher to work when it is wanted, and away when it is no longer."""
        if wanted and what not in self._watchers:
            self._watchers[what] = make()
            self.application.installEventFilter(self._watchers[what])
        elif not wanted and what in self._watchers:
            self.application.removeEventFilter(self._watchers.pop(what))

    def _explorer(self) -> QObject:
        """A finger hears what it touches before it presses."""
        from ui.explore import Explore

        return Explore(self.window.view, self.desk.send, lambda: self.theme.mm("past"))

    def _swab(self) -> QObject:
        """A finger presses what it rests on when it leaves."""
        from ui.swab import Swab

        return Swab(self.window.view, self.window)

    def _point(self, step: int) -> None:
        """The pointer as large as was asked for; who never asks loads nothing of it."""
        if step and self._pointer is None:
            from ui.pointer import Pointer

            self._pointer = Pointer(self.theme)
        if self._pointer is not None:
            self._pointer.wear(step)

    @contextmanager
    def _unwatched(self) -> Iterator[None]:
        """A drawing is a thousand events, none of them from a person: each would be handed to Python, a tenth of the time."""
        watching = tuple(self._watchers.values())
        for watcher in watching:
            self.application.removeEventFilter(watcher)
        try:
            yield
        finally:
            for watcher in watching:
                self.application.installEventFilter(watcher)

    def post(self, job: Callable[[], None]) -> None:
        """Runs job in the interface's thread, soon; after `close` never. Safe from any thread; jobs keep their order."""
        self._post.carry(job)

    def run(self) -> int:
        """Opens the window and stays until it is left. Returns the exit code."""
        when_painted(self.window, self._heed_signals)
        self.window.open(self.setup.windowed)
        try:
            return self.application.exec()
        finally:
            if self.signals is not None:
                self.signals.close()

    def _heed_signals(self) -> None:
        from ui.ending import Signals

        self.signals = Signals(self.leave, self.application)

    def turn(self, by: int) -> None:
        """Turns the content by so many pages."""
        page = self.window.view.page
        page.turn_to(page.at + by)
        self.window.view.light.place()

    def every(self, seconds: float, job: Callable[[], None]) -> QTimer:
        """Calls job again and again, until the timer that is returned is stopped."""
        timer = QTimer(self.window)
        timer.setInterval(round(seconds * 1000))
        timer.timeout.connect(partial(self._guard, job))
        timer.start()
        return timer

    def leave(self) -> None:
        """Ends `run`. (`quit` would ask the window, which never agrees to be closed.)"""
        self.application.exit(0)

    def close(self) -> None:
        """Takes the window away: for a program that goes on without it, such as a test."""
        for watcher in self._watchers.values():
            self.application.removeEventFilter(watcher)
        self._post.close()
        self._point(0)
        if self._rubbish is not None:
            self._rubbish.end()
        self.window.hide()
        self.window.deleteLater()

    def _apply(self, display: Display) -> None:
        self.presses.wear(display.hold_ms, display.pause_ms)
        self.theme.apply(display)

    def _touched(self) -> None:
        self.desk.send(Touched())

    def _guarded_send(self, event: Event) -> None:
        self._guard(partial(self._send, event))

    def _guard(self, job: Callable[[], None]) -> None:
        """No error leaves into Qt: it would stay pending while Qt calls Python again, and bring down what has no fault at all."""
        try:
            job()
        except Exception as error:  # noqa: BLE001 -- a defect: logged under a code, told to staff
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        code = os.urandom(4).hex()
        self.setup.log(f"incident {code} {shell.frames(error)}")
        self.incident(code)
