"""Words heard on a screen: what is done, confirmed, asked back or refused."""

import datetime
import gc
import weakref
from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import phrases as shipped
from kiosk.blocks import Action, Choices, DateField, FieldKind, Heading, Menu, Option, TextField, ToolBar
from kiosk.events import Chose, Dated, Event, GoBack, ReadAgain, Typed
from kiosk.phrases import Entry, Phrases
from kiosk.privacy import Kind
from kiosk.screen import Screen, screen
from kiosk.text import Secret, Words, phrase
from voice.understand.accents import nearest
from voice.understand.grammar import grammar
from voice.understand.meaning import Confirm, Do, Meaning, Unknown, Unsure, meaning

TODAY = datetime.date(2026, 5, 20)


@dataclass(frozen=True, slots=True)
class Submit(Event):
    grave: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Go(Event):
    where: str


@pytest.fixture(scope="module", name="zh")
def _zh() -> Phrases:
    words = shipped.load("zh")
    made_up = {
        "t.send": Entry("提交申请", "提交申请", ("提交", "交上去")),
        "t.back": Entry("上一步", "上一步", ("上一步", "返回")),
        "t.again": Entry("再听", "再听", ("再听", "再说一遍")),
        "t.title": Entry("您想办什么？", "您想办什么？", ()),
    }
    return Phrases("zh", {**words.entries, **made_up})


TOOLS = ToolBar(Action("t.back", GoBack()), (Action("t.again", ReadAgain()),))


def on(*blocks: object) -> Screen:
    return screen("t", Heading("t.title"), *blocks, TOOLS)  # type: ignore[arg-type]


def heard(words: str, shown: Screen, zh: Phrases) -> Meaning:
    return meaning(words, shown, zh, TODAY)


@pytest.mark.feature("F26")
def test_the_commands_of_the_screen_are_done_in_any_of_their_words(zh: Phrases) -> None:
    for words, event in (("返回", GoBack()), ("请上一步吧", GoBack()), ("再说 一遍", ReadAgain())):
        assert heard(words, on(), zh) == Do(event, {GoBack(): "上一步", ReadAgain(): "再听"}[event])


def test_submitting_by_voice_takes_a_second_act(zh: Phrases) -> None:
    shown = on(Action("t.send", Submit(), main=True))
    for words in ("提交", "交上去吧", "我要提交申请"):
        assert heard(words, shown, zh) == Confirm(Submit(), Words("提交申请"), "grave")


def test_a_tile_is_found_by_name_number_or_part_and_two_are_asked_back(zh: Phrases) -> None:
    items = (Action(Words("养老补贴"), Go("a")), Action(Words("残疾补贴"), Go("b")))
    shown = on(Menu("m", "t.title", items))
    assert heard("第二个", shown, zh) == Do(Go("b"), "残疾补贴")
    assert heard("我想办养老补贴", shown, zh) == Do(Go("a"), "养老补贴")
    assert heard("补贴", shown, zh) == Unsure(("养老补贴", "残疾补贴"))
    assert heard("买菜", shown, zh) == Unknown()


def test_yes_and_no_answer_a_question_with_these_two(zh: Phrases) -> None:
    shown = on(Choices("q", "t.title", (Option("y", Words("是")), Option("n", Words("不是")))))
    assert heard("对对对", shown, zh) == Do(Chose("q", "y"), "是")
    assert heard("不对啊", shown, zh) == Do(Chose("q", "n"), "不是")
    assert heard("是不是", shown, zh) == Unknown()


def test_consent_refused_in_other_words_is_never_taken_as_given(zh: Phrases) -> None:
    shown = on(Choices("q", "t.title", (Option("y", Words("同意")), Option("n", Words("不同意")))))
    for words in ("我不同意", "不行", "不愿意", "不要"):
        assert heard(words, shown, zh) == Do(Chose("q", "n"), "不同意")
    for words in ("不同意才怪", "没说同意", "同意不同意"):
        assert heard(words, shown, zh) in (Unknown(), Unsure(("同意", "不同意")))


