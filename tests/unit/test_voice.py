"""The voice as launch sees it: screens in, captions out, in counted time."""

from dataclasses import replace

import pytest

from kiosk.blocks import Choices, Heading, Meter, Notice, Option, Row, Table, Tone, ToolBar
from kiosk.display import Display
from kiosk.events import Event, Said, VoiceLost
from kiosk.privacy import Kind
from kiosk.screen import Screen, screen
from kiosk.text import Secret, Words, public
from voice.port import Voice
from voice.recording import CountedTime, Score, Tones


class Hall:
    """A voice and what reached the controller."""

    def __init__(self, engine: Tones | None = None) -> None:
        self.time = CountedTime()
        self.engine = engine or Tones()
        self.score = Score(self.time)
        self.events: list[Event] = []
        self.written: list[tuple[str, str, str]] = []
        self.voice = Voice(
            self.engine,
            self.score,
            self.time.schedule,
            self.events.append,
            transcript=lambda name, instance, text: self.written.append((name, instance, text)),
        )

    def finish(self) -> None:
        self.time.settle(lambda: self.voice.busy)

    def hears(self) -> list[str]:
        """What was said since the last time this was asked."""
        heard = [event.text for event in self.events if isinstance(event, Said) and event.text]
        self.events[:] = [event for event in self.events if not isinstance(event, Said)]
        return heard


DAY = Display()


def question(*more: object, name: str = "t.one") -> Screen:
    return Screen(name, (Heading(Words("您想办什么？")), *more))  # type: ignore[arg-type]


@pytest.mark.feature("F21")
def test_a_new_screen_is_read_and_written_down() -> None:
    hall = Hall()
    hall.voice.show(question(), DAY)
    hall.finish()
    assert hall.hears() == ["您想办什么？"]
    assert hall.written == [("t.one", "", "您想办什么？")]


def test_the_same_screen_redrawn_is_not_read_again() -> None:
    hall = Hall()
    hall.voice.show(question(), DAY)
    hall.finish()
    hall.hears()
    hall.voice.show(question(), DAY)
    hall.voice.show(question(), replace(DAY, size=3))
    assert not hall.voice.busy and hall.hears() == []


def test_another_screen_silences_the_last_one() -> None:
    hall = Hall()
    hall.voice.show(question(Notice(Words("网络有点慢"))), DAY)
    hall.time.go(100)
    hall.voice.show(question(name="t.two"), DAY)
    hall.finish()
    assert hall.hears() == ["您想办什么？", "您想办什么？"]


def test_an_idle_kiosk_is_silent() -> None:
    hall = Hall()
    hall.voice.show(replace(question(), silent=True), DAY)
    assert not hall.voice.busy and hall.hears() == []


def test_the_first_touch_wakes_a_silent_screen_and_silence_comes_back_with_it() -> None:
    hall = Hall()
    asleep = question()
    hall.voice.show(replace(asleep, silent=True), DAY)
    hall.voice.show(asleep, DAY)
    hall.time.go(200)
    assert hall.hears() == ["您想办什么？"]
    hall.voice.show(replace(asleep, silent=True), DAY)
    assert not hall.voice.busy


@pytest.mark.feature("F22")
def test_any_action_stops_the_voice_and_again_reads_all_with_the_tool_bar() -> None:
    hall = Hall()
    shown = question(Notice(Words("网络有点慢")), ToolBar(None, ()))
    hall.voice.show(shown, DAY)
    hall.voice.stop()
    assert not hall.voice.busy
    hall.hears()
    hall.voice.again()
    hall.finish()
    assert hall.hears() == ["您想办什么？", "网络有点慢"]


@pytest.mark.feature("F22")
def test_one_key_pauses_and_goes_on_with_the_sentence_it_was_in() -> None:
    hall = Hall()
    hall.voice.show(question(Notice(Words("网络有点慢"))), DAY)
    hall.time.go(200)
    hall.voice.pause_or_go_on()
    hall.time.go(5_000)
    assert hall.hears() == ["您想办什么？"] and hall.voice.busy
    hall.voice.pause_or_go_on()
    hall.finish()
    assert hall.hears() == ["您想办什么？", "网络有点慢"]


def test_live_blocks_speak_at_most_every_five_seconds_and_only_the_newest() -> None:
    hall = Hall()
    hall.voice.show(question(Meter("m", Words("正在传"), 0)), DAY)
    hall.finish()
    hall.hears()
    start = hall.time.now_ms
    for percent in range(1, 101):
        hall.voice.show(question(Meter("m", Words("正在传"), percent)), DAY)
        hall.time.go(120)
    hall.time.go(20_000)
    said = hall.hears()
    assert said[0] == "办到1%了" and said[-1] == "办到100%了"
    assert len(said) <= 2 + (100 * 120 + 5_000) // 5_000 and hall.time.now_ms > start


