"""A kiosk in a hall, offscreen: the whole program with its real widgets, in front of a sandbox process of the test's own."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QLineEdit

from kiosk.blocks import Action
from kiosk.devices.simulated_printer import SimulatedPrinter
from kiosk.events import Event, Tick
from kiosk.journeys.apply import state as apply_state
from kiosk.launch.driver import Driver, Ticks
from kiosk.launch.shown import shown_words
from kiosk.launch.tour_journeys import sign_in_by_phone
from kiosk.launch.wiring import Parts, Program
from kiosk.screen import Screen
from kiosk.settings import Settings
from ui.app import App, Setup

WINDOW = (1280, 800)
S = TypeVar("S")


class Hall:
    """One program. errors: frames of what went wrong unexpectedly; a test ends with none."""

    def __init__(
        self, url: str, data: Path, profile: str = "kiosk", now: str = "", *, simulated_devices: bool = True, **parts: Any
    ) -> None:
        self.errors: list[str] = []
        self._hook = sys.excepthook
        self.programs: list[Program] = []
        self.app = App(
            self._send, Setup(kiosk=False, may_leave=True, windowed=WINDOW, clock=Ticks(), log=self.errors.append)
        )
        self.printer = SimulatedPrinter()
        settings = Settings(profile=profile, portal=url, data=str(data), now=now, simulated_devices=simulated_devices)
        printer = {"printer": self.printer} if simulated_devices else {}
        self.program = Program(settings, self.app, None, Parts(**printer, **parts))
        self.programs.append(self.program)
        self.driver = Driver(self.program)

    def _send(self, event: Event) -> None:
        if self.programs:
            self.programs[0].send(event)

    def open(self) -> "Hall":
        """The first screen, painted."""
        self.program.begin()
        self.app.window.open(WINDOW)
        self.program.open_doors()
        return self

    def close(self) -> None:
        """Ends the program and its window."""
        self.program.close()
        self.app.window.close()
        self.app.window.deleteLater()
        sys.excepthook = self._hook
        qInstallMessageHandler(None)

    def __enter__(self) -> "Hall":
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is not None and self.errors:
            error.add_note(f"what went wrong unexpectedly: {self.errors}")
        assert not self.errors or error is not None, self.errors

    # --- what a person meets -----------------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        """What stands."""
        return self.program.controller.screen

    def words(self) -> str:
        """All that can be read now."""
        return "\n".join(shown_words(self.screen, self.app.desk.phrases))

    def state(self, kind: type[S]) -> S:
        """The state of the journey, which must be of this kind."""
        state = self.program.controller.session.journey
        assert isinstance(state, kind), type(state).__module__
        return state

    def application(self) -> apply_state.State:
        """The application under way."""
        return self.state(apply_state.State)

    def tick(self) -> None:
        """A second of the clock."""
        self.program.controller.send(Tick())

    def can_go_on(self) -> bool:
        """Whether this screen has a way on: a main action that can be pressed, or back."""
        actions: list[Action] = self.driver.actions()
        return any(action.enabled and (action.main or action.key == "back") for action in actions)

    def write(self, text: str, number: int = 0) -> None:
        """Writes into a field, once it is there."""

        def fields() -> list[QLineEdit]:
            return [field for field in self.app.window.findChildren(QLineEdit) if field.isVisibleTo(self.app.window)]

        self.driver.wait("the field", lambda: len(fields()) > number)
        self.driver.pump()
        self.driver.write(text, number)

    # --- the way to an application -----------------------------------------------------------------------------------

    def catalogue(self) -> None:
        """Waits until the portal has told its services."""
        self.driver.wait("the catalogue", lambda: bool(self.program.controller.session.catalogue.index.services))

    def card(self, person: str) -> None:
        """Lays a card on the reader and reads the notice."""
        self.catalogue()
        self.program.card_reader.insert(person)
        self.driver.until("notice")
        self.driver.wait("a sign-in", lambda: self.program.controller.session.login is not None)
        self.program.card_reader.remove()
        self.driver.press_main()
        self.driver.until("home")

    def phone(self, number: str) -> None:
        """Signs in by a code that comes to a phone."""
        self.catalogue()
        sign_in_by_phone(self.driver, number)

    def find(self, title: str) -> None:
        """Goes through the doors to a service: by typing its name."""
        driver = self.driver
        driver.press("home.find")
        driver.until("find")
        driver.press("find.typing")
        driver.until("find.typing")
        self.write(title)
        service = next(one for one in self.program.controller.session.catalogue.index.services if one.title == title)
        driver.wait("the service", lambda: any(action.key == f"service.{service.code}" for action in driver.actions()))
        driver.press(f"service.{service.code}")
        driver.wait("the guide", lambda: self.driver.name.startswith("apply.") and self.driver.name != "apply.loading")


@contextmanager
def quiet_log() -> Iterator[list[str]]:
    """All lines that are logged meanwhile."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    handler = Keep()
    logging.getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)