@pytest.mark.feature("F16")
@pytest.mark.parametrize(
    ("kind", "words", "value", "reason", "fits"),
    [
        ("id_number", "幺幺零幺零五 幺九四九幺二三幺 零零二叉", "11010519491231002X", "number", True),
        ("id_number", "幺幺零幺零五 幺九四九幺二三幺 零零二二", "110105194912310022", "number", False),
        ("figures", "幺幺零幺零五 幺九四九幺二三幺 零零二叉 四幺", "11010519491231002X41", "number", True),
        ("phone", "幺三九 八八八八 四三二幺", "13988884321", "number", True),
        ("money", "一千二百块五毛", "1200.5", "number", True),
        ("money", "三千多块", "3000", "guess", True),
        ("integer", "我八十二岁了", "82", "number", True),
        ("name", "弓长张 英雄的英", "张英", "name", True),
    ],
)
def test_what_is_dictated_is_confirmed_before_it_counts(
    zh: Phrases, kind: FieldKind, words: str, value: str, reason: str, fits: bool
) -> None:
    shown = on(TextField("f", "t.title", kind, private=Kind.TEXT))
    assert heard(words, shown, zh) == Confirm(Typed("f", value), Secret(Kind.TEXT, value, shown=True), reason, fits)


def test_a_dictated_date_is_confirmed_and_a_lunar_one_asked_about(zh: Phrases) -> None:
    shown = on(DateField("d", "t.title"))
    assert heard("一九三八年三月八号", shown, zh) == Confirm(Dated("d", "1938", "3", "8", 0), Words("1938-3-8"), "date")
    old = phrase("hearing.both_dates", old=Words("1938年三月初八"), new=phrase("value.date", year=1938, month=4, day=8))
    in_old = Confirm(Dated("d", "1938", "4", "8", 0), old, "old_day")
    assert heard("一九三八年三月初八", shown, zh) == Confirm(
        Dated("d", "1938", "3", "8", 0), Words("1938-3-8"), "calendar", other=in_old
    )
    assert heard("农历一九三八年三月初八", shown, zh) == in_old


@pytest.mark.feature("F27")
def test_a_lunar_day_becomes_the_solar_one_and_what_cannot_is_said(zh: Phrases) -> None:
    shown = on(DateField("d", "t.title"))
    for words, event in (
        ("三八年腊月二十三", Dated("d", "1939", "2", "11", 0)),
        ("去年正月初一", Dated("d", "2025", "1", "29", 0)),
        ("农历二零二三年闰二月初一", Dated("d", "2023", "3", "22", 0)),
    ):
        found = heard(words, shown, zh)
        assert isinstance(found, Confirm) and (found.event, found.reason) == (event, "old_day")
    for words in ("腊月二十三", "三八年腊月", "农历一九三八年闰三月初八", "农历二零二四年六月三十"):
        assert heard(words, shown, zh) == Unknown("lunar")
    with_year = on(DateField("d", "t.title", year="1938"))
    kept = heard("正月初一", with_year, zh)
    assert isinstance(kept, Confirm) and kept.event == Dated("d", "1938", "1", "31", 0)
    private = on(DateField("d", "t.title", private=Kind.BIRTH))
    hidden = heard("农历一九三八年三月初八", private, zh)
    assert isinstance(hidden, Confirm) and isinstance(hidden.value, Secret) and hidden.value.kind is Kind.BIRTH


