"""The guide's manners, in counted time, with an engine that hums instead of speaking."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from voice.guide import Guide, Priority
from voice.pace import NORMAL, PERCENT, VOLUME_DB, Pace
from voice.recording import CountedTime, Score, Tones
from voice.renderer import Order, Then
from voice.utterance import Utterance


class Later(Tones):
    """A humming engine whose answers come when the test lets them."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Callable[[], None]] = []

    def render(self, order: Order, then: Then, *, ahead: bool = False) -> None:
        self.held.append(lambda: Tones.render(self, order, then))


class Room:
    """A guide with everything around it, and what was heard when."""

    def __init__(self, engine: Tones | None = None) -> None:
        self.time = CountedTime()
        self.engine = engine or Tones()
        self.score = Score(self.time)
        self.heard: list[tuple[int, str]] = []
        self.lost: list[str] = []
        self.guide = Guide(
            self.engine,
            self.score,
            self.time.schedule,
            lambda text: self.heard.append((self.time.now_ms, text)),
            self.lost.append,
        )

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.heard]

    def finish(self) -> None:
        self.time.settle(lambda: self.guide.busy)


def lines(*texts: str, block: str = "b") -> list[Utterance]:
    return [Utterance(text, block) for text in texts]


@pytest.mark.feature("F38")
def test_every_sentence_has_its_caption_and_silence_ends_it() -> None:
    room = Room()
    room.guide.say(lines("您好", "请选一个"))
    room.finish()
    assert room.texts == ["您好", "请选一个", ""]


def test_between_sentences_is_the_pause_they_ask_for() -> None:
    room = Room()
    room.guide.say([Utterance("您好您好", "b", pause_ms=500), Utterance("请选", "b")])
    room.finish()
    spoken = Pace("zh").length_ms("您好您好")
    assert abs(room.heard[1][0] - (spoken + 500)) <= 2


def test_what_comes_next_waits_for_the_sentence_and_goes_before_the_rest() -> None:
    room = Room()
    room.guide.say(lines("甲甲甲", "乙乙乙", "丙丙丙"))
    room.time.go(100)
    room.guide.say(lines("消息"), Priority.NEXT)
    room.finish()
    assert room.texts == ["甲甲甲", "消息", "乙乙乙", "丙丙丙", ""]


def test_what_is_said_now_interrupts_and_the_interrupted_sentence_begins_again() -> None:
    room = Room()
    room.guide.say(lines("甲甲甲", "乙乙乙"))
    room.time.go(100)
    room.guide.say(lines("小心", "请停", block="finger"), Priority.NOW)
    assert room.texts == ["甲甲甲", "小心"]
    room.finish()
    assert room.texts == ["甲甲甲", "小心", "请停", "甲甲甲", "乙乙乙", ""]


def test_a_stop_is_silence_at_once_and_nothing_waits() -> None:
    room = Room()
    room.guide.say(lines("甲甲甲甲甲甲", "乙乙乙"))
    room.time.go(300)
    room.guide.stop()
    assert room.texts == ["甲甲甲甲甲甲", ""] and not room.guide.busy
    room.time.go(60_000)
    assert room.texts == ["甲甲甲甲甲甲", ""]
    clip = room.score.take()
    assert clip is not None and abs(clip.ms - 300) <= 2


def test_a_pause_keeps_what_waits_and_goes_on_with_the_same_sentence() -> None:
    room = Room()
    room.guide.say(lines("甲甲甲", "乙乙乙"))
    room.time.go(100)
    room.guide.pause()
    room.time.go(60_000)
    room.guide.say(lines("丙丙丙"))
    assert room.texts == ["甲甲甲"] and room.guide.paused
    room.guide.resume()
    room.finish()
    assert room.texts == ["甲甲甲", "甲甲甲", "乙乙乙", "丙丙丙", ""]


def test_an_answer_that_comes_after_a_stop_is_never_heard() -> None:
    engine = Later()
    room = Room(engine)
    room.guide.say(lines("甲甲甲"))
    room.guide.stop()
    room.guide.say(lines("乙乙乙"))
    for answer in engine.held:
        answer()
    room.finish()
    assert room.texts == ["", "乙乙乙", ""]


