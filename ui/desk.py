"""The Port that blocks are given: the one door for events, and what the next drawing is drawn with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.display import Display
from kiosk.events import Event
from kiosk.phrases import Phrases
from ui.presses import Presses
from ui.theme import Theme


class Desk:
    """Hands events to `send`; those that arise while a Screen is being drawn (a field was entered) wait until it stands."""

    def __init__(
        self, send: Callable[[Event], None], phrases: Phrases, display: Display, theme: Theme, presses: Presses
    ) -> None:
        self.phrases = phrases
        self.display = display
        self.theme = theme
        self.presses = presses
        self._send = send
        self._drawing = False
        self._waiting: list[Event] = []

    def send(self, event: Event) -> None:
        """Sends the event on, at once or as soon as the drawing is finished."""
        if self._drawing:
            self._waiting.append(event)
        else:
            self._send(event)

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """While this is open a Screen is being drawn; afterwards what waited is sent, in its order."""
        outer, self._drawing = self._drawing, True
        try:
            yield
        finally:
            self._drawing = outer
        while self._waiting and not self._drawing:
            self._send(self._waiting.pop(0))
