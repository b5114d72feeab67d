"""The process that speaks: the real voice on the sound device of its environment, heard at the device's monitor.

Writes milliseconds as JSON. cold: from a shown screen to its first sound, the sentence never said before; ahead: the same, rendered ahead;
stops: from stop to the last sound; blocked: the longest round of the interface's loop (bench_loop), screen by screen.
"""

import json
import os
import sys
import time

from PySide6.QtCore import QTimer

from kiosk import phrases
from kiosk.blocks import Heading
from kiosk.display import Display
from kiosk.events import Event
from kiosk.launch.bench_ear import Ear
from kiosk.launch.bench_loop import Loop
from kiosk.screen import Screen
from ui.app import App, Setup
from voice.engine import Engine
from voice.port import Voice
from voice.speaker import DeviceSpeaker

QUIET_S = 0.4


def main() -> None:
    """Its arguments are the phrases that are said."""
    keys = sys.argv[1:]
    voices: list[Voice] = []

    def unheard(event: Event) -> None:
        """Captions and losses are nobody's business here."""

    app = App(unheard, Setup(kiosk=False))
    engine = Engine(app.post, QTimer.singleShot)
    speaker = DeviceSpeaker(QTimer.singleShot, lambda code: voices[0].lost(code))
    voice = Voice(engine, speaker, QTimer.singleShot, unheard)
    voices.append(voice)
    loop, ear = Loop(), Ear()
    voice.start()
    warm: list[bool] = []
    speaker.warm(lambda: warm.append(True))  # as the application does at the first touch, while the engine renders
    loop.until(lambda: bool(engine.driver) and bool(warm))
    ear.until_open()
    loop.taken_ms()
    found: dict[str, list[float]] = {"cold": [], "ahead": [], "stops": [], "blocked": []}

    def shown(screen: Screen, display: Display) -> float:
        begun = time.monotonic()
        QTimer.singleShot(0, lambda: voice.show(screen, display))  # within a round of the loop, as in the application
        loop.until(lambda: bool(ear.loud(begun)))
        return (ear.loud(begun)[0] - begun) * 1000

    for key in keys:
        found["cold"].append(shown(Screen(f"cold.{key}", (Heading(key),)), Display()))
        stopped = time.monotonic()
        QTimer.singleShot(0, voice.stop)
        loop.until(lambda stopped=stopped: time.monotonic() > stopped + QUIET_S)  # type: ignore[misc]
        late = ear.loud(stopped)
        found["stops"].append((late[-1] - stopped) * 1000 if late else 0.0)
        found["blocked"].append(loop.taken_ms())
    following = [Screen(f"ahead.{key}", (Heading(key),)) for key in keys]
    fresh = Display(rate=4)  # another rate: nothing of it was said yet
    voice.show(Screen("between", (Heading(keys[0]),), silent=True), fresh)
    voice.prepare(following)
    sentences = [phrases.load("zh").say(key) for key in keys]
    loop.until(lambda: all(voice.guide.has(sentence) for sentence in sentences))
    loop.taken_ms()
    for screen in following:
        found["ahead"].append(shown(screen, fresh))
        stopped = time.monotonic()
        QTimer.singleShot(0, voice.stop)
        loop.until(lambda stopped=stopped: time.monotonic() > stopped + QUIET_S)  # type: ignore[misc]
        found["blocked"].append(loop.taken_ms())
    ear.close()
    voice.close()
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
