"""The process that walks: sessions of the whole application through the real widgets, the portal's answers played from a tape.

Writes one JSON object: milliseconds from an event to the painted new screen, memory after sessions, milliseconds of a key that searches.
"""

import argparse
import ctypes
import gc
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.controller import Doer, RealClock
from kiosk.devices.printer import PrintJob, PrintState
from kiosk.display import Display
from kiosk.events import CardRead, CloseOver, Event, OpenDisplay, OpenSound, Stamp
from kiosk.launch import journeys
from kiosk.launch.bench_child import WINDOW, memory
from kiosk.launch.bench_replay import Tape
from kiosk.launch.bench_writing import handwriting_ms, pinyin_ms, search_ms
from kiosk.launch.driver import Driver, Ticks
from kiosk.launch.tour_journeys import PERSON, leave, open_service, plans, sign_in_by_card
from kiosk.launch.wiring import Parts, Program
from kiosk.screen import Screen
from kiosk.settings import Settings
from ui.app import App, Setup

SERVICE = "YL0000000101"
WARM = 100
"""Sessions before memory is first weighed."""


@dataclass(slots=True)
class Walked:
    """What a walk found. weighed: private MB after so many sessions."""

    paints_ms: list[float] = field(default_factory=list)
    weighed: list[tuple[int, float]] = field(default_factory=list)
    sessions: int = 0
    seconds: float = 0.0


class _PromptPrinter:
    """Paper that is there at once: the bench does not wait for paper."""

    def print(self, pdf: bytes, copies: int = 1) -> PrintJob:
        """See Printer."""
        return PrintJob("prompt")

    def state(self, job: PrintJob) -> PrintState:
        """See Printer."""
        return PrintState("done")

    def cancel(self, job: PrintJob) -> None:
        """See Printer."""


class _Clock(RealClock):
    """Notes when the controller begins with an event."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0.0

    def stamp(self) -> Stamp:
        self.begun = time.perf_counter()
        return super().stamp()


class Walk:
    """One program with a tape before the world; its first session is real and recorded."""

    def __init__(self, folder: Path) -> None:
        self.found = Walked()
        self.measuring = False
        self._clock = _Clock()
        self._before: tuple[str, str] | None = None
        self._tapes: list[Tape] = []
        self._programs: list[Program] = []
        self.app = App(self._send, Setup(kiosk=False, may_leave=True, windowed=WINDOW, clock=Ticks()))
        parts = Parts(printer=_PromptPrinter(), clock=self._clock, on_screen=self._painted, around=self._around)
        self.program = Program(Settings(data=str(folder)), self.app, None, parts)
        self._programs.append(self.program)
        self.app.window.open(WINDOW)
        self.program.begin()
        self.program.open_doors()
        self.driver = Driver(self.program)

    def _send(self, event: Event) -> None:
        self._programs[0].send(event)

    def _around(self, real: Doer) -> Doer:
        self._tapes.append(Tape(real, self.app.post))
        return self._tapes[0]

    def _painted(self, screen: Screen, display: Display) -> None:
        """A new screen is painted here and now, as the next turn of Qt's loop would."""
        if self._before == screen.id:
            return
        self._before = screen.id
        self.app.window.repaint()
        if self.measuring:
            self.found.paints_ms.append((time.perf_counter() - self._clock.begun) * 1000)

    def record(self) -> None:
        """The real session, with the sandbox."""
        self.driver.wait("the catalogue", lambda: bool(self.program.controller.session.catalogue.index.services))
        sign_in_by_card(self.driver)
        self._apply()
        if self.program.cards is not None:
            self.program.cards.stop()

    def session(self, strolls: bool) -> None:
        """One more person; strolls: looks around before."""
        driver = self.driver
        driver.until("welcome")
        if strolls:
            self._look_around()
        self.program.send(CardRead(self.card))
        driver.until("notice")
        driver.press_main()
        driver.until("home")
        if strolls:
            self._find()
        self._apply()

    @property
    def card(self) -> bytes:
        """What the reader saw of the made-up person."""
        return json.dumps({"reader": "simulated", "person": PERSON}).encode()

    def _apply(self) -> None:
        open_service(self.driver, SERVICE)
        journeys.apply(self.driver, plans()[SERVICE])
        journeys.take_receipt(self.driver)
        self._tapes[0].recording = False  # all that a session asks was asked
        leave(self.driver)

    def _look_around(self) -> None:
        """What lies over a screen, opened and closed."""
        for event in (OpenDisplay, OpenSound):
            self.driver.press_event(event)
            self.driver.press_event(CloseOver)

    def _find(self) -> None:
        """The doors of the catalogue, one opened, and back home."""
        driver = self.driver
        driver.press("home.find")
        driver.until("find")
        service = driver.program.controller.session.catalogue.index.service(SERVICE)
        assert service is not None
        driver.press(f"door.{service.life_events[0]}")
        driver.until("find.door")
        driver.press("back")
        driver.until("find")
        driver.press("back")
        driver.until("home")

    def weigh(self) -> None:
        """Private memory of this process now, garbage and what was freed aside."""
        gc.collect()
        _give_back()
        self.found.weighed.append((self.found.sessions, memory()["uss"]))


def _give_back() -> None:
    """What was freed goes back to the system at once, where the C library can: else some megabytes come and go by chance."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def walk(sessions: int, strolls: int, folder: Path) -> dict[str, Any]:
    """Records, strolls with measuring, then sessions on end. Memory after WARM sessions and at the end."""
    walked = Walk(folder)
    walked.record()
    services = walked.program.controller.session.catalogue.index.services
    begun = time.monotonic()
    for number in range(sessions):
        walked.measuring = number < strolls
        walked.session(walked.measuring)
        walked.found.sessions += 1
        if walked.found.sessions in (min(WARM, sessions // 2), sessions):
            walked.weigh()
    found = walked.found
    found.seconds = time.monotonic() - begun
    keys = {"search": search_ms(services), "pinyin": pinyin_ms(services), "handwriting": handwriting_ms()}
    walked.program.close()
    return {
        "paints_ms": found.paints_ms,
        "weighed": found.weighed,
        "seconds": found.seconds,
        "keys_ms": keys,
    }


def main() -> None:
    """--sessions: how many after the recorded one; --strolls: in how many of them painting is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=150)
    parser.add_argument("--strolls", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yinling-bench-") as folder:
        found = walk(given.sessions, given.strolls, Path(folder))
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