@pytest.mark.feature("F27")
def test_a_day_that_only_the_old_calendar_has_needs_no_word_for_it(zh: Phrases) -> None:
    shown = on(DateField("d", "t.title"))
    for words, event in (
        ("一九四零年二月三十", Dated("d", "1940", "4", "7", 0)),
        ("一九四零年二月卅", Dated("d", "1940", "4", "7", 0)),
        ("一九三八年二月二十九", Dated("d", "1938", "3", "30", 0)),
    ):
        found = heard(words, shown, zh)
        assert isinstance(found, Confirm) and (found.event, found.reason) == (event, "old_day"), words
    with_year = heard("二月三十", on(DateField("d", "t.title", year="1940")), zh)
    assert isinstance(with_year, Confirm) and with_year.event == Dated("d", "1940", "4", "7", 0)
    assert heard("二月三十", shown, zh) == Unknown("lunar"), "without its year nobody knows the day"
    assert heard("一九三五年二月三十", shown, zh) == Unknown("lunar"), "that month had 29 days"
    for words in ("一九四零年二月三十号", "公历一九四零年二月三十", "一九四零年二月三十一", "一九四零年四月三十一号"):
        assert not isinstance(heard(words, shown, zh), Confirm), words
    fits_both = heard("一九四零年三月三十", shown, zh)
    assert isinstance(fits_both, Confirm) and fits_both.event == Dated("d", "1940", "3", "30", 0), "said as any other day"


@pytest.mark.feature("F16")
def test_a_name_said_with_an_accent_is_taken_and_one_that_is_only_like_it_confirmed(zh: Phrases) -> None:
    items = (Action(Words("社保卡补换"), Go("a")), Action(Words("残疾补贴"), Go("b")))
    shown = on(Menu("m", "t.title", items))
    assert heard("色保卡补换", shown, zh) == Do(Go("a"), "社保卡补换")
    assert heard("残疾补铁", shown, zh) == Do(Go("b"), "残疾补贴")
    assert heard("餐具普铁", shown, zh) == Confirm(Go("b"), Words("残疾补贴"), "guess")
    cards = on(Menu("m", "t.title", (Action(Words("医保卡"), Go("a")), Action(Words("社保卡"), Go("b")))))
    assert heard("是保卡", cards, zh) == Unsure(("医保卡", "社保卡"))
    assert heard("不要社保卡", cards, zh) == Unknown()


def test_a_command_is_a_command_in_a_field_too(zh: Phrases) -> None:
    assert heard("上一步", on(TextField("f", "t.title", "text")), zh) == Do(GoBack(), "上一步")


def test_what_may_be_said_is_derived_from_the_screen(zh: Phrases) -> None:
    words = grammar(on(Choices("q", "t.title", (Option("a", Words("养老补贴")),))), zh)
    assert words is not None and {"养老补贴", "返回", "再听", "第一个", "是", "不是"} <= set(words)
    digits = grammar(on(TextField("f", "t.title", "phone")), zh)
    assert digits is not None and {"幺", "零", "返回"} <= set(digits) and "块" not in digits
    assert grammar(on(TextField("f", "t.title", "name")), zh) is None


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.text("提交申请上去不是同意对第一二个养老残疾补贴返回我要想办就吧了 ", max_size=10), st.booleans())
def test_no_utterance_submits_by_itself(zh: Phrases, words: str, with_choices: bool) -> None:
    items = (
        Action(Words("提交申请"), Submit()),
        Action(Words("同意"), Submit()),
        Action(Words("返回"), Go("x")),
    )
    blocks = (
        (Menu("m", "t.title", items), Action("t.send", Submit(), main=True))
        if with_choices
        else (Action("t.send", Submit()),)
    )
    found = heard(words, on(*blocks), zh)
    assert not (isinstance(found, Do) and isinstance(found.event, Submit))


class Said(str):
    """Words whose end can be seen."""


def test_nothing_that_was_said_or_stood_on_the_screen_is_kept_by_who_compares_sounds() -> None:
    said, name = Said("高临补贴"), Said("高龄津贴")
    seen = weakref.ref(said), weakref.ref(name)
    assert nearest(said, [[name]])[0] == (0,)
    del said, name
    gc.collect()
    assert [one() for one in seen] == [None, None]
