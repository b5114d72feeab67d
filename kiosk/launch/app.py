"""The application in front of a person."""

import logging
import sys
from collections.abc import Callable

from kiosk import phrases
from kiosk.events import Event
from kiosk.problems import ProblemError
from kiosk.profiles import PROFILES
from kiosk.settings import Settings

WINDOW = (1280, 800)


def run(settings: Settings) -> int:
    """Until it is left. The first screen is painted before anything else is loaded. 2: it cannot start (said on stderr)."""
    from PySide6.QtCore import QTimer

    from kiosk.launch.wiring import Program
    from ui.app import App, Setup
    from ui.fonts import FontMissing
    from voice.engine import Engine
    from voice.port import Voice
    from voice.speaker import DeviceSpeaker

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    words = phrases.load(settings.language)
    profile = PROFILES[settings.profile]
    demonstration = not settings.portal
    programs: list[Program] = []

    def send(event: Event) -> None:
        if programs:
            programs[0].send(event)

    try:
        app = App(
            send,
            Setup(
                kiosk=profile.closed and not settings.windowed,
                may_leave=demonstration or not profile.closed,
                windowed=WINDOW if settings.windowed else None,
                px_per_mm=settings.px_per_mm or None,
                title=words.show("app.title"),
                log=logging.getLogger("yinling").info,
            ),
        )
    except FontMissing:
        print(words.show("cli.font_missing"), file=sys.stderr)
        return 2

    def schedule(milliseconds: int, call: Callable[[], None]) -> None:
        QTimer.singleShot(milliseconds, call)

    voice: list[Voice] = []
    engine = Engine(app.post, schedule)
    speaker = DeviceSpeaker(schedule, lambda code: voice[0].lost(code))
    voice.append(Voice(engine, speaker, schedule, send))
    try:
        program = Program(settings, app, voice[0])
    except ProblemError as error:
        print(
            words.show(f"problem.{error.code}" if words.has(f"problem.{error.code}") else "problem.ask_staff"),
            file=sys.stderr,
        )
        return 2
    programs.append(program)
    program.begin()
    from kiosk.events import Tick

    app.every(1.0, lambda: program.controller.send(Tick()))
    app.every(15.0, lambda: program.effects.idle(True))
    QTimer.singleShot(0, lambda: app.post(program.open_doors))
    try:
        return app.run()
    finally:
        program.close()
