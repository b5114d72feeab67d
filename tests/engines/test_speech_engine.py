"""The real engine: pyttsx3 over espeak-ng in its own process, killed and stopped at bad moments."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator

import psutil  # type: ignore[import-untyped]
import pytest

from kiosk.blocks import Heading, Notice
from kiosk.display import Display
from kiosk.events import Event
from kiosk.screen import screen
from kiosk.text import Words
from tests.engines.event_loop import Loop
from voice.clip import Clip
from voice.engine import Engine
from voice.pace import Pace
from voice.port import Voice
from voice.recording import AtOnce, CountedTime, Score
from voice.renderer import Lost, Order

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]


@pytest.fixture(name="loop")
def _loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture(name="engine")
def _engine(loop: Loop) -> Iterator[Engine]:
    engine = Engine(loop.calls.put, loop.schedule, deadline_ms=PATIENCE_MS)
    yield engine
    engine.close()


@pytest.fixture(name="impatient")
def _impatient(loop: Loop) -> Iterator[Engine]:
    """Takes a child for hung as soon as the product does."""
    engine = Engine(loop.calls.put, loop.schedule)
    yield engine
    engine.close()


PATIENCE_MS = 60_000
"""A child is not taken for hung because the machine is busy."""


def rendered(engine: Engine, loop: Loop, text: str, language: str = "zh", rate: int = 138) -> Clip | Lost:
    answers: list[Clip | Lost] = []
    engine.render(Order(text, language, rate), answers.append)
    loop.until(lambda: bool(answers))
    return answers[0]


@pytest.mark.feature("F24")
@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "您的出生日期是哪一天？"), ("en", "What is your date of birth?"), ("yue", "你好")],
)
def test_each_language_is_rendered(engine: Engine, loop: Loop, language: str, text: str) -> None:
    clip = rendered(engine, loop, text, language)
    assert isinstance(clip, Clip) and 300 < clip.ms < 6_000


def test_a_language_without_a_voice_is_told_and_the_next_sentence_is_spoken(engine: Engine, loop: Loop) -> None:
    assert isinstance(rendered(engine, loop, "x", "tlh"), Lost)
    assert isinstance(rendered(engine, loop, "请选一个"), Clip)
    assert engine.restarts == 0


def test_text_that_makes_no_sound_is_told(engine: Engine, loop: Loop) -> None:
    assert rendered(engine, loop, "……") == Lost("no_sound")


def test_a_long_sentence_is_cut_by_the_engines_process(engine: Engine, loop: Loop) -> None:
    text = "您填的都保存好了，还不知道对方收到没有，请先别重新办理这件事情"
    answers: list[tuple[str, ...]] = []
    engine.cut(text, answers.append)
    loop.until(lambda: bool(answers))
    assert "".join(answers[0]) == text and all(len(part) <= 20 for part in answers[0])


@pytest.mark.feature("F22")
def test_the_normal_pace_is_within_160_to_180_characters_a_minute(engine: Engine, loop: Loop) -> None:
    said = [
        "您填的都保存好了",
        "还不知道对方收到没有",
        "请先别重新办理",
        "旁边可能有人",
        "号码我不念",
        "请看屏幕对不对",
        "您的出生日期是哪一天",
    ]
    clips = [rendered(engine, loop, text, rate=Pace("zh").rate) for text in said]
    pace = sum(map(len, said)) * 60_000 / sum(clip.ms for clip in clips if isinstance(clip, Clip))
    assert 160 <= pace <= 180


def test_a_hundred_sentences_come_out_as_long_as_they_should_and_the_process_does_not_grow(
    engine: Engine, loop: Loop
) -> None:
    rendered(engine, loop, "请选一个")
    assert engine.pid
    process = psutil.Process(engine.pid)
    lengths: dict[tuple[str, int], int] = {}
    before = 0
    for turn in range(100):
        text = ("您的出生日期是哪一天", "请选一个", "您填的都保存好了")[turn % 3]
        rate = (100, 138, 200, 270)[turn % 4]
        clip = rendered(engine, loop, text, rate=rate)
        assert isinstance(clip, Clip)
        assert abs(lengths.setdefault((text, rate), clip.ms) - clip.ms) < 60
        if turn == 20:
            before = process.memory_info().rss
    assert process.memory_info().rss - before < 2_000_000
    assert engine.restarts == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_engine_killed_in_mid_request_answers_all_the_same(engine: Engine, loop: Loop) -> None:
    rendered(engine, loop, "请选一个")
    for turn in range(10):
        answers: list[Clip | Lost] = []
        assert engine.pid
        os.kill(engine.pid, signal.SIGSTOP)
        engine.render(Order("您填的都保存好了", "zh", 138), answers.append)
        os.kill(engine.pid, signal.SIGKILL)
        loop.until(lambda answers=answers: bool(answers))  # type: ignore[misc]
        assert isinstance(answers[0], Clip), turn
    assert engine.restarts == 10


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_engine_killed_again_and_again_while_nobody_speaks_is_there_when_it_is_needed(
    engine: Engine, loop: Loop
) -> None:
    for _ in range(5):
        assert isinstance(rendered(engine, loop, "请选一个"), Clip)
        killed = engine.pid
        assert killed
        os.kill(killed, signal.SIGKILL)
        loop.until(lambda: engine.pid is None)
    assert isinstance(rendered(engine, loop, "请选一个"), Clip)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_hung_engine_is_killed_and_the_sentence_is_spoken_by_a_new_one(impatient: Engine, loop: Loop) -> None:
    rendered(impatient, loop, "请选一个")
    hung, before = impatient.pid, impatient.restarts
    assert hung
    os.kill(hung, signal.SIGSTOP)
    assert isinstance(rendered(impatient, loop, "您填的都保存好了"), Clip)
    assert impatient.pid != hung and impatient.restarts == before + 1
    loop.until(lambda: not psutil.pid_exists(hung))


def test_what_is_asked_for_now_comes_before_what_is_rendered_ahead(engine: Engine, loop: Loop) -> None:
    done: list[str] = []
    for number in range(20):
        engine.render(Order(f"第{number}个", "zh", 138), lambda _, n=number: done.append(f"ahead {n}"), ahead=True)  # type: ignore[misc]
    engine.render(Order("请选一个", "zh", 138), lambda _: done.append("now"))
    loop.until(lambda: len(done) == 21)
    assert done.index("now") <= 1


def test_where_nothing_can_speak_it_is_told_and_nothing_hangs(loop: Loop) -> None:
    for command in ([sys.executable, "-c", "raise SystemExit(3)"], ["/nonexistent/engine"]):
        engine = Engine(loop.calls.put, loop.schedule, command)
        answer = rendered(engine, loop, "请选一个")
        assert isinstance(answer, Lost)
        assert isinstance(rendered(engine, loop, "请选一个"), Lost)
        engine.close()


def test_no_text_reaches_the_command_line_the_environment_or_a_file(engine: Engine, loop: Loop) -> None:
    canary = "一三九八八八八四三二一"
    rendered(engine, loop, canary)
    assert engine.pid
    process = psutil.Process(engine.pid)
    assert canary not in " ".join(process.cmdline()) + "".join(process.environ().values())
    assert not [file.path for file in process.open_files() if file.path.endswith((".wav", ".txt"))]


def test_the_process_ends_when_its_parent_lets_go(loop: Loop) -> None:
    engine = Engine(loop.calls.put, loop.schedule)
    rendered(engine, loop, "请选一个")
    pid = engine.pid
    assert pid
    engine.close()
    loop.until(lambda: not psutil.pid_exists(pid))


@pytest.mark.feature("F21")
def test_a_whole_screen_is_recorded_without_waiting_for_it_to_sound() -> None:
    events: list[Event] = []
    counted, engine = CountedTime(), AtOnce()
    score = Score(counted)
    voice = Voice(engine, score, counted.schedule, events.append)
    voice.show(
        screen(
            "t",
            Heading(Words("您想办什么？")),
            Notice(Words("如果都对，请按提交申请，或者用嘴说一声提交申请就可以了。")),
        ),
        Display(),
    )
    counted.settle(lambda: voice.busy)
    clip = score.take()
    voice.close()
    assert clip is not None and clip.ms > 6_000
