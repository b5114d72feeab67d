"""Somebody who only speaks, in front of the whole program on a virtual sound card; run by test_spoken_story as a process of its own.

Arguments: the model's folder, a folder for data. Prints one JSON object: what was said, heard and seen, and what could not be spoken.
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
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from kiosk.events import Event, Heard, HeardNothing, Talk
from kiosk.journeys import hearing
from kiosk.launch.driver import Driver, Ticks
from kiosk.launch.embedded import EmbeddedPortal
from kiosk.launch.shown import heard_line
from kiosk.launch.wiring import Parts, Program
from kiosk.settings import Settings
from tests.engines.sound_card import Recorder
from ui.app import App, Setup
from voice.clip import Clip
from voice.engine import Engine, Order
from voice.port import Voice
from voice.recording import AtOnce
from voice.speaker import DeviceSpeaker

PERSON = "P001"
CODE = "YL0000000101"
MOST_TRIES = 4
PATIENCE_S = 40.0


class Citizen:
    """Speaks into the microphone, hears the loudspeaker, and has a card; acts in no other way unless it is written down in `by_hand`."""

    def __init__(self, model: Path, data: Path) -> None:
        self.programs: list[Program] = []
        self.errors: list[str] = []
        self.heard: list[dict[str, Any]] = []
        self.said: list[str] = []
        self.by_hand: list[str] = []
        self.screens: list[str] = []
        self.asked_again = 0
        self.after_speech_ms: list[float] = []
        self.mouth = AtOnce()
        app = App(
            self._send,
            Setup(kiosk=False, may_leave=True, windowed=(1280, 800), clock=Ticks(), log=self.errors.append),
        )
        voices: list[Voice] = []
        speaker = DeviceSpeaker(QTimer.singleShot, lambda code: voices[0].lost(code))
        voices.append(Voice(Engine(app.post, QTimer.singleShot), speaker, QTimer.singleShot, self._send))
        self.portal = EmbeddedPortal(data / "sandbox")
        parts = Parts(embedded=self.portal, on_heard=self._heard, on_screen=self._seen, test_model=True)
        settings = Settings(data=str(data), model=str(model))
        self.program = Program(settings, app, voices[0], parts)
        self.programs.append(self.program)
        self.driver = Driver(self.program)
        app.window.open((1280, 800))
        self.program.begin()
        self.program.open_doors()
        session = self.program.controller
        self.driver.wait("the catalogue", lambda: bool(session.session.catalogue.index.services))
        self.driver.wait("a microphone and a model", lambda: session.session.can_listen)

    def _send(self, event: Event) -> None:
        if self.programs:
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
        """A tap to talk (a switch's), the words, and what is to come of them; said again when it was not understood."""
        for _ in range(MOST_TRIES):
            self._speak(words)
            end = time.monotonic() + 8
            while not done() and time.monotonic() < end:
                self.driver.pump()
                if _unheard(self._hearing()):
                    break
            if done():
                return
            self.asked_again += 1
        raise AssertionError(f"{words} was not understood on {self.name}: {self.heard[-MOST_TRIES:]}")

    def goes_on(self, words: str, *away_from: str) -> None:
        """Words that lead to another screen, through a question when there is one."""
        here = self.program.controller.screen.id
        self.says(words, lambda: self.program.controller.screen.id != here)
        if self.name == "hearing":
            self.says(
                "对" if "hearing.right" in self._names() else "确定要办",
                lambda: self.name not in ("hearing", *away_from),
            )

    def _names(self) -> list[str]:
        return [action.name for action in self.driver.actions()]

    def _hearing(self) -> Any:
        return self.program.controller.session.hearing

    def _speak(self, words: str) -> None:
        self.said.append(words)
        self.program.send(Talk())
        self.driver.wait("the microphone", lambda: isinstance(self._hearing(), hearing.Listening) and _is_recorded())
        assert self.program.voice is not None and not self.program.voice.busy, "the guide speaks into the microphone"
        clips: list[Any] = []
        self.mouth.render(Order(words, "zh", 150), clips.append)
        clip = clips[0]
        assert isinstance(clip, Clip), clip
        player = subprocess.Popen(["paplay", "--device=mic", "/dev/stdin"], stdin=subprocess.PIPE)
        assert player.stdin
        feeding = threading.Thread(target=_feed, args=(player, clip.wav()), daemon=True)
        feeding.start()
        self.driver.wait("the words to be said", lambda: player.poll() is not None, PATIENCE_S)
        ended = time.monotonic()
        self.driver.wait("an end of listening", lambda: not isinstance(self._hearing(), hearing.Listening), PATIENCE_S)
        self.after_speech_ms.append((time.monotonic() - ended) * 1000)

    def close(self) -> None:
        """Goes home."""
        self.program.close()
        self.mouth.close()


def _unheard(state: object) -> bool:
    return isinstance(state, hearing.Missed) or (isinstance(state, hearing.Asking) and state.unclear)


def _feed(player: "subprocess.Popen[bytes]", wav: bytes) -> None:
    player.communicate(wav, timeout=30)


def _is_recorded() -> bool:
    listed = subprocess.run(["pactl", "list", "short", "source-outputs"], capture_output=True, check=False, timeout=10)
    return any(b"\t" in line and b"parec" not in line for line in listed.stdout.splitlines())


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
            case "apply.consent":
                citizen.goes_on("同意", "apply.consent")
            case "apply.known":
                citizen.goes_on("都对")
            case "apply.question":
                citizen.says("不是", lambda: bool(_chosen(citizen)))
                citizen.goes_on("下一步")
            case "apply.review":
                driver.wait(
                    "a draft", lambda: getattr(citizen.program.controller.session.journey, "draft", None) is not None
                )
                citizen.goes_on("去签名")
            case "apply.sign":
                citizen.by_hand.append("signature")
                driver.sign()
                citizen.goes_on("提交", "apply.sign")
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
    from kiosk.screen import Choices

    block = citizen.driver.find(Choices)
    return block.chosen if isinstance(block, Choices) else ("",)


def main() -> None:
    """Plays it, and tells what came of it."""
    recorder = Recorder(dict(os.environ))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yinling-story-") as temporary:
        citizen = Citizen(Path(sys.argv[1]), Path(temporary))
        try:
            elder_allowance(citizen)
            key = getattr(citizen.program.controller.session.journey, "key", "")
            citizen.goes_on("好了")
            citizen.driver.until("home")
            citizen.goes_on("查进度")
            citizen.driver.until("track.list")
            with urllib.request.urlopen(citizen.portal.url() + "/sandbox/applications", timeout=10) as answer:
                rows = [row for row in json.load(answer)["items"] if row["client_key"] == key]
            loud = recorder.loud_moments(begun)
        finally:
            told = {
                "said": citizen.said,
                "heard": citizen.heard,
                "screens": citizen.screens,
                "by_hand": citizen.by_hand,
                "asked_again": citizen.asked_again,
                "after_speech_ms": [round(one) for one in citizen.after_speech_ms],
                "errors": [line for line in citizen.errors if "qt.multimedia" not in line],
            }
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr)
            citizen.close()
            recorder.close()
    told |= {"cases": [(row["service"], row["state"]) for row in rows], "loud": len(loud)}
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