def test_an_error_is_said_even_within_the_five_seconds() -> None:
    hall = Hall()
    hall.voice.show(question(), DAY)
    hall.finish()
    hall.voice.show(question(Notice(Words("正在查"))), DAY)
    hall.finish()
    hall.hears()
    hall.voice.show(question(Notice(Words("没有查到"), Tone.ERROR)), DAY)
    hall.finish()
    assert hall.hears() == ["这里要改一下", "没有查到"]


def test_a_pressed_choice_silences_the_list_and_is_confirmed() -> None:
    hall = Hall()
    options = (Option("a", Words("高龄津贴")), Option("b", Words("社保卡")))
    hall.voice.show(question(Choices("c", Words("您想办什么？"), options)), DAY)
    hall.time.go(500)
    hall.voice.stop()
    hall.hears()
    hall.voice.show(question(Choices("c", Words("您想办什么？"), options, ("b",))), DAY)
    hall.finish()
    assert hall.hears() == ["选好了：社保卡"]


def test_another_language_is_read_from_the_start() -> None:
    hall = Hall()
    hall.voice.show(question(Meter("m", Words("正在传"), None)), DAY)
    hall.finish()
    hall.hears()
    hall.voice.show(question(Meter("m", Words("Sending"), None)), replace(DAY, language="en"))
    hall.finish()
    assert hall.hears() == ["您想办什么？", "Sending", "Working on it, please wait"]
    assert hall.engine.asked[-1].language == "en"


@pytest.mark.feature("F23")
def test_headphones_let_private_values_be_spoken_and_nothing_of_them_is_kept() -> None:
    hall = Hall()
    shown = question(Table("a", Words("您的信息"), (Row("p", Words("手机"), Secret(Kind.PHONE, "13912345678")),)))
    hall.voice.show(shown, DAY)
    hall.finish()
    assert "13912345678" not in "".join(hall.hears())
    hall.voice.show(replace(shown, instance="2"), replace(DAY, headphones=True))
    hall.finish()
    assert "13912345678" in "".join(hall.hears())
    assert not [text for text in hall.voice.guide.cached if "139" in text]


@pytest.mark.feature("F23")
def test_a_private_value_asked_for_is_said_alone_and_once() -> None:
    def shown(spoken: bool) -> Screen:
        row = Row("p", Words("手机"), Secret(Kind.PHONE, "13912345678", spoken=spoken))
        return question(Table("a", Words("您的信息"), (row,)))

    hall = Hall()
    hall.voice.show(shown(False), DAY)
    hall.voice.stop()
    hall.hears()
    hall.voice.show(shown(True), DAY)
    hall.voice.again()  # the controller asks for it after drawing
    hall.finish()
    assert hall.hears() == ["手机：13912345678"]
    hall.voice.show(shown(True), DAY)
    hall.voice.again()
    hall.finish()
    assert "13912345678" not in "".join(hall.hears())


def test_a_lost_engine_is_told_once_and_the_captions_go_on() -> None:
    hall = Hall(Tones(lost="no_engine"))
    hall.voice.show(question(Notice(Words("网络有点慢"))), DAY)
    hall.finish()
    assert hall.hears() == ["您想办什么？", "网络有点慢"]
    assert [event for event in hall.events if isinstance(event, VoiceLost)] == [VoiceLost("no_engine")]


@pytest.mark.feature("F25")
def test_what_is_under_the_finger_is_said_at_once_and_only_the_last() -> None:
    hall = Hall()
    hall.voice.announce(Words("高龄津贴"), now=True)
    hall.time.go(50)
    hall.voice.announce(Words("社保卡"), now=True)
    hall.finish()
    assert hall.hears() == ["高龄津贴", "社保卡"]


def test_what_may_come_next_is_ready_before_it_is_shown() -> None:
    hall = Hall()
    following = screen("t.two", Heading(public("您想办什么？")), Notice(public("网络有点慢")))
    hall.voice.show(question(), DAY)
    hall.voice.prepare([following])
    asked = len(hall.engine.asked)
    hall.voice.show(following, DAY)
    hall.finish()
    assert asked == 3 and len(hall.engine.asked) == 3


def test_of_a_screen_in_another_language_nothing_is_rendered_ahead() -> None:
    hall = Hall()
    hall.voice.show(question(), DAY)
    asked = len(hall.engine.asked)
    hall.voice.prepare([replace(screen("t.two", Heading(public("What next?"))), language="en")])
    assert len(hall.engine.asked) == asked


