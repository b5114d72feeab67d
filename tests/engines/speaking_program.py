"""A small Qt program with the real voice, run by test_speaker on a sound card of its own: Qt looks for the sound server once a process.

Its argument is a scenario; it prints one JSON object of what it measured, times in milliseconds.
"""

import atexit
import datetime
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from kiosk import phrases
from kiosk.blocks import Action, Heading, Notice
from kiosk.display import Display
from kiosk.events import Event, GoBack, ReadAgain, Said, VoiceLost
from kiosk.screen import Screen
from kiosk.text import Words
from tests.engines.sound_card import Recorder
from voice.clip import Clip
from voice.engine import Engine
from voice.listening import Ear, Listening
from voice.microphone import Microphone
from voice.port import Voice
from voice.recogniser import Recogniser
from voice.renderer import Lost, Order
from voice.speaker import DeviceSpeaker
from voice.understand.meaning import Do

WORD = "查进度"
"""Said into the microphone."""

PATIENCE_MS = 60_000
"""An engine is not taken for hung because the machine is busy."""

QUESTION = Screen("one", (Heading(Words("您的出生日期是哪一天？")), Notice(Words("网络有点慢"))))


class Post(QObject):
    """Calls on the main thread, until Python ends: as ui.app does it, a thread that is in Qt then would bring the program down."""

    called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.RLock()
        self._closed = False
        self.called.connect(self._call, Qt.ConnectionType.QueuedConnection)
        atexit.register(self.close)

    def carry(self, call: Callable[[], None]) -> None:
        with self._lock:
            if not self._closed:
                self.called.emit(call)

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def _call(self, call: Callable[[], None]) -> None:
        call()


class Program:
    """The voice with Qt around it."""

    def __init__(self) -> None:
        self.app = QCoreApplication([])
        self.post = Post()
        self.events: list[tuple[float, Event]] = []
        engine = Engine(self.post.carry, QTimer.singleShot, deadline_ms=PATIENCE_MS)
        self.engine = engine
        self.voice: Voice
        speaker = DeviceSpeaker(QTimer.singleShot, lambda code: self.voice.lost(code))
        self.voice = Voice(engine, speaker, QTimer.singleShot, self._send)
        self.voice.start()
        self.until(lambda: bool(engine.driver))

    def _send(self, event: Event) -> None:
        self.events.append((time.monotonic(), event))

    def until(self, condition: Callable[[], bool], seconds: float = 120) -> None:
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
    program.voice.show(QUESTION, Display())
    program.until(lambda: bool(recorder.loud_moments(begun)))
    subprocess.run(["pactl", "exit"], check=True, timeout=60)
    recorder.close()
    program.until(lambda: not program.voice.busy)
    return {"said": program.said(), "lost": program.lost()}


def unplug_headset(program: Program) -> dict[str, object]:
    """One device goes in mid-sentence, and the sound server stays."""
    recorder = Recorder(dict(os.environ))
    begun = time.monotonic()
    program.voice.show(QUESTION, Display())
    program.until(lambda: bool(recorder.loud_moments(begun)))
    listed = subprocess.run(["pactl", "list", "short", "modules"], capture_output=True, check=True, timeout=60).stdout.decode()
    module = next(line.split("\t")[0] for line in listed.splitlines() if "sink_name=speaker" in line)
    subprocess.run(["pactl", "unload-module", module], check=True, timeout=60)
    recorder.close()
    program.until(lambda: not program.voice.busy)
    return {"said": program.said(), "lost": program.lost()}


def talk(program: Program) -> dict[str, object]:
    """A tap, a word spoken into the microphone by a synthetic voice, and what it meant. The model's folder is in TEST_VOSK_MODEL."""
    ears: list[Ear] = []
    model = Path(os.environ.get("TEST_VOSK_MODEL", "none"))
    recogniser = Recogniser(program.post.carry, QTimer.singleShot, model, answer_ms=PATIENCE_MS)
    today = datetime.date(2026, 5, 20)
    listening = Listening(recogniser, Microphone, program.voice.stop, ears.append, lambda: today)
    listening.start()
    program.until(lambda: recogniser.state != "starting")
    clips: list[Clip | Lost] = []
    program.engine.render(Order(WORD, "zh", 150), clips.append)
    program.until(lambda: bool(clips))
    assert isinstance(clips[0], Clip)
    program.voice.show(QUESTION, Display())
    shown = Screen(
        "two", (Heading(Words("好吗？")), Action(Words(WORD), ReadAgain()), Action(Words("上一步"), GoBack()))
    )
    listening.talk(shown, phrases.load("zh"))
    silent = not program.voice.busy
    program.until(lambda: len(ears) > 3 or not listening.listening)
    if not listening.listening:
        listening.close()
        return {"silent": silent, "quiet": 0.0, "state": ears[-1].state, "after": 0}
    quiet = max(ear.level for ear in ears)
    player = subprocess.Popen(["paplay", "--device=mic", "/dev/stdin"], stdin=subprocess.PIPE)
    player.communicate(clips[0].wav(), timeout=120)
    program.until(lambda: max(ear.level for ear in ears) > 0.1)
    spoke = time.monotonic()
    program.until(lambda: not listening.listening or time.monotonic() > spoke + 1.5)
    if listening.listening:
        listening.talk(shown, phrases.load("zh"))
        program.until(lambda: not listening.listening)
    told = len(ears)
    rest = time.monotonic() + 0.4
    program.until(lambda: time.monotonic() > rest)
    last = ears[-1]
    listening.close()
    meant = last.meaning.name if isinstance(last.meaning, Do) else type(last.meaning).__name__
    return {
        "silent": silent,
        "quiet": quiet,
        "state": last.state,
        "text": last.text,
        "meant": meant,
        "after": len(ears) - told,
    }


def main() -> None:
    program = Program()
    scenarios = (speak_and_stop, speak_all, unplug, unplug_headset, talk)
    scenario = {one.__name__: one for one in scenarios}[sys.argv[1]]
    result = scenario(program)
    program.voice.close()
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
