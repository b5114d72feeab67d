"""What is told of what the focus came to or scanning has lit: name, what it is, how it stands, its place; never a private value on a loudspeaker."""

import pytest

from kiosk.blocks import Choices, Heading, Option, TextField
from kiosk.display import Display
from kiosk.privacy import Kind
from kiosk.requests import Tell
from kiosk.screen import Screen, screen
from kiosk.stops import Group, Stop, groups
from kiosk.text import Phrase, Secret, Words
from tests.unit.test_voice import DAY, Hall

pytestmark = pytest.mark.feature("F35")
CHOICES = Choices("pick", Words("哪张卡"), (Option("a", Words("社保卡")), Option("b", Words("存折"))), ("b",))
PHONE = TextField("phone", Words("手机号"), "phone", "13812345678", private=Kind.PHONE)
SHOWN = screen("t.one", Heading(Words("问")), CHOICES, PHONE)


def found(shown: Screen, number: int) -> Group:
    return groups(shown)[number]


def told(what: Stop | Group | str, number: int = 0, total: int = 0, display: Display = DAY) -> list[str]:
    hall = Hall()
    hall.voice.show(screen("silent", silent=True), display)
    hall.voice.tell(Tell(what, number, total))
    hall.finish()
    return hall.hears()


def test_a_choice_is_told_with_its_state_and_its_place() -> None:
    stops = found(SHOWN, 0).stops
    assert told(stops[0], 1, 2) == ["社保卡", "还没有选", "第1个，共2个"]
    assert told(stops[1], 2, 2) == ["存折", "已经选好", "第2个，共2个"]


def test_a_group_is_told_with_its_size() -> None:
    assert told(found(SHOWN, 0), total=2) == ["哪张卡", "里面有2个"]


def test_a_private_field_is_told_by_its_length_but_in_headphones_in_full() -> None:
    [stop] = found(SHOWN, 1).stops
    aloud = told(stop, 1, 1)
    assert "13812345678" not in "".join(aloud) and any("11" in sentence for sentence in aloud)
    assert "13812345678" in "".join(told(stop, 1, 1, Display(headphones=True)))


def test_words_are_told_as_they_are() -> None:
    assert "".join(told("scan.rests")) == "先停一下。要接着选，按开关"


def test_what_still_waits_gives_way_to_what_is_newer_and_nothing_is_cut_off() -> None:
    hall = Hall()
    hall.voice.show(screen("t.two", Heading(Words("您想办什么？"))), DAY)
    stops = found(SHOWN, 0).stops
    hall.voice.tell(Tell(stops[0], 1, 2))
    hall.voice.tell(Tell(stops[1], 2, 2))
    hall.finish()
    heard = hall.hears()
    assert heard[0] == "您想办什么？" and "社保卡" not in heard and "存折" in heard


def test_a_secret_does_not_tell_itself_to_who_writes_it_down() -> None:
    """An exception's message or an assertion of somebody's may hold a value by accident."""
    secret = Secret(Kind.BIRTH, "1938-03-08", words=Words("1938年3月8日"))
    assert "1938" not in f"{secret!r} {secret} {Phrase('ask', (('day', secret),))!r}"
