"""What the tour says to the program: the engine's own voice, fed to the real recogniser in place of a microphone, with no sound card.

A synthetic voice shows that the parts fit together, never how well a person would be understood. Without a model the transcript says so.
"""

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from kiosk.journeys import hearing
from kiosk.launch.driver import CannotGoOn, Driver
from kiosk.launch.shared_sandbox import made_up_world
from voice.clip import Clip
from voice.microphone import HERTZ, level
from voice.model_folder import TEST_MARK, find
from voice.renderer import Lost, Order, Renderer

if TYPE_CHECKING:
    from kiosk.launch.tour import Recorder

SCENE = "by voice"
PIECE_S, EVERY_MS = 0.1, 10
RATE = 150
LONGEST_S = 40.0
LOUD = 0.6
"""Of full loudness, so that nothing is clipped."""


@dataclass(frozen=True, slots=True)
class Step:
    """On which screen what is said, and the action to press where it was not understood ("": go on all the same)."""

    screen: str
    say: str
    press: str = ""


def steps() -> tuple[Step, ...]:
    """All that is said."""
    found: list[dict[str, str]] = json.loads((made_up_world() / "tour_spoken.json").read_text("utf-8"))
    return tuple(Step(**one) for one in found)


def model(setting: str) -> tuple[Path | None, str]:
    """The folder to listen with, and how the transcript calls it: none, test fixture, or model. The tour is no citizen: a fixture will do."""
    folder = find(setting, tests_too=True)
    if folder is None:
        return None, "none"
    return folder, "test fixture" if (folder / TEST_MARK).exists() else "model"


class Mouth:
    """A source of sound that says what it was given, then silence, ten times as fast as a person."""

    def __init__(self, engine: Renderer) -> None:
        self._engine = engine
        self._sound: Callable[[bytes, float], None] = _nobody
        self._pieces: list[bytes] = []
        self._turn = 0
        self.words = ""

    def plug(self, sound: Callable[[bytes, float], None]) -> "Mouth":
        """As hearing.Plug."""
        self._sound = sound
        return self

    def give(self, words: str) -> None:
        """What to say when it is listened to next. Raises CannotGoOn when there is no voice to say it."""
        clips: list[Clip | Lost] = []
        self._engine.render(Order(words, "zh", RATE), clips.append)
        clip = clips[0]
        if not isinstance(clip, Clip):
            raise CannotGoOn(f"no voice: {clip.code}")
        self.words = words
        pcm = bytes(HERTZ) + at_rate(clip, HERTZ)
        size = 2 * int(PIECE_S * HERTZ)
        self._pieces = [pcm[start : start + size] for start in range(0, len(pcm), size)]

    def start(self) -> bool:
        """See listening.Source."""
        self._turn += 1
        self._next(self._turn, list(self._pieces))
        return True

    def stop(self) -> None:
        """See listening.Source."""
        self._turn += 1

    def _next(self, turn: int, left: list[bytes]) -> None:
        if turn != self._turn:
            return
        piece = left.pop(0) if left else bytes(2 * int(PIECE_S * HERTZ))
        QTimer.singleShot(EVERY_MS, lambda: self._next(turn, left))
        self._sound(piece, level(piece))


def _nobody(pcm: bytes, level: float) -> None:
    """Nobody listens yet."""


def at_rate(clip: Clip, hertz: int) -> bytes:
    """A clip's sound at another rate, a little softer."""
    samples = array("h", clip.pcm)
    out = array("h")
    for number in range((len(samples) - 1) * hertz // clip.hertz):
        place, part = divmod(number * clip.hertz, hertz)
        out.append(int((samples[place] + (samples[place + 1] - samples[place]) * part / hertz) * LOUD))
    return out.tobytes()


def play(driver: Driver, mouth: Mouth, said: Sequence[Step]) -> None:
    """Presses the tool to talk, says each thing, and lets the recorder write down what came of it. What was not understood is pressed."""
    controller = driver.program.controller
    driver.wait("a recogniser", lambda: controller.session.can_listen, LONGEST_S)
    for step in said:
        driver.until(step.screen)
        before = controller.screen.id
        mouth.give(step.say)
        driver.press("talk")
        driver.wait("an end of listening", lambda: not isinstance(controller.session.hearing, hearing.Listening), LONGEST_S)
        if isinstance(controller.session.hearing, hearing.Asking) and step.screen != "hearing" and "hearing.right" in names(driver):
            driver.press("hearing.right")  # it was not sure
        if step.press and controller.screen.id == before:
            driver.press(step.press)
        driver.wait("a screen", lambda: not driver.name.endswith((".loading", ".sending", ".opening")))


def names(driver: Driver) -> tuple[str, ...]:
    """All that can be pressed."""
    return tuple(action.name for action in driver.actions())


def not_alone(driver: Driver, sandbox: object) -> tuple[str, ...]:
    """Nothing is handed in where only talking is shown."""
    return ()


def unheard(out: Path, number: int, note: str) -> None:
    """The transcript says that nothing could be listened to."""
    line: dict[str, Any] = {"number": number, "journey": SCENE, "screen": "", "shown": [], "said": [], "heard": [], "note": note}
    with open(out / "transcript.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def recorded(recorder: "Recorder", mouth: Mouth) -> None:
    """From now on what is heard is written down with the words that were said."""
    recorder.spoken = lambda: mouth.words