def test_without_an_engine_captions_keep_their_time() -> None:
    room = Room(Tones(lost="no_engine"))
    room.guide.say(lines("甲甲甲甲甲甲甲甲甲甲", "乙"))
    room.finish()
    assert room.texts == ["甲甲甲甲甲甲甲甲甲甲", "乙", ""]
    assert room.lost == ["no_engine", "no_engine"]
    assert abs(room.heard[1][0] - (Pace("zh").length_ms("甲" * 10) + 400)) <= 2
    assert room.score.take() is None


def test_with_the_sound_off_captions_go_on_and_nothing_sounds() -> None:
    room = Room()
    room.guide.say(lines("甲甲甲", "乙乙乙"))
    room.time.go(100)
    room.guide.set(rate=3, volume=2, sound=False)
    room.finish()
    assert room.texts == ["甲甲甲", "甲甲甲", "乙乙乙", ""]
    clip = room.score.take()
    assert clip is not None and abs(clip.ms - 100) <= 2


def test_fixed_phrases_are_rendered_once_and_private_ones_are_never_kept() -> None:
    room = Room()
    secret = Utterance("号码是一三九", "b", private=True)
    room.guide.say([*lines("请选一个"), secret])
    room.finish()
    room.guide.say([*lines("请选一个"), secret])
    room.finish()
    asked = [order.text for order in room.engine.asked]
    assert asked.count("请选一个") == 1 and asked.count("号码是一三九") == 2
    assert room.guide.cached == {"请选一个"}


def test_what_comes_next_is_rendered_ahead_except_what_is_private() -> None:
    room = Room()
    room.guide.prepare([*lines("请选一个"), Utterance("号码是一三九", "b", private=True)])
    assert [order.text for order in room.engine.asked] == ["请选一个"] and room.texts == []
    room.guide.say(lines("请选一个"))
    assert len(room.engine.asked) == 1 and room.texts == ["请选一个"]


def test_a_sentence_too_long_to_listen_to_is_cut_and_none_of_it_is_lost() -> None:
    room = Room()
    long = "您填的都保存好了，还不知道对方收到没有，请先别重新办理"
    room.guide.say(lines(long, "完"))
    room.finish()
    assert "".join(room.texts[:-2]) == long and room.texts[-2:] == ["完", ""]
    assert all(len(text) <= 20 for text in room.texts)


def test_dropping_a_block_takes_back_what_waits_of_it() -> None:
    room = Room()
    room.guide.say([*lines("甲甲甲"), *lines("旧", block="meter"), *lines("乙乙乙")])
    room.guide.drop("meter")
    room.finish()
    assert room.texts == ["甲甲甲", "乙乙乙", ""]


# --- pace and volume ----------------------------------------------------------------------------------------------------


@pytest.mark.feature("F22")
def test_there_are_seven_rates_from_half_to_double_and_normal_is_within_the_standard() -> None:
    assert len(PERCENT) == 7 and PERCENT[0] == 50 and PERCENT[-1] == 200 and PERCENT[3] == 100
    assert list(PERCENT) == sorted(PERCENT)
    assert 160 <= NORMAL["zh"] <= 180
    rates = [Pace("zh", step).rate for step in range(7)]
    assert rates == sorted(rates)


@pytest.mark.feature("F22")
def test_volume_goes_in_steps_of_at_most_ten_decibels_over_at_least_eighteen() -> None:
    assert all(0 < louder - softer <= 10 for softer, louder in pairwise(VOLUME_DB))
    assert VOLUME_DB[-1] - VOLUME_DB[0] >= 18


@pytest.mark.feature("F22")
def test_the_slowest_step_is_made_with_pauses_between_phrases() -> None:
    room = Room()
    room.guide.set(rate=0, volume=2, sound=True)
    room.guide.say(lines("要听，请插耳机"))
    room.finish()
    assert [order.text for order in room.engine.asked] == ["要听，", "请插耳机"]
    assert room.texts == ["要听，请插耳机", ""]
    clip = room.score.take()
    whole = room.time.now_ms - 400
    assert abs(whole - Pace("zh", 0).length_ms("要听，请插耳机")) <= 10
    assert clip is not None and clip.ms < whole


def test_a_rate_changed_in_mid_sentence_counts_from_the_next_one() -> None:
    room = Room()
    room.guide.say(lines("甲甲甲", "乙乙乙"))
    room.time.go(50)
    room.guide.set(rate=6, volume=2, sound=True)
    room.finish()
    assert [(order.text, order.rate) for order in room.engine.asked][-1] == ("乙乙乙", Pace("zh", 6).rate)
