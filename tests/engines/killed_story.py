"""Somebody applies by hand while the voice's and the recogniser's processes are killed at any moment; run by test_killed_engines.

Arguments: the model's folder, how many kills. Journeys follow each other until so many were done; now and then one taps to talk, says nothing
and taps again. Prints one JSON object.
"""

import json
import math
import os
import random
import signal
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from kiosk.events import Event, Talk
from kiosk.journeys import hearing
from kiosk.launch import journeys, tour_journeys
from kiosk.launch.cards import SEEN_S
from kiosk.launch.driver import Driver, Ticks
from kiosk.launch.embedded import EmbeddedPortal
from kiosk.launch.wiring import Parts, Program
from kiosk.settings import Settings
from ui.app import App, Setup
from voice import engine, recogniser
from voice.engine import Engine
from voice.port import Voice
from voice.speaker import DeviceSpeaker

CODE = "YL0000000101"
SEED = 23
LONGEST_S = 1.0
"""The longest time between two kills while both processes are there."""
REST_MS = 500
"""Killed three times in a row, each is left alone for so long; in the product sixty times as long, which would leave little to kill."""


class Hall:
    """The whole program, and somebody who kills its children."""

    def __init__(self, model: Path, data: Path, wanted: int) -> None:
        self.chance = random.Random(SEED)
        self.wanted = wanted
        self.kills: dict[str, int] = {"voice": 0, "recogniser": 0}
        self.at: dict[str, int] = {}
        self.errors: list[str] = []
        self.talks = 0
        self.next = math.inf
        self.programs: list[Program] = []
        app = App(self._send, Setup(kiosk=False, may_leave=True, windowed=(1280, 800), clock=Ticks(), log=self.errors.append))
        voices: list[Voice] = []
        speaker = DeviceSpeaker(QTimer.singleShot, lambda code: voices[0].lost(code))
        self.engine = Engine(app.post, QTimer.singleShot)
        voices.append(Voice(self.engine, speaker, QTimer.singleShot, self._send))
        self.portal = EmbeddedPortal(data / "sandbox")
        self.program = Program(
            Settings(data=str(data), model=str(model)), app, voices[0], Parts(embedded=self.portal, test_model=True)
        )
        self.programs.append(self.program)
        self.driver = Victim(self.program, self._perhaps)
        app.window.open((1280, 800))
        self.program.begin()
        self.program.open_doors()
        session = self.program.controller
        self.driver.wait("the catalogue", lambda: bool(session.session.catalogue.index.services))
        self.driver.wait("a microphone and a model", lambda: session.session.can_listen)
        self.next = time.monotonic()

    def _send(self, event: Event) -> None:
        if self.programs:
            self.programs[0].send(event)

    @property
    def done(self) -> bool:
        """Whether enough were killed."""
        return sum(self.kills.values()) >= self.wanted

    def _perhaps(self) -> None:
        """One of the two is killed when its moment has come, if it lives."""
        if self.done or time.monotonic() < self.next:
            return
        assert self.program.hearing is not None
        name = self.chance.choice(("voice", "recogniser"))
        pid = self.engine.pid if name == "voice" else self.program.hearing.recogniser.pid
        if pid is None:
            return
        os.kill(pid, signal.SIGKILL)
        self.kills[name] += 1
        screen = self.driver.name.partition(".")[0]
        self.at[screen] = self.at.get(screen, 0) + 1
        self.next = time.monotonic() + self.chance.uniform(0, LONGEST_S)

    def journey(self) -> str:
        """Applies, and returns the client key."""
        tour_journeys.sign_in_by_card(self.driver)
        self.talk()
        tour_journeys.open_service(self.driver, CODE)
        self.talk()
        applied = journeys.apply(self.driver, tour_journeys.plans()[CODE])
        self.talk()
        journeys.take_receipt(self.driver)
        tour_journeys.leave(self.driver)
        seen = time.monotonic() + 4 * SEEN_S
        self.driver.wait("the reader to see that the card is gone", lambda: time.monotonic() > seen)
        return applied.key

    def talk(self) -> None:
        """A tap, and another: whatever becomes of the recogniser in between, listening ends."""
        controller = self.program.controller
        if not controller.session.can_listen:
            return
        self.talks += 1
        self.program.send(Talk())
        self.driver.pump()
        self.program.send(Talk())
        self.driver.wait("an end of listening", lambda: not isinstance(controller.session.hearing, hearing.Listening))


class Victim(Driver):
    """Hands and eyes; with every turn of the loop something may die."""

    def __init__(self, program: Program, perhaps: Callable[[], None]) -> None:
        super().__init__(program)
        self._perhaps = perhaps

    def pump(self) -> None:
        """See Driver."""
        self._perhaps()
        super().pump()


def main() -> None:
    """Kills, counts, and looks whether all of it is at the portal."""
    engine.REST_MS = recogniser.REST_MS = REST_MS
    with tempfile.TemporaryDirectory(prefix="yinling-killed-") as temporary:
        hall = Hall(Path(sys.argv[1]), Path(temporary), int(sys.argv[2]))
        try:
            begun = time.monotonic()
            keys: list[str] = []
            while not hall.done:
                keys.append(hall.journey())
            assert hall.program.hearing is not None
            ears = hall.program.hearing.recogniser
            hall.driver.wait("both to be there again", lambda: ears.state == "ready" and hall.engine.pid is not None, 240)
            with urllib.request.urlopen(hall.portal.url() + "/sandbox/applications", timeout=60) as answer:
                rows: list[dict[str, Any]] = json.load(answer)["items"]
            told = {
                "kills": hall.kills,
                "at": hall.at,
                "talks": hall.talks,
                "journeys": len(keys),
                "cases": [len([row for row in rows if row["client_key"] == key]) for key in keys],
                "seconds": round(time.monotonic() - begun),
                "errors": [line for line in hall.errors if "qt.multimedia" not in line],
            }
        finally:
            sys.excepthook = sys.__excepthook__  # the program's own writes into hall.errors
            hall.program.close()
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