def test_louder_is_heard_in_mid_sentence() -> None:
    hall = Hall()
    hall.voice.show(question(), DAY)
    hall.voice.show(question(), replace(DAY, volume=4))
    assert hall.score.volume == 4 and hall.voice.busy


def test_a_screen_is_written_down_as_one_sound_with_its_pauses() -> None:
    hall = Hall()
    hall.voice.show(question(Notice(Words("网络有点慢"))), DAY)
    hall.finish()
    clip = hall.score.take()
    assert clip is not None and abs(clip.ms - (hall.time.now_ms - 600)) <= 5
    assert clip.wav()[:4] == b"RIFF" and hall.score.take() is None


def test_screen_helper_builds_what_the_voice_reads() -> None:
    hall = Hall()
    hall.voice.show(screen("t.helper", Heading(Words("好")), None), DAY)
    hall.finish()
    assert hall.hears() == ["好"]


@pytest.mark.feature("F22")
def test_chinese_is_read_again_in_cantonese_and_english_is_never() -> None:
    hall = Hall()
    cantonese = replace(DAY, extras=(("speech", "yue"),))
    hall.voice.show(question(), DAY)
    hall.finish()
    hall.voice.show(question(), cantonese)
    hall.finish()
    assert [order.language for order in hall.engine.asked] == ["zh", "yue"] and hall.hears() == ["您想办什么？"] * 2
    hall.voice.show(question(name="t.two"), replace(cantonese, language="en"))
    assert hall.engine.asked[-1].language == "en"


LONG = (Heading(Words("您想办什么？")), Notice(Words("这里可以办高龄津贴。"), Tone.INFO), Notice(Words("也可以查进度。"), Tone.INFO))
SHEET = Screen("over.sound", (Heading(Words("声音怎么样？")),), modal=True)


def interrupted(hall: Hall, shown: Screen, after: str, display: Display = DAY) -> None:
    """Heard till a sentence has begun; then something is pressed."""
    if not hall.voice.busy:
        hall.voice.show(shown, display)
    hall.time.settle(lambda: after not in [event.text for event in hall.events if isinstance(event, Said)])
    hall.voice.stop()
    hall.hears()


@pytest.mark.feature("F22")
def test_a_reading_that_was_interrupted_goes_on_with_the_sentence_that_was_cut_off() -> None:
    hall = Hall()
    shown = Screen("t.long", LONG)
    interrupted(hall, shown, "这里可以办高龄津贴。")
    hall.voice.show(SHEET, DAY)
    hall.time.go(200)
    assert hall.hears() == ["声音怎么样？"]
    hall.voice.stop()  # its own reading may be cut off too
    hall.voice.read_on()
    hall.voice.show(shown, DAY)
    hall.finish()
    assert hall.hears() == ["这里可以办高龄津贴。", "也可以查进度。"]


@pytest.mark.feature("F22")
def test_what_was_not_interrupted_or_is_another_screen_is_read_from_its_start() -> None:
    hall = Hall()
    shown = Screen("t.long", LONG)
    hall.voice.show(shown, DAY)
    hall.finish()
    hall.voice.show(SHEET, DAY)
    hall.voice.stop()
    hall.hears()
    hall.voice.read_on()
    hall.voice.show(shown, DAY)
    hall.finish()
    assert hall.hears()[0] == "您想办什么？"
    interrupted(hall, Screen("t.other", LONG), "这里可以办高龄津贴。")
    hall.voice.read_on()
    hall.voice.show(shown, DAY)
    hall.finish()
    assert hall.hears() == ["您想办什么？", "这里可以办高龄津贴。", "也可以查进度。"]
    hall.voice.again()
    interrupted(hall, shown, "这里可以办高龄津贴。")
    hall.voice.again()
    hall.finish()
    hall.voice.show(SHEET, DAY)
    hall.finish()
    hall.hears()
    hall.voice.read_on()
    hall.voice.show(shown, DAY)
    hall.finish()
    assert hall.hears()[0] == "您想办什么？", "it was heard to its end meanwhile"


@pytest.mark.feature("F22", "F23")
def test_what_headphones_heard_is_not_read_on_once_they_are_gone() -> None:
    hall = Hall()
    worn = Display(headphones=True)
    number = Row("id", Words("号码"), Secret(Kind.ID, "11010519491231002X"))
    shown = screen("t.id", Heading(Words("对不对？")), Table("id", Words("您的"), (number,)))
    interrupted(hall, shown, "对不对？", worn)
    hall.voice.show(SHEET, DAY)
    hall.voice.stop()
    hall.hears()
    hall.voice.read_on()
    hall.voice.show(shown, DAY)
    hall.finish()
    said = "".join(hall.hears())
    assert "对不对" in said and "1101" not in said and "幺" not in said and "一一零" not in said
