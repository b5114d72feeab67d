"""The process that listens with a window: the real microphone on the sound device of its environment, and how long a round of its loop takes.

Arguments: the model's folder, then files of samples, played into the microphone one after the other; the words of the grammar on stdin.
Writes the longest round for each, in milliseconds, as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.blocks import Heading, Meter
from kiosk.display import Display
from kiosk.events import Event
from kiosk.launch.bench_loop import Loop
from kiosk.screen import Screen
from ui.app import App, Setup
from voice.microphone import HERTZ, Microphone, level, present
from voice.recogniser import Heard, Recogniser
from voice.speaker import DeviceSpeaker


def main() -> None:
    """See above."""
    model, *files = sys.argv[1:]
    words = sys.stdin.read().splitlines()

    def unheard(event: Event) -> None:
        """Nobody acts here."""

    app = App(unheard, Setup(kiosk=False, windowed=(1280, 800)))
    app.window.open((1280, 800))
    ears = Recogniser(app.post, QTimer.singleShot, Path(model))
    loop = Loop()
    ears.start()
    loaded: list[bool] = []
    DeviceSpeaker(QTimer.singleShot, lambda code: None).warm(lambda: loaded.append(True))
    loop.until(lambda: ears.state == "ready" and bool(loaded))
    present()  # which the application asks every few seconds

    def draw(percent: int) -> None:
        app.render(Screen("bench", (Heading("welcome.title"), Meter("level", "hearing.listening", percent))), Display())

    def sound(pcm: bytes, loud: float) -> None:
        ears.sound(pcm)
        draw(round(100 * level(pcm)))

    draw(0)
    microphone = Microphone(sound)
    blocked = []
    for name in files:
        told: list[Heard] = []
        loop.taken_ms()
        QTimer.singleShot(0, lambda told=told: ears.listen(words, HERTZ, told.append))
        QTimer.singleShot(0, microphone.start)
        words_in = ["paplay", "--device=mic", "--raw", f"--rate={HERTZ}", "--channels=1", "--format=s16le", name]
        with subprocess.Popen(words_in, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as player:
            loop.until(lambda player=player: player.poll() is not None)  # type: ignore[misc]
        QTimer.singleShot(0, ears.end)
        loop.until(lambda told=told: bool(told) and told[-1].kind != "partial")  # type: ignore[misc]
        QTimer.singleShot(0, microphone.stop)
        done: list[bool] = []
        QTimer.singleShot(50, lambda done=done: done.append(True))
        loop.until(lambda done=done: bool(done))  # type: ignore[misc]
        blocked.append(loop.taken_ms())
    ears.close()
    sys.stdout.write(json.dumps({"blocked": blocked}) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
