"""The application in front of a person."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import phrases
from kiosk.events import CanSpeak, Chose, Event, OpenCalibration, Tick
from kiosk.keypad import DEEDS
from kiosk.launch import anew
from kiosk.problems import ProblemError
from kiosk.profiles import PROFILES
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.launch.wiring import Program
    from voice.pack import Clips
    from voice.port import Voice

LOG = logging.getLogger("yinling")
WINDOW = (1280, 800)
SCAN_S = 0.1
"""How often it is looked whether the light of scanning has to go on."""


def run(settings: Settings, *, measure: bool = False) -> int:
    """Until it is left. The first screen is painted before anything else is loaded. 2: it cannot start (said on stderr).

    measure: it begins with measuring the screen.
    """
    from kiosk.launch.quick_qt import load_qt

    load_qt()
    from ui.fonts import FontMissing

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    words = phrases.load(settings.language)
    try:
        program = assemble(settings)
    except FontMissing:
        print(words.show("cli.font_missing"), file=sys.stderr)
        return 2
    except ProblemError as error:
        print(
            words.show(f"problem.{error.code}" if words.has(f"problem.{error.code}") else "problem.ask_staff"),
            file=sys.stderr,
        )
        return 2
    begin(program)
    if measure:
        program.controller.send(OpenCalibration())
    return until_left(program)


def until_left(program: "Program") -> int:
    """Runs it, and closes it. Where it left to start anew, that happens here."""
    try:
        code = program.app.run()
    finally:
        program.close()
    if program.starts_anew:
        anew.start_anew()
    return code


def assemble(settings: Settings) -> "Program":
    """The real program, still without its voice; nothing is shown or begun. Raises FontMissing, ProblemError."""
    from kiosk.launch.wiring import Program
    from ui.app import App, Setup

    profile = PROFILES[settings.profile]
    programs: list[Program] = []

    def send(event: Event) -> None:
        if programs:
            programs[0].send(event)

    app = App(
        send,
        Setup(
            kiosk=profile.closed and not settings.windowed,
            may_leave=not settings.portal or not profile.closed,
            windowed=WINDOW if settings.windowed else None,
            px_per_mm=settings.px_per_mm or None,
            title=phrases.load(settings.language).show("app.title"),
            log=LOG.info,
            pad={deed: getattr(settings, f"key_{deed}") for deed in DEEDS},
        ),
    )

    programs.append(Program(settings, app, None))
    return programs[0]


def begin(program: "Program") -> None:
    """The first screen, and all that happens by the clock; everything else starts as soon as the first picture stands."""
    from ui.first_paint import when_painted

    program.begin()
    program.app.every(1.0, lambda: program.controller.send(Tick()))
    program.app.every(SCAN_S, program.controller.scan)
    program.app.every(15.0, lambda: program.effects.idle(True))
    when_painted(program.app.window, lambda: _go_on(program))


def _go_on(program: "Program") -> None:
    """What the first picture did not wait for: the voice, the other journeys, the workers."""
    program.app.serve_readers()
    if not program.profile.closed and program.app.has_reader():
        program.controller.send(Chose("sound", "off"))  # two voices at once are none; the sound stays in reach
    program.attach(_voice(program))
    if program.settings.headphones == "seen":
        program.watch_headphones()
    _look_ahead(program)
    program.open_doors()


def _look_ahead(program: "Program") -> None:
    """What the screens say that can come next is rendered while nobody acts."""
    from PySide6.QtCore import QTimer

    from kiosk.launch.ahead import Ahead

    if program.voice is not None:
        program.ahead = Ahead(QTimer.singleShot, program.voice.prepare)


def _voice(program: "Program") -> "Voice":
    from PySide6.QtCore import QTimer

    from voice.engine import Engine
    from voice.port import Voice
    from voice.speaker import DeviceSpeaker

    def schedule(milliseconds: int, call: Callable[[], None]) -> None:
        QTimer.singleShot(milliseconds, call)

    voice: list[Voice] = []
    speaker = DeviceSpeaker(schedule, lambda code: voice[0].lost(code))
    anew.watch(program, speaker.replaced)
    engine = Engine(program.app.post, schedule)
    engine.on_ready = lambda: program.controller.send(CanSpeak(engine.languages))
    voice.append(Voice(engine, speaker, schedule, program.send, clips=_clips(program.settings.voice_pack)))
    program.at_first_life = lambda: schedule(0, speaker.warm)
    return voice[0]


def _clips(folder: str) -> "Clips | None":
    """The voice pack of the settings; one that cannot be used is told in the log, and the engine says all."""
    if not folder:
        return None
    from voice.pack import PackFault, load

    try:
        return load(Path(folder))
    except PackFault as fault:
        LOG.warning("voice pack: not used (%s); run: yinling voice-check", fault.args[0])
        return None
