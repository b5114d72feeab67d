"""A small Qt program with the real voice, run by test_speaker on a sound card of its own: Qt looks for the sound server once a process.

Its argument is a scenario; it prints one JSON object of what it measured, times in milliseconds.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from kiosk.events import Event, Said, VoiceLost
from kiosk.screen import Display, Heading, Notice, Screen, Words
from tests.engines.sound_card import Recorder
from voice.engine import Engine
from voice.port import Voice
from voice.speaker import DeviceSpeaker

QUESTION = Screen("one", (Heading(Words("您的出生日期是哪一天？")), Notice(Words("网络有点慢"))))


class Post(QObject):
    """Calls on the main thread."""

    called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.called.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, call: Callable[[], None]) -> None:
        call()


class Program:
    """The voice with Qt around it."""

    def __init__(self) -> None:
        self.app = QCoreApplication([])
        self.post = Post()
        self.events: list[tuple[float, Event]] = []
        engine = Engine(self.post.called.emit, QTimer.singleShot)
        self.engine = engine
        self.voice: Voice
        speaker = DeviceSpeaker(QTimer.singleShot, lambda code: self.voice.lost(code))
        self.voice = Voice(engine, speaker, QTimer.singleShot, self._send)
        self.voice.start()
        self.until(lambda: bool(engine.driver))

    def _send(self, event: Event) -> None:
        self.events.append((time.monotonic(), event))

    def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError
            self.app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def said(self) -> list[str]:
        return [event.text for _, event in self.events if isinstance(event, Said)]

    def lost(self) -> list[str]:
        return [event.code for _, event in self.events if isinstance(event, VoiceLost)]


def speak_and_stop(program: Program) -> dict[str, object]:
    """Five times: from show to the first sound, from stop to the last sound."""
    recorder = Recorder(dict(os.environ))
    starts, stops = [], []
    early = "PySide6.QtMultimedia" in sys.modules
    for turn in range(5):
        begun = time.monotonic()
        program.voice.show(Screen(f"turn{turn}", QUESTION.blocks), Display())
        program.until(lambda begun=begun: bool(recorder.loud_moments(begun)))  # type: ignore[misc]
        starts.append((recorder.loud_moments(begun)[0] - begun) * 1000)
        stopped = time.monotonic()
        program.voice.stop()
        program.until(lambda stopped=stopped: time.monotonic() > stopped + 0.4)  # type: ignore[misc]
        late = recorder.loud_moments(stopped)
        stops.append((late[-1] - stopped) * 1000 if late else 0.0)
    recorder.close()
    return {"first": starts[0], "later": starts[1:], "stops": stops, "imported_before_first_word": early}


def speak_all(program: Program) -> dict[str, object]:
    """One screen to its end."""
    begun = time.monotonic()
    program.voice.show(QUESTION, Display(rate=6))
    program.until(lambda: not program.voice.busy)
    return {"said": program.said(), "lost": program.lost(), "ms": (time.monotonic() - begun) * 1000}


def unplug(program: Program) -> dict[str, object]:
    """The sound server goes in mid-sentence."""
    recorder = Recorder(dict(os.environ))
    begun = time.monotonic()
    program.voice.show(QUESTION, Display(rate=6))
    program.until(lambda: bool(recorder.loud_moments(begun)))
    recorder.close()
    subprocess.run(["pactl", "exit"], check=True, timeout=10)
    program.until(lambda: not program.voice.busy)
    return {"said": program.said(), "lost": program.lost()}


def main() -> None:
    program = Program()
    scenario = {"speak_and_stop": speak_and_stop, "speak_all": speak_all, "unplug": unplug}[sys.argv[1]]
    result = scenario(program)
    program.voice.close()
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
