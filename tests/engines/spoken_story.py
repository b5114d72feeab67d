"""Somebody who only speaks, in front of the whole program on a virtual sound card; run by test_spoken_story as a process of its own.

No finger and no key: a card lies on the reader, the guide is listened to, and after it something is said. Arguments: the model's folder, how many
decibels the noise in the room lies below the voice ("-": none), and how many times shorter the guide makes it (its sentences are cut off then; 1:
it is heard to its end). Prints one JSON object: what was said, heard and seen, which answers were spoken and which fields could not be.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from kiosk.events import Event, Heard, HeardNothing
from kiosk.forms.model import Question, QuestionKind
from kiosk.journeys import hearing
from kiosk.journeys.apply.state import State
from kiosk.launch.driver import Driver, Ticks
from kiosk.launch.embedded import EmbeddedPortal
from kiosk.launch.shown import heard_line
from kiosk.launch.wiring import Parts, Program
from kiosk.settings import Settings
from tests.engines.sound_card import Recorder
from tests.engines.tiny_model.features import noise, resampled
from tests.engines.tiny_model.words import OUTSIDE
from ui.app import App, Setup
from voice.clip import Clip
from voice.engine import Engine
from voice.microphone import Microphone
from voice.port import Voice
from voice.recording import AtOnce
from voice.renderer import Order
from voice.speaker import DeviceSpeaker

HERTZ = 16_000
SEED = 41
VOICE_LEVEL = 4_000.0
"""The root mean square that every utterance is played at, 0 to 32767."""
AGREE = "没错"
PERSON = "P001"
CODE = "YL0000000101"
RATES = (150, 120, 180, 105, 135, 165)
"""How fast a thing is said, and said again when it was not understood (pyttsx3's words a minute)."""
PATIENCE_S, WHOLE_S = 180.0, 600.0
"""For whatever is waited for; and for the guide to have read a screen to its end, where it is not cut short."""
RATE = 6
"""The guide at its fastest, as it may be set on every screen: the story is long enough."""
FREE = (QuestionKind.NAME, QuestionKind.TEXT, QuestionKind.LONG_TEXT)
"""What needs an open vocabulary: the test model has none."""


class Citizen:
    """Speaks into the microphone, hears the loudspeaker, and has a card; acts in no other way unless it is written down in `by_hand`."""

    def __init__(self, model: Path, data: Path, below_db: float | None, hurry: int) -> None:
        self.programs: list[Program] = []
        self.errors: list[str] = []
        self.heard: list[dict[str, Any]] = []
        self.said: list[str] = []
        self.events: list[str] = []
        self.asked: list[dict[str, str]] = []
        self.screens: list[str] = []
        self.asked_again = 0
        self.after_speech_ms: list[float] = []
        self.mouth = AtOnce()
        self.pieces = 0
        self.patience_s = PATIENCE_S if hurry > 1 else WHOLE_S
        self.chatter: list[str] = []
        self.noise = Noise(below_db) if below_db is not None else None
        app = App(
            self._send,
            Setup(kiosk=False, may_leave=True, windowed=(1280, 800), clock=Ticks(), log=self.errors.append),
        )
        voices: list[Voice] = []

        def sooner(ms: int, call: Callable[[], None]) -> None:
            QTimer.singleShot(ms // hurry, call)

        speaker = DeviceSpeaker(sooner, lambda code: voices[0].lost(code))
        voices.append(Voice(Engine(app.post, QTimer.singleShot), speaker, sooner, self._send))
        self.portal = EmbeddedPortal(data / "sandbox")
        parts = Parts(
            embedded=self.portal, on_heard=self._heard, on_screen=self._seen, microphone=self._plug, test_model=True
        )
        settings = Settings(data=str(data), model=str(model), talk="after_reading")
        self.program = Program(settings, app, voices[0], parts)
        self.programs.append(self.program)
        self.driver = Driver(self.program)
        app.window.open((1280, 800))
        self.program.begin()
        self.program.open_doors()
        session = self.program.controller
        self.driver.wait("the catalogue", lambda: bool(session.session.catalogue.index.services))
        self.driver.wait("a microphone and a model", lambda: session.session.can_listen)
        session.session = replace(session.session, display=replace(session.session.display, rate=RATE))

    def _plug(self, sound: Callable[[bytes, float], None]) -> Microphone:
        """The real microphone, whose pieces are counted: one begins to speak when it brings something."""

        def counted(pcm: bytes, level: float) -> None:
            self.pieces += 1
            sound(pcm, level)

        return Microphone(counted)

    def _send(self, event: Event) -> None:
        if self.programs:
            self.events.append(type(event).__name__)
            self.programs[0].send(event)

    def _heard(self, heard: Heard | HeardNothing) -> None:
        self.heard.append({"screen": self.driver.name, **heard_line(heard)})

    def _seen(self, screen: Any, _display: Any) -> None:
        if self.screens[-1:] != [screen.name]:
            self.screens.append(screen.name)

    @property
    def name(self) -> str:
        """The screen that stands."""
        return self.driver.name

    def says(self, words: str, done: Callable[[], bool]) -> None:
        """The words, when one is listened to, and what is to come of them; said again when it was not understood."""
        for rate in RATES:
            self._speak(words, rate)
            end = time.monotonic() + PATIENCE_S
            while not (done() or self._unheard() or isinstance(self._hearing(), hearing.Listening)) and time.monotonic() < end:
                self.driver.pump()
            if done():
                return
            if isinstance(self._hearing(), hearing.Asking) and "hearing.right" in self._names() and words != AGREE:
                self.says(AGREE, lambda: not isinstance(self._hearing(), hearing.Asking | hearing.Listening))  # it was not sure
                if done():
                    return
                continue
            self.asked_again += 1
        raise AssertionError(f"{words} was not understood on {self.name}: {self.heard[-len(RATES) :]}")

    def goes_on(self, words: str, *away_from: str) -> None:
        """Words that lead to another screen, through a question when there is one."""
        here = self.program.controller.screen.id
        self.says(words, lambda: self.program.controller.screen.id != here)
        if self.name == "hearing":
            self.says(
                AGREE if "hearing.right" in self._names() else "确定要办",
                lambda: self.name not in ("hearing", *away_from),
            )

    def hears_others(self, name: str) -> None:
        """Somebody near says what has nothing to do with it: it is asked back, and nothing is done."""
        words = OUTSIDE[len(self.chatter) % len(OUTSIDE)]
        self.chatter.append(words)
        self._speak(words)
        self.driver.wait("being asked back", self._unheard)
        assert self.name == name, (words, self.name, self.heard[-1])
        self.asked_again += 1

    def _unheard(self) -> bool:
        state = self._hearing()
        return isinstance(state, hearing.Missed | hearing.Asking)

    def _names(self) -> list[str]:
        return [action.name for action in self.driver.actions()]

    def _hearing(self) -> Any:
        return self.program.controller.session.hearing

    def _speak(self, words: str, rate: int = RATES[0]) -> None:
        self.said.append(words)
        self.driver.wait("to be listened to", lambda: isinstance(self._hearing(), hearing.Listening), self.patience_s)
        before = self.pieces
        self.driver.wait("the microphone", lambda: self.pieces > before, PATIENCE_S)
        assert self.program.voice is not None and not self.program.voice.busy, "the guide speaks into the microphone"
        clips: list[Any] = []
        self.mouth.render(Order(words, "zh", rate), clips.append)
        clip = clips[0]
        assert isinstance(clip, Clip), clip
        player = subprocess.Popen(["paplay", "--device=mic", "/dev/stdin"], stdin=subprocess.PIPE)
        assert player.stdin
        feeding = threading.Thread(target=_feed, args=(player, levelled(clip).wav()), daemon=True)
        feeding.start()
        self.driver.wait("the words to be said", lambda: player.poll() is not None, PATIENCE_S)
        ended = time.monotonic()
        self.driver.wait("an end of listening", lambda: not isinstance(self._hearing(), hearing.Listening), PATIENCE_S)
        self.after_speech_ms.append((time.monotonic() - ended) * 1000)

    def close(self) -> None:
        """Goes home."""
        if self.noise is not None:
            self.noise.close()
        self.program.close()
        self.mouth.close()


class Noise:
    """The room: as loud all the time, so many decibels below the voice, the same every time."""

    def __init__(self, below_db: float) -> None:
        words = ["paplay", "--device=mic", "--raw", f"--rate={HERTZ}", "--channels=1", "--format=s16le"]
        self._player = subprocess.Popen(words, stdin=subprocess.PIPE)
        sound = noise(HERTZ * 20, np.random.default_rng(SEED), 1) * VOICE_LEVEL * 10 ** (-below_db / 20)
        self._pcm = np.clip(sound, -32767, 32767).astype("<i2").tobytes()
        self._thread = threading.Thread(target=self._play, daemon=True)
        self._thread.start()

    def _play(self) -> None:
        assert self._player.stdin
        try:
            while True:
                self._player.stdin.write(self._pcm)
        except (OSError, ValueError):
            return  # the player was ended

    def close(self) -> None:
        """Silence."""
        self._player.terminate()
        self._player.wait(60)
        self._thread.join(10)


def levelled(clip: Clip) -> Clip:
    """As loud as every other, at the microphone's own rate: what a sound server's quick resampling takes, noise makes worse."""
    samples = resampled(np.frombuffer(clip.pcm, "<i2"), clip.hertz)
    sounding = samples[np.abs(samples) > 200]
    louder = samples * VOICE_LEVEL / (np.sqrt(np.mean(sounding**2)) + 1e-9)
    return Clip(np.clip(louder, -32767, 32767).astype("<i2").tobytes(), HERTZ)


def _feed(player: "subprocess.Popen[bytes]", wav: bytes) -> None:
    player.communicate(wav, timeout=120)


def elder_allowance(citizen: Citizen) -> None:
    """From the idle kiosk to the case at the portal."""
    driver = citizen.driver
    driver.until("welcome")
    citizen.program.card_reader.insert(PERSON)
    driver.until("notice")
    citizen.goes_on("知道了")
    driver.until("home")
    citizen.goes_on("高龄津贴")
    for _ in range(40):
        driver.wait(
            "a screen", lambda: citizen.name not in ("apply.loading", "apply.sending", "apply.material.sending")
        )
        match citizen.name:
            case "apply.guide":
                citizen.goes_on("我要办")
            case "apply.consent" if citizen.noise is not None and not citizen.chatter:
                citizen.hears_others("apply.consent")
                here = citizen.program.controller.screen.id
                citizen.says("我同意", lambda here=here: citizen.program.controller.screen.id != here)  # type: ignore[misc]
                citizen.hears_others("hearing")
                citizen.says("确定要办", lambda: citizen.name not in ("hearing", "apply.consent"))
            case "apply.consent":
                citizen.goes_on("同意", "apply.consent")
            case "apply.known":
                citizen.goes_on("都对")
            case "apply.question":
                asking = _application(citizen).asking
                assert asking is not None
                citizen.says("不是", lambda: bool(_chosen(citizen)))
                citizen.asked.append({"pointer": asking.pointer, "kind": asking.question.kind.value, "words": "不是"})
                citizen.goes_on("下一步")
            case "apply.review":
                driver.wait(
                    "a draft", lambda: getattr(citizen.program.controller.session.journey, "draft", None) is not None
                )
                citizen.goes_on("去签名")
            case "apply.sign":
                citizen.goes_on("我声明属实", "apply.sign")
            case "apply.receipt":
                return
            case name if name.startswith("apply.material."):
                if not _chosen(citizen):
                    citizen.says("第一个", lambda: bool(_chosen(citizen)))
                citizen.goes_on("下一步")
            case name:
                raise AssertionError(f"nothing can be said on {name}: {citizen.heard[-5:]}")
    raise AssertionError("no end of questions")


def _chosen(citizen: Citizen) -> tuple[str, ...]:
    from kiosk.blocks import Choices

    block = citizen.driver.find(Choices)
    return block.chosen if isinstance(block, Choices) else ("",)


def _application(citizen: Citizen) -> State:
    state = citizen.program.controller.session.journey
    assert isinstance(state, State), citizen.name
    return state


def unspoken(citizen: Citizen) -> list[dict[str, str]]:
    """The form's fields that nobody had to speak, or could not: known from the register, not asked, or free words that the test model lacks."""
    state = _application(citizen)
    spoken = {one["pointer"] for one in citizen.asked}
    found = []
    for item in state.questions.items:
        for question in [item] if isinstance(item, Question) else item.questions:
            if question.pointer not in spoken:
                why = "known" if question.pointer in state.sources else "not asked"
                free = ", and needs an open vocabulary" if question.kind in FREE else ""
                found.append({"pointer": question.pointer, "kind": question.kind.value, "why": why + free})
    return found


def main() -> None:
    """Plays it, and tells what came of it."""
    recorder = Recorder(dict(os.environ))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yinling-story-") as temporary:
        below_db = None if sys.argv[2] == "-" else float(sys.argv[2])
        citizen = Citizen(Path(sys.argv[1]), Path(temporary), below_db, int(sys.argv[3]))
        try:
            elder_allowance(citizen)
            key = getattr(citizen.program.controller.session.journey, "key", "")
            fields = unspoken(citizen)
            citizen.goes_on("好了")
            citizen.driver.until("home")
            citizen.goes_on("查进度")
            citizen.driver.until("track.list")
            citizen.goes_on("第一个")
            citizen.driver.until("track.one")
            with urllib.request.urlopen(citizen.portal.url() + "/sandbox/applications", timeout=60) as answer:
                rows = [row for row in json.load(answer)["items"] if row["client_key"] == key]
            loud = recorder.loud_moments(begun)
        finally:
            sys.excepthook = sys.__excepthook__  # the program's own writes into citizen.errors
            told = {
                "said": citizen.said,
                "heard": citizen.heard,
                "screens": citizen.screens,
                "chatter": citizen.chatter,
                "spoken_answers": citizen.asked,
                "events": sorted(set(citizen.events)),
                "asked_again": citizen.asked_again,
                "after_speech_ms": [round(one) for one in citizen.after_speech_ms],
                "errors": [line for line in citizen.errors if "qt.multimedia" not in line],
            }
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr)
            citizen.close()
            recorder.close()
    told |= {"unspoken_fields": fields, "cases": [(row["service"], row["state"]) for row in rows], "loud": len(loud)}
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
