"""What may come next, looked at while nobody acts: `update` and `view` are pure, so every action of a screen can be tried without being done.

The screens found are handed on one at a time, each in a turn of the interface's loop of its own; any event ends it.
"""

from collections.abc import Callable, Iterable, Iterator

from kiosk import loop
from kiosk.blocks import Block, Caption, Choices, commands_in
from kiosk.display import Display
from kiosk.events import Chose, Event, ReadAgain, Stamp
from kiosk.screen import Screen
from kiosk.session import Session
from voice.turns import Schedule

FIRST_MS = 400
"""The screen that stands is painted, and speaks."""
STEP_MS = 40
MOST = 16
"""Screens looked at; a door of many services has more."""

UID = "ahead"


class Ahead:
    """One for the program. `prepare` gets the screens that may come (voice.port.Voice.prepare)."""

    def __init__(self, schedule: Schedule, prepare: Callable[[Iterable[Screen]], None]) -> None:
        self._schedule = schedule
        self._prepare = prepare
        self._turn = 0
        self._stands: tuple[tuple[Block, ...], Display] | None = None

    def follow(self, session: Session, screen: Screen) -> None:
        """After every drawing. A caption that changes is no new screen."""
        stands = tuple(block for block in screen.blocks if not isinstance(block, Caption)), session.display
        if stands == self._stands:
            return
        self.stop()
        self._stands = stands
        if session.display.sound and not screen.silent:
            turn, screens = self._turn, coming(session, screen)
            self._schedule(FIRST_MS, lambda: self._step(turn, screens))

    def stop(self) -> None:
        """Somebody acts: whatever was meant to be looked at is forgotten."""
        self._turn += 1
        self._stands = None

    def _step(self, turn: int, screens: Iterator[Screen]) -> None:
        if turn != self._turn:
            return
        screen = next(screens, None)
        if screen is not None:
            self._prepare((screen,))
            self._schedule(STEP_MS, lambda: self._step(turn, screens))


def coming(session: Session, screen: Screen) -> Iterator[Screen]:
    """The other screens that one act leads to, the main action's first. One is found at each `next`."""
    if session.today is None:
        return
    stamp = Stamp(session.today, session.last_life, UID)
    seen = {screen.id}
    for events in list(acts(screen))[:MOST]:
        tried = session
        for event in events:
            tried, _ = loop.update(tried, event, stamp)
        found = loop.view(tried)
        if found.id not in seen:
            seen.add(found.id)
            yield found


def acts(screen: Screen) -> Iterator[tuple[Event, ...]]:
    """What a person may do here: the main action (where something is to be chosen first, after the first choice), then all others."""
    actions = sorted(commands_in(screen.blocks), key=lambda action: not action.main)
    choosing = [block for block in screen.blocks if isinstance(block, Choices) and block.options and not block.chosen]
    for action in actions:
        if action.main and choosing:
            yield *(Chose(block.key, block.options[0].value) for block in choosing), action.event
        if not isinstance(action.event, ReadAgain):
            yield (action.event,)
