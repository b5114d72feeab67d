"""The real vosk in its own process, with the test model where one is needed."""

import os
import random
import shutil
import signal
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.event_loop import Loop
from tests.engines.tiny_model import build
from voice.ending import SILENCE_S, Ending
from voice.recogniser import Heard, Recogniser
from voice.recogniser_process import Ears
from voice.recording import AtOnce
from voice.renderer import Order

HERTZ = 16_000
PATIENCE_MS = 60_000
"""A child is not taken for hung because the machine is busy."""
WORDS = ("下一步", "上一步", "提交", "高龄津贴", "社保卡激活", "零", "一", "二", "三")

pytestmark = pytest.mark.engine
needs_model = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


@pytest.fixture(name="loop")
def _loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture(name="ears")
def _ears(loop: Loop) -> Iterator[Recogniser]:
    ears = Recogniser(loop.calls.put, loop.schedule, build.folder(), answer_ms=PATIENCE_MS)
    ears.start()
    loop.until(lambda: ears.state == "ready")
    yield ears
    ears.close()


@pytest.fixture(name="impatient")
def _impatient(loop: Loop) -> Iterator[Recogniser]:
    """Takes a child for hung as soon as the product does."""
    ears = Recogniser(loop.calls.put, loop.schedule, build.folder())
    ears.start()
    loop.until(lambda: ears.state == "ready")
    yield ears
    ears.close()


@pytest.fixture(name="mouth", scope="module")
def _mouth() -> Iterator[AtOnce]:
    mouth = AtOnce()
    yield mouth
    mouth.close()


