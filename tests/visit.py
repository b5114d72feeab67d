"""One session that events are sent to: no portal, no microphone, nothing that waits."""

from datetime import datetime

from kiosk import loop, phrases
from kiosk.controller import ZONE
from kiosk.display import Display
from kiosk.events import CanListen, Event, Stamp
from kiosk.launch.shown import shown_words
from kiosk.profiles import PROFILES
from kiosk.requests import EndSession
from kiosk.screen import Screen
from kiosk.session import Start

START = Start(PROFILES["kiosk"], Display(), demonstration=True)


class Visit:
    """Every event comes a second after the one before. ended: whether the person's data were thrown away."""

    def __init__(self, can_listen: bool = True) -> None:
        self.clock = 0.0
        self.ended = False
        self.session, _ = loop.begin(START, self.stamp())
        if can_listen:
            self.send(CanListen(True))

    def stamp(self) -> Stamp:
        """A second later."""
        self.clock += 1
        return Stamp(datetime(2026, 5, 20, 10, tzinfo=ZONE), self.clock, f"id{self.clock}")

    def send(self, *events: Event) -> Screen:
        """The screen that stands after all of them."""
        for event in events:
            self.session, effects = loop.update(self.session, event, self.stamp())
            self.ended |= any(isinstance(effect, EndSession) for effect in effects)
        return self.screen

    @property
    def screen(self) -> Screen:
        """What stands."""
        return loop.view(self.session)

    def words(self) -> str:
        """All that can be read now."""
        return "\n".join(shown_words(self.screen, phrases.load("zh")))
