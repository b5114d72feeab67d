"""The process that speaks: the real voice on the sound device of its environment, heard at the device's monitor.

Writes milliseconds from the shown screen to the first sound, and from stop to the last sound, as JSON.
"""

import json
import os
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer

from kiosk.events import Event
from kiosk.screen import Display, Heading, Screen
from ui.app import App, Setup
from voice.engine import Engine
from voice.port import Voice
from voice.speaker import DeviceSpeaker

TURNS = 6
HERTZ = 22_050
LOUD = 100
"""Samples above this are sound."""
QUIET_S = 0.4
DEADLINE_S = 20.0


class Heard:
    """What comes out of the loudspeaker: chunks, with the moment each came."""

    def __init__(self) -> None:
        words = ["parec", "--device=speaker.monitor", f"--rate={HERTZ}", "--channels=1", "--format=s16le", "--latency-msec=5"]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.chunks: list[tuple[float, bytes]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout
        while chunk := os.read(self._process.stdout.fileno(), 4096):
            self.chunks.append((time.monotonic(), chunk))

    def loud(self, since: float) -> list[float]:
        """When there was sound."""
        return [at for at, chunk in list(self.chunks) if at >= since and _peak(chunk) > LOUD]

    def close(self) -> None:
        """No longer."""
        self._process.terminate()
        self._process.wait()


def _peak(chunk: bytes) -> int:
    return max(map(abs, array("h", chunk[: len(chunk) // 2 * 2])), default=0)


def _until(condition: Callable[[], bool]) -> None:
    """Lets the program run; QTest.qWait would keep the ear's thread from running."""
    end = time.monotonic() + DEADLINE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents()


def main() -> None:
    """Its argument is the phrase that is said."""
    key = sys.argv[1]
    voices: list[Voice] = []

    def unheard(event: Event) -> None:
        """Captions and losses are nobody's business here."""

    app = App(unheard, Setup(kiosk=False))
    engine = Engine(app.post, QTimer.singleShot)
    speaker = DeviceSpeaker(QTimer.singleShot, lambda code: voices[0].lost(code))
    voice = Voice(engine, speaker, QTimer.singleShot, unheard)
    voices.append(voice)
    voice.start()
    _until(lambda: bool(engine.driver))
    heard = Heard()
    _until(lambda: bool(heard.chunks))
    starts, stops = [], []
    for turn in range(TURNS):
        begun = time.monotonic()
        voice.show(Screen(f"turn{turn}", (Heading(key),)), Display())
        _until(lambda begun=begun: bool(heard.loud(begun)))  # type: ignore[misc]
        starts.append((heard.loud(begun)[0] - begun) * 1000)
        stopped = time.monotonic()
        voice.stop()
        _until(lambda stopped=stopped: time.monotonic() > stopped + QUIET_S)  # type: ignore[misc]
        late = heard.loud(stopped)
        stops.append((late[-1] - stopped) * 1000 if late else 0.0)
    heard.close()
    voice.close()
    sys.stdout.write(json.dumps({"starts": starts, "stops": stops}) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
