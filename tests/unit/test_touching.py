"""Explore by touch, as it is decided: what lies under a finger is told, nothing is done, and private values stay what they are to the ear."""

from dataclasses import replace

import pytest

from kiosk import phrases
from kiosk.blocks import Action, Choices, Heading, Option, Paragraph, Row, Table, TextField
from kiosk.events import Touched
from kiosk.loop import update, view
from kiosk.privacy import Kind
from kiosk.requests import Tell
from kiosk.screen import screen
from kiosk.stops import groups
from kiosk.text import Secret, Words
from kiosk.touching import UnderFinger, told
from tests.loop_walk import signed_in
from voice.saying import Saying
from voice.telling import tell

pytestmark = pytest.mark.feature("F25")
PHONE = "13912345678"
SHOWN = screen(
    "t",
    Heading(Words("您想办什么？"), help=Words("按一个")),
    Choices("c", Words("两个里选一个"), (Option("a", Words("高龄津贴")), Option("b", Words("社保卡"))), ("b",)),
    Table("a", Words("您的信息"), (Row("p", Words("手机"), Secret(Kind.PHONE, PHONE)), Row("d", Words("地址"), Words("样例路")))),
    TextField("f", Words("手机号"), "phone", value=PHONE, private=Kind.PHONE),
    Paragraph(Words("慢慢来")),
    Action("action.next", Touched(), main=True),
    where=Words("高龄津贴申请"),
)


def heard(finger: UnderFinger, *, private: bool = False) -> list[str]:
    found = told(SHOWN, groups(SHOWN), finger)
    return [] if found is None else [one.text for one in tell(found, Saying(phrases.load("zh"), private))]


def test_what_can_be_pressed_is_told_with_how_it_stands_and_its_place() -> None:
    assert heard(UnderFinger(stop=("choice", "c", "b")))[:2] == ["社保卡", "已经选好"]
    assert heard(UnderFinger(stop=("choice", "c", "a")))[0] == "高龄津贴"


def test_what_cannot_be_pressed_is_told_too() -> None:
    assert heard(UnderFinger(block=0)) == ["您想办什么？", "按一个"]
    assert heard(UnderFinger(block=4)) == ["慢慢来"]
    assert heard(UnderFinger(where=True)) == ["高龄津贴申请"]
    assert heard(UnderFinger(block=2, row="d")) == ["地址：样例路"]


def test_beside_the_cards_only_their_name_is_told() -> None:
    assert heard(UnderFinger(block=1)) == ["两个里选一个"] and heard(UnderFinger(block=2)) == ["您的信息"]


@pytest.mark.feature("F23")
def test_a_private_value_under_the_finger_is_not_spoken_on_a_loudspeaker() -> None:
    for finger in (UnderFinger(block=2, row="p"), UnderFinger(stop=("field", "f"))):
        assert PHONE not in "".join(heard(finger)) and heard(finger)
        assert PHONE in "".join(heard(finger, private=True))


def test_what_is_no_longer_there_is_silence() -> None:
    assert not heard(UnderFinger(stop=("choice", "c", "z"))) and not heard(UnderFinger(block=99))
    assert not heard(UnderFinger(block=2, row="z")) and not heard(UnderFinger())


def test_a_finger_on_anything_does_nothing_but_have_it_told() -> None:
    world = signed_in("kiosk")
    session = world.controller.session
    for group in groups(view(session)):
        for stop in group.stops:
            after, effects = update(session, UnderFinger(stop=stop.key), world.clock.stamp())
            assert [type(effect) for effect in effects] == [Tell] and effects[0].what == stop  # type: ignore[attr-defined]
            assert replace(after, today=None, last_life=0.0) == replace(session, today=None, last_life=0.0)
