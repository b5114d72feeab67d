"""The one door: every event comes in by `send`, is stamped, updates the session, has its effects carried out, and ends as a Screen."""

import os
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Protocol

from kiosk import loop, scanning
from kiosk.audit import Audit
from kiosk.display import Display
from kiosk.events import Event, Pages, ReadOut, ScanTick, Stamp, Tick
from kiosk.requests import Ask, Effect, EndSession, Quit, SayAgain, SayOn, Tell, TurnPages
from kiosk.screen import Screen
from kiosk.session import Session, Start

ZONE = timezone(timedelta(hours=8))
"""The portal's civil time, that of Shanghai: without summer time since 1992, and needing no table of zones, which takes 2 ms to load."""


class Clock(Protocol):
    """Time and fresh ids, from outside."""

    def stamp(self) -> Stamp:
        """Now."""


class RealClock:
    """The machine's clock, in the portal's zone. offset_s moves the civil time (a demonstration, a test)."""

    def __init__(self, fixed: datetime | None = None) -> None:
        self._offset = fixed - datetime.now(ZONE) if fixed else None

    def stamp(self) -> Stamp:
        """Now."""
        now = datetime.now(ZONE)
        return Stamp(now + self._offset if self._offset else now, time.monotonic(), fresh_id())


def fresh_id() -> str:
    """A random UUID (version 4). By hand, since `uuid` looks which machine this is when it is loaded: 1 ms of the start."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


class Doer(Protocol):
    """Carries requests out."""

    def ask(self, ask: Ask, send: Callable[[Event], None]) -> None:
        """Carries one out; what comes of it is sent."""

    def end_session(self, sign_out: str) -> None:
        """Abandons what is under way for the person, and revokes the token."""

    def idle(self, session_open: bool) -> None:
        """Called once a second: time for the outbox."""


class Shower(Protocol):
    """Draws and reads a Screen."""

    def __call__(self, screen: Screen, display: Display) -> None:
        """Shows it."""


class Controller:
    """One at a time: events that arrive while one is dealt with wait their turn."""

    def __init__(
        self,
        start: Start,
        doer: Doer,
        show: Shower,
        say_again: Callable[[], None],
        quit_: Callable[[], None],
        audit: Audit,
        clock: Clock | None = None,
        tell: Callable[[Tell], None] | None = None,
        turn: Callable[[int], None] | None = None,
        say_on: Callable[[], None] | None = None,
    ) -> None:
        self._tell, self._turn, self._say_on = tell, turn, say_on
        self._start = start
        self._doer = doer
        self._show = show
        self._say_again = say_again
        self._quit = quit_
        self._audit = audit
        self._clock = clock or RealClock()
        self._waiting: deque[Event] = deque()
        self._busy = False
        self.session: Session
        self.screen: Screen

    def begin(self) -> None:
        """The first session, and its screen."""
        self._new_session(None)
        self._draw()

    def send(self, event: Event) -> None:
        """Something happened. Call on the main thread."""
        self._waiting.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                self._deal(self._waiting.popleft())
        finally:
            self._busy = False

    def _deal(self, event: Event) -> None:
        stamp = self._clock.stamp()
        self.session, effects = loop.update(self.session, event, stamp)
        self._audit.event(event, self.screen)
        for effect in effects:
            self._carry_out(effect)
        if self._say_on is not None and any(isinstance(effect, SayOn) for effect in effects):
            self._say_on()  # what is shown now
        self._draw(unless_same=isinstance(event, Tick | ReadOut | ScanTick | Pages))
        if any(isinstance(effect, SayAgain) for effect in effects):
            self._say_again()
        for effect in effects:
            match effect:  # once it can be seen
                case Tell() if self._tell is not None:
                    self._tell(effect)
                case TurnPages(by) if self._turn is not None:
                    self._turn(by)

    def scan(self) -> None:
        """Called some times a second: the light of scanning goes on when it is due."""
        session = self.session
        if scanning.is_due(session.scan, session.display, self._clock.stamp().clock, session.caption):
            self.send(ScanTick())

    def _draw(self, unless_same: bool = False) -> None:
        screen = loop.view(self.session)
        if unless_same and screen == self.screen:
            return
        self.screen = screen
        self._show(screen, self.session.display)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Ask():
                self._doer.ask(effect, self._sender())
            case EndSession(sign_out):
                self._waiting.clear()
                self._doer.end_session(sign_out)
                self._new_session(self.session)
            case Quit():
                self._quit()

    def _new_session(self, before: Session | None) -> None:
        self.session, effects = loop.begin(self._start, self._clock.stamp(), before)
        for effect in effects:
            self._carry_out(effect)

    def _sender(self) -> Callable[[Event], None]:
        """Sends for this session only: a late answer never reaches the next person."""
        session = self.session.id

        def send(event: Event) -> None:
            if self.session.id == session:
                self.send(event)

        return send
