"""What a technician must know of the voice: `report()` as plain lines of facts (key, value); words are added by whoever shows them.

Starts the real engine, and the recogniser where a model is found, waits for them, and ends them again. Blocks for some seconds.
"""

import queue
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk import phrases
from kiosk.value import dataclass
from voice.clip import Clip
from voice.engine import Engine
from voice.model_folder import find, is_test_model
from voice.pace import Pace
from voice.recogniser import Heard, Recogniser
from voice.renderer import Lost, Order

LANGUAGES = {"zh": "zh", "yue": "zh", "en": "en"}
"""The spoken languages, and the written one whose words each is tried with."""

SAMPLE = "voice.choose.one"

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class SpeechReport:
    """engine: the driver's name ("" when there is none); ready_ms, render_ms: how long it took; languages: those with a voice."""

    engine: str
    ready_ms: int
    render_ms: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearingReport:
    """state: ready, no_model, no_engine; folder of the model; test_model: only good for tests; unknown: words of the product it does not know."""

    state: str
    folder: Path | None = None
    test_model: bool = False
    ready_ms: int = 0
    unknown: tuple[str, ...] = ()


def speech() -> SpeechReport:
    """Speaks one sentence in each language, into memory."""
    calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    engine = Engine(calls.put, lambda _ms, _call: None)
    began = time.monotonic()
    engine.start()
    _until(calls, lambda: bool(engine.driver) or engine.pid is None)
    ready_ms = round((time.monotonic() - began) * 1000)
    spoken: list[str] = []
    render_ms = 0
    for language, written in LANGUAGES.items() if engine.driver else ():
        text = phrases.load(written).say(SAMPLE)
        answers: list[Clip | Lost] = []
        asked = time.monotonic()
        engine.render(Order(text, language, Pace(language).rate), answers.append)
        _until(calls, lambda answers=answers: bool(answers))  # type: ignore[misc]
        if answers and isinstance(answers[0], Clip):
            spoken.append(language)
            render_ms = max(render_ms, round((time.monotonic() - asked) * 1000))
    engine.close()
    return SpeechReport(engine.driver, ready_ms if engine.driver else 0, render_ms, tuple(spoken))


def hearing(words: Sequence[str], setting: str = "") -> HearingReport:
    """Loads the model that would be used and asks it for words it does not know. words: all that the product listens for."""
    folder = find(setting, tests_too=True)
    if folder is None:
        return HearingReport("no_model")
    calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    ears = Recogniser(calls.put, lambda _ms, _call: None, folder)
    began = time.monotonic()
    ears.start()
    _until(calls, lambda: ears.state not in ("off", "starting"))
    ready_ms = round((time.monotonic() - began) * 1000)
    if ears.state == "ready":
        heard: list[Heard] = []
        ears.listen(words, ears.hertz, heard.append)
        ears.end()
        _until(calls, lambda: bool(heard))
    ears.close()
    return HearingReport(ears.state, folder, is_test_model(folder), ready_ms, ears.unknown)


def _until(calls: "queue.SimpleQueue[Callable[[], None]]", condition: Callable[[], bool]) -> None:
    """Deal with answers until the condition holds or SECONDS are over."""
    end = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < end:
        try:
            calls.get(timeout=0.1)()
        except queue.Empty:
            continue
