"""Tap to talk, with a recogniser that is handed its words: turns, certainty, honesty."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kiosk import phrases as shipped
from kiosk.blocks import Action, Choices, Heading, Option
from kiosk.events import Chose, Event
from kiosk.screen import Screen, screen
from kiosk.text import Words
from voice.listening import Ear, Listening, weighed
from voice.microphone import HERTZ
from voice.model_folder import TEST_MARK, fault, find
from voice.recogniser import Hear, Heard, Recogniser
from voice.understand.meaning import Confirm, Do, Unknown

SHOWN = screen(
    "t", Heading(Words("您是？")), Choices("c", Words("您是？"), (Option("m", Words("男")), Option("f", Words("女"))))
)


class Handed(Recogniser):
    """A recogniser without a process, whose answers the test hands over."""

    def __init__(self) -> None:
        super().__init__(lambda call: call(), lambda ms, call: None, Path("none"), ["none"])
        self.state = "ready"
        self.words: Sequence[str] | None = None
        self.took: list[bytes] = []
        self.ended = False
        self.hear: Hear | None = None

    def start(self) -> None:
        self.state = "ready"

    def listen(self, words: Sequence[str] | None, hertz: int, hear: Hear) -> None:
        assert hertz == HERTZ
        self.words, self.hear, self.ended = words, hear, False

    def sound(self, pcm: bytes) -> None:
        self.took.append(pcm)

    def end(self) -> None:
        self.ended = True

    def cancel(self) -> None:
        self.hear = None


class Desk:
    """Listening with a microphone that the test speaks into."""

    def __init__(self, plugged: bool = True) -> None:
        self.plugged = plugged
        self.open = False
        self.hushed = 0
        self.ears: list[Ear] = []
        self.recogniser = Handed()
        self.sound: Callable[[bytes, float], None] = lambda pcm, level: None
        self.listening = Listening(
            self.recogniser, self._plug, self._hush, self.ears.append, lambda: datetime.date(2026, 5, 20)
        )

    def _plug(self, sound: Callable[[bytes, float], None]) -> "Desk":
        self.sound = sound
        return self

    def start(self) -> bool:
        self.open = self.plugged
        return self.plugged

    def stop(self) -> None:
        self.open = False

    def _hush(self) -> None:
        self.hushed += 1

    def talk(self, shown: Screen = SHOWN) -> None:
        self.listening.talk(shown, shipped.load("zh"))

    def hear(self, text: str, sure: float = 1.0) -> Ear:
        assert self.recogniser.hear
        self.recogniser.hear(Heard("text", text, sure))
        return self.ears[-1]


@pytest.mark.feature("F26")
def test_a_tap_silences_the_guide_opens_the_microphone_and_what_is_heard_is_understood() -> None:
    desk = Desk()
    desk.talk()
    assert desk.hushed == 1 and desk.open and desk.recogniser.words and "女" in desk.recogniser.words
    desk.sound(b"\1\0", 0.5)
    assert desk.ears[-1] == Ear("listening", 0.5) and desk.recogniser.took == [b"\1\0"]
    ear = desk.hear("女")
    assert ear.meaning == Do(Chose("c", "f"), "女") and ear.state == "heard" and not desk.open


def test_a_second_tap_means_that_was_all() -> None:
    desk = Desk()
    desk.talk()
    desk.talk()
    assert desk.recogniser.ended and desk.listening.listening


def test_any_other_act_stops_listening_and_nothing_is_done() -> None:
    desk = Desk()
    desk.talk()
    desk.listening.stop()
    assert desk.ears[-1] == Ear("nothing") and not desk.open and desk.recogniser.hear is None
    desk.sound(b"\1\0", 0.5)
    assert desk.recogniser.took == []


@pytest.mark.feature("F30")
def test_silence_a_dead_recogniser_and_a_missing_microphone_are_told_apart() -> None:
    desk = Desk()
    desk.talk()
    assert desk.hear("").state == "nothing"
    desk.talk()
    assert desk.recogniser.hear
    desk.recogniser.hear(Heard("lost"))
    assert desk.ears[-1] == Ear("lost") and not desk.open
    deaf = Desk(plugged=False)
    deaf.talk()
    assert deaf.ears == [Ear("no_microphone")] and not deaf.listening.listening


@pytest.mark.feature("F30")
def test_what_is_not_sure_is_confirmed_and_what_is_less_sure_is_not_understood() -> None:
    done = Do(Event(), "女")
    assert weighed(done, 0.9) == done
    assert weighed(done, 0.5) == Confirm(Event(), Words("女"), "guess")
    assert weighed(done, 0.1) == Unknown()


def test_a_disabled_action_cannot_be_said() -> None:
    desk = Desk()
    desk.talk(screen("t", Heading(Words("好")), Action(Words("提交"), Event(), enabled=False)))
    assert desk.hear("提交").meaning == Unknown()


def test_a_model_of_the_tests_is_never_offered_to_a_citizen(tmp_path: Path) -> None:
    for name in ("am/final.mdl", "conf/model.conf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert find(str(tmp_path)) == tmp_path
    (tmp_path / TEST_MARK).touch()
    assert find(str(tmp_path)) is None and find(str(tmp_path), tests_too=True) == tmp_path
    assert find(str(tmp_path / "none")) is None


@pytest.mark.feature("F30")
def test_a_model_that_wants_finer_sound_than_the_microphone_gives_is_refused(tmp_path: Path) -> None:
    for name, text in (
        ("am/final.mdl", ""),
        ("conf/model.conf", ""),
        ("conf/mfcc.conf", "--sample-frequency=44100\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "ascii")
    assert fault(tmp_path) == "rate" and find(str(tmp_path)) is None
    (tmp_path / "conf" / "mfcc.conf").write_text("--sample-frequency=16000\n", "ascii")
    assert fault(tmp_path) == "" and find(str(tmp_path)) == tmp_path
    (tmp_path / "am" / "final.mdl").unlink()
    assert fault(tmp_path) == "not_a_model"


def test_a_microphone_that_was_pulled_out_is_told_and_talking_begins_anew_when_it_is_back() -> None:
    desk = Desk()
    desk.talk()
    desk.sound(b"\0\0" * 160, 0.1)
    desk.listening.look()
    assert desk.open and desk.listening.listening  # it brought something
    desk.listening.look()
    assert desk.ears[-1].state == "no_microphone" and not desk.open and desk.recogniser.hear is None
    desk.listening.look()
    assert [ear.state for ear in desk.ears].count("no_microphone") == 1
    desk.talk()
    assert desk.open and desk.ears[-1].state == "listening"


@pytest.mark.feature("F54")
def test_the_last_words_do_not_stay_when_listening_has_ended() -> None:
    desk = Desk()
    desk.talk()
    assert desk.recogniser.hear is not None
    desk.recogniser.hear(Heard("partial", "13812345678"))
    desk.listening.stop()
    assert "13812345678" not in repr(vars(desk.listening))