def spoken(mouth: AtOnce, text: str) -> bytes:
    """Synthetic speech as a microphone would bring it, with silence around it."""
    clips: list[object] = []
    mouth.render(Order(text, "zh", 150), clips.append)
    clip = clips[0]
    samples = array("h", getattr(clip, "pcm"))  # noqa: B009 -- a Lost fails here
    hertz = getattr(clip, "hertz")  # noqa: B009
    slower = array("h")
    for number in range((len(samples) - 1) * HERTZ // hertz):
        place, part = divmod(number * hertz, HERTZ)
        between = samples[place] + (samples[place + 1] - samples[place]) * part // HERTZ
        slower.append(int(between * 0.6))
    return bytes(HERTZ) + slower.tobytes() + bytes(3 * HERTZ)


def hears(ears: Recogniser, loop: Loop, pcm: bytes, words: tuple[str, ...]) -> Heard:
    heard: list[Heard] = []
    ears.listen(words, HERTZ, heard.append)
    for start in range(0, len(pcm), 3_200):
        ears.sound(pcm[start : start + 3_200])
    ears.end()
    loop.until(lambda: bool(heard) and heard[-1].kind != "partial")
    return heard[-1]


def test_without_a_model_it_says_so_and_nothing_hangs(loop: Loop, tmp_path: Path) -> None:
    ears = Recogniser(loop.calls.put, loop.schedule, tmp_path)
    heard: list[Heard] = []
    ears.listen(WORDS, HERTZ, heard.append)
    loop.until(lambda: bool(heard))
    assert heard == [Heard("lost")] and ears.state == "no_model"
    ears.listen(WORDS, HERTZ, heard.append)
    loop.until(lambda: len(heard) == 2)
    ears.close()


def test_a_program_that_cannot_run_is_told(loop: Loop, tmp_path: Path) -> None:
    ears = Recogniser(loop.calls.put, loop.schedule, tmp_path, ["/nonexistent/ears"])
    heard: list[Heard] = []
    ears.listen(WORDS, HERTZ, heard.append)
    loop.until(lambda: bool(heard))
    assert heard == [Heard("lost")] and ears.state == "no_engine"
    ears.close()


@needs_model
@pytest.mark.feature("F26")
def test_the_words_of_a_screen_are_heard(ears: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    for word in ("下一步", "提交", "高龄津贴", "社保卡激活"):
        heard = hears(ears, loop, spoken(mouth, word), WORDS)
        assert heard.text == word and heard.sure > 0.5
    assert hears(ears, loop, spoken(mouth, "一二三"), WORDS).text.replace(" ", "") == "一二三"


@needs_model
@pytest.mark.feature("F26")
@pytest.mark.parametrize("word", ["一", "提交", "高龄津贴"])
def test_an_utterance_ends_by_itself_wherever_its_pieces_begin(word: str, mouth: AtOnce) -> None:
    """Two look for the end, neither knows of the other: the recogniser, and loudness where the recogniser would wait for ever."""
    pcm = spoken(mouth, word)
    last = max(at for at, sample in enumerate(array("h", pcm)) if abs(sample) > 300) / HERTZ
    ears = Ears(build.folder())
    for begins in range(0, 3_200, 320):
        pieces = [pcm[start : start + 3_200] for start in range(begins, len(pcm), 3_200)]
        ears.listen(HERTZ, WORDS)
        told = (ears.hear(piece) for piece in pieces)
        found = next((number, heard) for number, heard in enumerate(told, 1) if heard and "text" in heard)
        assert found[1]["text"] == word and begins / 2 / HERTZ + found[0] / 10 < last + 1.0
        ending = Ending(HERTZ)
        over = next(number for number, piece in enumerate(pieces, 1) if ending.hear(piece))
        assert begins / 2 / HERTZ + over / 10 < last + SILENCE_S + 0.4


@needs_model
@pytest.mark.feature("F30")
def test_silence_is_heard_as_nothing(ears: Recogniser, loop: Loop) -> None:
    assert hears(ears, loop, bytes(2 * HERTZ), WORDS) == Heard("text")


@needs_model
def test_words_the_model_does_not_know_are_told(ears: Recogniser, loop: Loop) -> None:
    hears(ears, loop, bytes(HERTZ), ("提交", "龘靐"))
    assert ears.unknown == ("龘靐",)


@needs_model
def test_a_hundred_random_grammars_do_not_kill_it(ears: Recogniser, loop: Loop) -> None:
    chance = random.Random(7)
    ranges = ((32, 126), (0x4E00, 0x9FFF), (0, 31), (0x1F600, 0x1F64F), (0xD7FF, 0xD7FF))
    for _ in range(100):
        words = tuple(
            "".join(chr(chance.randint(*chance.choice(ranges))) for _ in range(chance.randint(0, 50)))
            for _ in range(chance.randint(0, 5))
        ) + tuple(chance.sample(WORDS, chance.randint(0, 3)))
        assert hears(ears, loop, bytes(3_200), words).kind == "text"
    assert ears.restarts == 0


@needs_model
def test_killed_at_any_moment_it_listens_again(ears: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    pcm = spoken(mouth, "提交")
    chance = random.Random(11)
    for turn in range(10):
        heard: list[Heard] = []
        ears.listen(WORDS, HERTZ, heard.append)
        for start in range(0, chance.randrange(len(pcm)), 3_200):
            ears.sound(pcm[start : start + 3_200])
        assert ears.pid
        os.kill(ears.pid, signal.SIGKILL)
        ears.end()
        loop.until(lambda heard=heard: any(each.kind != "partial" for each in heard))  # type: ignore[misc]
        loop.until(lambda: ears.state == "ready")
        assert hears(ears, loop, pcm, WORDS).text == "提交", turn


@needs_model
def test_a_hung_one_is_given_up_and_replaced(impatient: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    assert impatient.pid
    os.kill(impatient.pid, signal.SIGSTOP)
    assert hears(impatient, loop, bytes(3_200), WORDS) == Heard("lost")
    loop.until(lambda: impatient.state == "ready")
    assert hears(impatient, loop, spoken(mouth, "提交"), WORDS).text == "提交"
