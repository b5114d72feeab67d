"""`./run tour`: whole journeys through the real widgets, the real voice and the sandbox process, without a display; all of it written down.

OUT/NNN-screen.png, OUT/sound/NNN.wav, transcript.jsonl, receipts as PDF and PNG, other sizes and themes below OUT/looks, report.json.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from operator import gt
from pathlib import Path
from typing import Any

from kiosk import phrases
from kiosk.blocks import Caption
from kiosk.devices.simulated_printer import SimulatedPrinter
from kiosk.display import Display
from kiosk.events import Event, Heard, HeardNothing
from kiosk.launch import tour_speech
from kiosk.launch.driver import CannotGoOn, Driver, Ticks
from kiosk.launch.embedded import EmbeddedPortal
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.shown import heard_line, shown_words
from kiosk.launch.wiring import Parts, Program
from kiosk.screen import Screen
from kiosk.settings import Settings
from kiosk.storage.home import HomeKeeper
from kiosk.storage.vault import MemoryVault
from kiosk.text import phrase
from ui.app import App, Setup
from ui.shell import frames
from voice.port import Voice
from voice.recording import AtOnce, CountedTime, Score

KIOSK_WINDOW, HOME_WINDOW = (1920, 1080), (1280, 800)
GOALS = ("apply.receipt", "statement.preview")
"""The screens that a person came for."""
PX_PER_MM = 4.03
"""A 21.5-inch screen of 1920 pixels."""
LOOKS = (Display(size=0), Display(size=3), Display(size=2, theme="white_on_black"), Display(size=3, theme="black_on_white"))


@dataclass(slots=True)
class Journey:
    """One journey as the report tells it. shortest: screens and presses from the first screen to what the person came for.

    keys: what it left at the portal; expected: the states that may be in at the end.
    """

    name: str
    profile: str
    screens: int = 0
    presses: int = 0
    seconds: float = 0.0
    shortest: tuple[int, int] | None = None
    keys: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    applications: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """What is written down."""

    out: Path
    number: int = 0
    looked: set[tuple[str, str]] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    def next(self) -> int:
        """A fresh number."""
        self.number += 1
        return self.number


class Recorder:
    """Watches one program: a picture, a sound and a line of the transcript for every screen that stood."""

    def __init__(self, book: Book, journey: Journey) -> None:
        self.book = book
        self.journey = journey
        self.program: Program | None = None
        self.driver: Driver | None = None
        self.time = CountedTime()
        self.score = Score(self.time)
        self.engine = AtOnce()
        self.said: list[str] = []
        self.heard: list[dict[str, Any]] = []
        self.spoken: Callable[[], str] | None = None
        self.before: tuple[str, str] | None = None
        self.uncaptioned: tuple[Path, str] | None = None
        """The picture that still waits for its first sentence, and the caption it was taken with."""

    def voice(self, send: Callable[[Event], None]) -> Voice:
        """The real guide, over the real engine, into the score."""
        return Voice(self.engine, self.score, self.time.schedule, send, transcript=lambda _name, _at, text: self.said.append(text))

    def on_heard(self, event: Heard | HeardNothing) -> None:
        """What was heard, how sure it was, and what it led to: written down with the screen that follows."""
        said = {"spoken": self.spoken()} if self.spoken is not None else {}
        self.heard.append({"on": self.program.controller.screen.name if self.program else "", **said, **heard_line(event)})

    def on_screen(self, screen: Screen, display: Display) -> None:
        """A new screen is written down as soon as it stands and has been read."""
        if self.program is None or screen.name.endswith((".loading", ".sending", ".opening")):
            return
        window = self.program.app.window
        if screen.id == self.before:
            if self.uncaptioned is not None and _caption(screen) not in ("", self.uncaptioned[1]):
                window.grab().save(str(self.uncaptioned[0]))
                self.uncaptioned = None
            return
        self.before = screen.id
        self.journey.screens += 1
        if screen.name in GOALS and self.journey.shortest is None:
            self.journey.shortest = self.journey.screens, self.driver.presses if self.driver else 0
        number = self.book.next()
        voice = self.program.voice
        if voice is not None:
            self.time.settle(lambda: voice.busy)
        picture = self.book.out / f"{number:03d}-{screen.name}.png"
        window.grab().save(str(picture))
        self.uncaptioned = picture, _caption(screen)
        clip = self.score.take()
        if clip is not None:
            (self.book.out / "sound" / f"{number:03d}.wav").write_bytes(clip.wav())
        line = {
            "number": number,
            "journey": self.journey.name,
            "screen": screen.name,
            "instance": screen.instance,
            "shown": shown_words(screen, self.program.app.desk.phrases),
            "said": self.said[:],
            "heard": self.heard[:],
        }
        self.said.clear()
        self.heard.clear()
        with open(self.book.out / "transcript.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._looks(screen, display)

    def _looks(self, screen: Screen, display: Display) -> None:
        """The same screen at other sizes and in other themes, once for each name."""
        if self.program is None or (screen.name, self.journey.profile) in self.book.looked:
            return
        self.book.looked.add((screen.name, self.journey.profile))
        app = self.program.app
        for look in LOOKS:
            app.render(screen, replace(display, size=look.size, theme=look.theme))
            name = f"{screen.name}-{self.journey.profile}-{look.size}-{look.theme}.png"
            app.window.grab().save(str(self.book.out / "looks" / name))
        app.render(screen, display)


class Stage:
    """One program for one journey, on the sandbox that all journeys share."""

    def __init__(
        self, book: Book, journey: Journey, embedded: EmbeddedPortal, settings: Settings, folder: Path, *, speaks: bool = False
    ) -> None:
        self.recorder = Recorder(book, journey)
        self.mouth = tour_speech.Mouth(self.recorder.engine) if speaks else None
        self.programs: list[Program] = []
        window = HOME_WINDOW if settings.profile == "home" else KIOSK_WINDOW
        self.errors: list[str] = []
        setup = Setup(kiosk=False, may_leave=True, windowed=window, px_per_mm=PX_PER_MM, clock=Ticks(), log=self.errors.append)
        self.app = App(self._send, setup)
        sys.excepthook = lambda kind, error, trace: self.errors.append(frames(error))
        self.printer = SimulatedPrinter(folder)
        parts = Parts(
            printer=self.printer, embedded=embedded, on_screen=self.recorder.on_screen, on_heard=self.recorder.on_heard
        )
        if settings.profile == "home":
            parts.keeper = HomeKeeper(Path(settings.data) / "home.sqlite", MemoryVault())
        if self.mouth is not None:
            parts.microphone, parts.test_model = self.mouth.plug, True
            tour_speech.recorded(self.recorder, self.mouth)
        self.program = Program(settings, self.app, self.recorder.voice(self._send), parts)
        self.recorder.program = self.program
        self.programs.append(self.program)
        self.app.window.open(window)
        self.program.begin()
        self.program.open_doors()
        self.driver = Driver(self.program)
        self.recorder.driver = self.driver

    def _send(self, event: Event) -> None:
        if self.programs:
            self.programs[0].send(event)

    def ready(self) -> None:
        """Waits for the catalogue."""
        if self.program.profile.staff:
            return
        self.driver.wait("the catalogue", lambda: bool(self.program.controller.session.catalogue.index.services))

    def close(self) -> None:
        """Ends the program; the sandbox stays."""
        self.program.embedded = None
        self.program.close()
        self.app.window.hide()
        self.app.window.deleteLater()
        sys.excepthook = sys.__excepthook__


def tour(out: Path, settings: Settings, only: tuple[str, ...] = ()) -> int:
    """0 when every application is at the portal as expected; 1 otherwise, said on stderr. only: the scenes to play, all without."""
    from kiosk.launch import tour_journeys

    words = phrases.load("zh")
    folder, called = tour_speech.model(settings.model)
    spoken = (tour_journeys.Scene(tour_speech.SCENE, "kiosk", tour_speech.not_alone, ()),) if folder is not None else ()
    scenes = [scene for scene in (*tour_journeys.scenes(), *spoken) if not only or scene.name in only]
    for place in (out, out / "sound", out / "looks", out / "receipts"):
        place.mkdir(parents=True, exist_ok=True)
    (out / "transcript.jsonl").unlink(missing_ok=True)
    book = Book(out)
    journeys: list[Journey] = []
    with tempfile.TemporaryDirectory(prefix="yinling-tour-") as temporary:
        sandbox = Sandbox(Path(temporary) / "sandbox")
        try:
            for number, scene in enumerate(scenes):
                journey = Journey(scene.name, scene.profile, expected=scene.expected)
                journeys.append(journey)
                data = str(Path(temporary) / f"data-{scene.profile}")
                scene_settings = replace(settings, profile=scene.profile, data=data, portal="")
                papers = out / "receipts" / f"{number + 1:02d}-{scene.profile}"
                papers.mkdir(exist_ok=True)
                stage = Stage(
                    book, journey, sandbox.embedded, scene_settings, papers, speaks=scene.name == tour_speech.SCENE
                )
                try:
                    stage.ready()
                    begun = time.monotonic()
                    if stage.mouth is not None:
                        tour_journeys.sign_in_by_card(stage.driver)
                        tour_speech.play(stage.driver, stage.mouth, tour_speech.steps())
                        tour_journeys.leave(stage.driver)
                    journey.keys = scene.play(stage.driver, sandbox)
                    if scene.expected and not journey.keys:
                        raise CannotGoOn("left nothing at the portal")
                    journey.seconds = round(time.monotonic() - begun, 1)
                    if scene.most_s is not None and journey.seconds > scene.most_s:
                        book.failures.append(f"{scene.name}: {journey.seconds} s is more than {scene.most_s} s")
                    if scene.most and (journey.shortest is None or any(map(gt, journey.shortest, scene.most))):
                        book.failures.append(f"{scene.name}: {journey.shortest} is more than {scene.most}")
                    journey.presses = stage.driver.presses
                except (CannotGoOn, StopIteration, OSError) as error:
                    book.failures.append(f"{scene.name}: {error}")
                    stage.app.window.grab().save(str(out / f"failed-{number}.png"))
                finally:
                    stage.close()
                book.failures += [f"{scene.name}: {line}" for line in stage.errors]
            for journey in journeys:  # all of them at the end: what the portal says of each then
                journey.applications = [_verified(sandbox, key, journey.expected) for key in journey.keys]
        finally:
            sandbox.embedded.close()
    _images(out / "receipts")
    note = words.show("tour.synthetic" if folder is not None else "tour.no_model")
    if folder is None:
        tour_speech.unheard(out, book.next(), note)
    report = {
        "journeys": [
            {
                "name": journey.name,
                "profile": journey.profile,
                "screens": journey.screens,
                "presses": journey.presses,
                "seconds": journey.seconds,
                "to_goal": {"screens": journey.shortest[0], "presses": journey.shortest[1]} if journey.shortest else None,
                "applications": journey.applications,
            }
            for journey in journeys
        ],
        "speech": {"model": called, "note": note},
        "failures": book.failures,
    }
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2), encoding="utf-8")
    unverified = [journey.name for journey in journeys for one in journey.applications if not one["verified"]]
    for line in (*book.failures, *unverified):
        print(line, file=sys.stderr)
    key = "tour.failed" if book.failures or unverified else "tour.done"
    print(words.show(phrase(key, out=str(out), n=book.number)))
    return 1 if book.failures or unverified else 0


def _caption(screen: Screen) -> str:
    """What is being said, as it is shown; "" for nothing."""
    return next((block.text for block in screen.blocks if isinstance(block, Caption)), "")


def _verified(sandbox: Sandbox, key: str, expected: tuple[str, ...]) -> dict[str, Any]:
    """What the portal itself has under a key, or made out under an id, asked anew."""
    rows = [row for row in sandbox.get("/sandbox/applications")["items"] if row["client_key"] == key]
    rows += [
        {"id": line["subject"], "service": line["detail"], "state": "issued"}
        for line in sandbox.get("/sandbox/audit")["items"]
        if line["deed"] == "query" and line["subject"] == key
    ]
    row = rows[0] if len(rows) == 1 else None
    return {
        "id": row["id"] if row else "",
        "service": row["service"] if row else "",
        "state": row["state"] if row else "",
        "verified": row is not None and row["state"] in expected,
    }


def _images(folder: Path) -> None:
    """A picture of the first page of every receipt."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    for path in sorted(folder.rglob("*.pdf")):
        content = QBuffer()
        content.setData(QByteArray(path.read_bytes()))
        content.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(content)
        size = document.pagePointSize(0)
        image = document.render(0, QSize(round(size.width() * 1.5), round(size.height() * 1.5)))
        paper = QImage(image.size(), QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, image)
        painter.end()
        paper.save(str(path.with_suffix(".png")))
