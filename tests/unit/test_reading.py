"""Screens as sentences: every block is read, nothing private is spoken on a loudspeaker, and a redrawn screen says only what changed."""

import inspect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import blocks
from kiosk import phrases as shipped
from kiosk.blocks import (
    Action,
    Choices,
    Countdown,
    DateField,
    Heading,
    Menu,
    Meter,
    Notice,
    Only,
    Option,
    Paragraph,
    Progress,
    Row,
    SignaturePad,
    Slip,
    Table,
    TextField,
    Timeline,
    Tone,
    ToolBar,
)
from kiosk.blocks import Entry as Step
from kiosk.display import Display
from kiosk.events import Touched
from kiosk.phrases import Entry, Phrases
from kiosk.privacy import Kind
from kiosk.screen import Screen, screen
from kiosk.text import Phrase, Secret, Words, phrase
from voice.changes import changed
from voice.port import spoken_language
from voice.reading import READERS, read


@pytest.fixture(scope="module", name="zh")
def _zh() -> Phrases:
    """The shipped phrases, with a few of a made-up journey."""
    words = shipped.load("zh")
    made_up = {
        "t.title": Entry("您的手机号码是多少？", "您的手机号码是多少？", ()),
        "t.help": Entry("没有手机也能办", "没有手机也能办", ()),
        "t.send": Entry("提交申请", "如果都对，请按“提交申请”，或者说：提交", ("提交",)),
        "t.greet": Entry("{name}，您好", "{name}，您好", ()),
        "t.late": Entry("网络慢", "网络有点慢", ()),
        "t.digits": Entry("少了一位", "号码少了一位", ()),
        "t.back": Entry("上一步", "上一步", ()),
    }
    return Phrases("zh", {**words.entries, **made_up})


def texts(shown: Screen, zh: Phrases, *, private: bool = False, full: bool = False) -> list[str]:
    return [utterance.text for utterance in read(shown, zh, private=private, full=full)]


def one(block: blocks.Block, zh: Phrases, *, private: bool = False) -> list[str]:
    return texts(screen("t", block), zh, private=private)


def test_every_block_has_a_reader() -> None:
    kinds = {
        kind
        for _, kind in inspect.getmembers(blocks, inspect.isclass)
        if issubclass(kind, blocks.Block) and kind is not blocks.Block
    }
    assert kinds == set(READERS)


@pytest.mark.feature("F21")
def test_a_question_is_read_with_place_help_and_what_to_do(zh: Phrases) -> None:
    shown = screen(
        "t",
        Progress(3, 8),
        Heading("t.title", help="t.help"),
        TextField("phone", "t.title", "phone", private=Kind.PHONE),
        Action("t.send", Touched(), main=True),
    )
    assert texts(shown, zh) == [
        "第3题，共8题",
        "您的手机号码是多少？",
        "没有手机也能办",
        "还没有填",
        "如果都对，请按“提交申请”，或者说：提交",
    ]


def test_choices_are_counted_and_the_chosen_one_is_told(zh: Phrases) -> None:
    block = Choices("sex", "t.title", (Option("m", Words("男")), Option("f", Words("女"))), chosen=("f",))
    assert one(block, zh) == ["您的手机号码是多少？", "请选一个", "第1个，男", "第2个，女，已经选好"]


def test_a_label_that_repeats_the_heading_is_said_once(zh: Phrases) -> None:
    said = texts(screen("t", Heading("t.title"), Choices("c", "t.title", (Option("a", Words("甲")),))), zh)
    assert said.count("您的手机号码是多少？") == 1


@pytest.mark.feature("F23")
def test_a_private_field_is_told_by_its_length_on_a_loudspeaker_and_in_full_in_headphones(
    zh: Phrases,
) -> None:
    block = TextField("phone", "t.help", "phone", value="13912345678", private=Kind.PHONE)
    assert one(block, zh)[-1] == "已经填了11位，请看屏幕"
    assert one(block, zh, private=True)[-1] == "填的是：13912345678"
    name = TextField("name", "t.help", "name", value="欧阳测试", private=Kind.NAME)
    assert one(name, zh)[-1] == "已经填了，请看屏幕"


def test_a_private_birth_date_is_not_read_aloud(zh: Phrases) -> None:
    block = DateField("born", "t.help", "1938", "03", "08", private=Kind.BIRTH)
    assert one(block, zh)[-1] == "已经填了，请看屏幕"
    assert one(block, zh, private=True)[-1] == "填的是1938年3月8日"
    assert one(DateField("born", "t.help", "1938"), zh)[-1] == "日期还没有填完"


def test_an_error_is_read_after_the_name_of_its_field(zh: Phrases) -> None:
    said = one(TextField("phone", "t.help", "phone", error="t.digits"), zh)
    assert said[-3:] == ["这里要改一下", "没有手机也能办", "号码少了一位"]


def test_an_error_that_names_its_field_does_not_have_it_twice(zh: Phrases) -> None:
    block = TextField("phone", "t.help", "phone", error=Words("没有手机也能办，还没有填。"))
    assert one(block, zh) == ["没有手机也能办", "还没有填", "这里要改一下", "没有手机也能办，还没有填。"]


def test_rows_timeline_slip_and_meter_are_read(zh: Phrases) -> None:
    change = Action("t.back", Touched())
    table = Table("a", "t.help", (Row("x", Words("姓名"), Secret(Kind.NAME, "欧阳测试"), change=change),))
    assert one(table, zh) == ["没有手机也能办", "姓名：请看屏幕", "哪一样不对，就按哪一样"]
    line = Timeline(
        "l",
        "t.help",
        (Step(Words("材料收到了"), Words("3月1日"), "done"), Step(Words("正在办"), None, "now")),
    )
    assert one(line, zh)[1:] == ["3月1日，材料收到了", "现在：正在办"]
    slip = Slip("s", "t.help", ((Words("办件编号"), Secret(Kind.CASE, "A20260001")),), qr="x")
    assert one(slip, zh)[1:] == ["办件编号：一共9位，请看屏幕", "屏幕上有二维码"]
    assert one(Meter("m", "t.late", 40), zh) == ["网络有点慢", "办到40%了"]
    assert one(Meter("m", "t.late", None), zh)[-1] == "正在办，请稍等"
    assert one(SignaturePad("s", "t.help"), zh)[-1] == "请用手指在框里签名"


def test_what_is_only_for_the_eye_is_not_read_and_what_is_only_for_the_ear_is(zh: Phrases) -> None:
    assert one(Only(eye=Heading("t.title"), ear=Heading("t.help")), zh) == ["没有手机也能办"]
    assert one(Only(eye=Heading("t.title")), zh) == []


def test_the_tool_bar_is_read_only_when_asked_for_again(zh: Phrases) -> None:
    shown = screen("t", Heading("t.title"), ToolBar(Action("t.back", Touched()), ()), where=Words("高龄津贴"))
    assert texts(shown, zh) == ["您的手机号码是多少？"]
    assert texts(shown, zh, full=True) == [
        "高龄津贴",
        "您的手机号码是多少？",
        "屏幕下面一排，还有这些按钮",
        "上一步",
    ]


def test_a_warning_begins_with_its_word(zh: Phrases) -> None:
    assert one(Notice("t.late", Tone.WARNING), zh) == ["请注意", "网络有点慢"]


def test_long_texts_are_read_whole_sentence_by_sentence(zh: Phrases) -> None:
    legal = "您填的都保存好了。还不知道对方收到没有？请先别重新办！单子请收好"
    assert one(Paragraph(Words(legal)), zh) == [
        "您填的都保存好了。",
        "还不知道对方收到没有？",
        "请先别重新办！",
        "单子请收好",
    ]


def test_what_a_person_filled_in_is_never_marked_as_cachable(zh: Phrases) -> None:
    shown = screen(
        "t",
        Heading(phrase("t.greet", name="欧阳测试")),
        TextField("city", "t.help", "text", value="测试镇"),
        DateField("day", "t.help", "2026", "5", "1"),
        Table("a", "t.late", (Row("x", Words("地址"), Words("测试路1号")),)),
    )
    told = {utterance.text: utterance.private for utterance in read(shown, zh, private=False)}
    assert told["欧阳测试，您好"] and told["填的是：测试镇"] and told["填的是2026年5月1日"] and told["地址：测试路1号"]
    assert not told["没有手机也能办"]


# --- nothing private on a loudspeaker ------------------------------------------------------------------------------------

DIGITS = st.text("0123456789", min_size=6, max_size=19)
SECRETS = st.one_of(
    st.builds(
        Secret,
        st.sampled_from([Kind.ID, Kind.PHONE, Kind.CARD, Kind.CASE, Kind.INCOME]),
        DIGITS,
        st.booleans(),
    ),
    st.builds(
        Secret,
        st.sampled_from([Kind.NAME, Kind.ADDRESS, Kind.HEALTH]),
        st.text("龘靐齉爩鱻麤", min_size=2, max_size=8),
        st.booleans(),
    ),
)


def everything_with(secret: Secret) -> Screen:
    """A screen that carries one private value in every place that can hold one."""
    greeting = Phrase("t.greet", (("name", secret),))
    nested = Phrase("t.greet", (("name", greeting),))
    action = Action(greeting, Touched(), main=True, hint=secret)
    return screen(
        "t",
        Heading(greeting, help=secret, example=nested),
        Paragraph(nested, title=greeting),
        Notice(greeting),
        Progress(1, 2, part=greeting),
        Choices("c", greeting, (Option("a", greeting, hint=secret),), chosen=("a",), error=greeting),
        Menu("m", greeting, (action,)),
        TextField("f", greeting, "text", value=secret.value, private=secret.kind, unit=greeting, error=nested),
        Table("t", greeting, (Row("r", greeting, secret, source=greeting, change=action, error=greeting),)),
        Timeline("l", greeting, (Step(greeting, secret, "done"), Step(secret, None, "next"))),
        Slip("s", greeting, ((greeting, secret),), qr=secret.value, qr_label=greeting),
        Countdown(greeting, 20),
        action,
        ToolBar(action, (action,)),
        where=greeting,
    )


@pytest.mark.feature("F23")
@settings(max_examples=80, deadline=None, derandomize=True)
@given(SECRETS, st.booleans())
def test_no_private_value_is_spoken_on_a_loudspeaker_unless_the_person_asked_for_this_one(
    zh: Phrases, secret: Secret, full: bool
) -> None:
    said = texts(everything_with(secret), zh, full=full)
    assert not [sentence for sentence in said if secret.value in sentence]


@pytest.mark.feature("F23")
@settings(max_examples=30, deadline=None, derandomize=True)
@given(SECRETS)
def test_a_private_value_asked_for_is_spoken_and_never_cachable(zh: Phrases, secret: Secret) -> None:
    asked = Secret(secret.kind, secret.value, secret.shown, spoken=True)
    shown = screen("t", Table("t", "t.help", (Row("r", Words("号码"), asked),)))
    holding = [utterance for utterance in read(shown, zh, private=False) if secret.value in utterance.text]
    assert len(holding) == 1 and holding[0].private


@pytest.mark.feature("F23")
@settings(max_examples=30, deadline=None, derandomize=True)
@given(SECRETS)
def test_in_headphones_all_is_spoken_and_what_holds_it_is_never_cachable(zh: Phrases, secret: Secret) -> None:
    holding = [
        utterance for utterance in read(everything_with(secret), zh, private=True) if secret.value in utterance.text
    ]
    assert holding and all(utterance.private for utterance in holding)


# --- the same screen again -----------------------------------------------------------------------------------------------


def said_of(old: Screen, new: Screen, zh: Phrases) -> list[tuple[list[str], bool]]:
    return [([u.text for u in change.utterances], change.polite) for change in changed(old, new, zh, private=False)]


def test_an_unchanged_screen_says_nothing(zh: Phrases) -> None:
    shown = screen("t", Heading("t.title"), Notice("t.late"))
    assert said_of(shown, screen("t", Heading("t.title"), Notice("t.late")), zh) == []


def test_a_live_notice_is_polite_and_an_error_is_an_answer(zh: Phrases) -> None:
    bare = screen("t", Heading("t.title"))
    assert said_of(bare, screen("t", Heading("t.title"), Notice("t.late")), zh) == [(["网络有点慢"], True)]
    assert said_of(bare, screen("t", Heading("t.title"), Notice("t.late", Tone.ERROR)), zh) == [
        (["这里要改一下", "网络有点慢"], False)
    ]
    assert said_of(bare, screen("t", Heading("t.title"), Notice("t.late", live=False)), zh) == []


def test_a_choice_is_confirmed_and_the_list_is_not_read_again(zh: Phrases) -> None:
    options = (Option("a", Words("甲")), Option("b", Words("乙")))
    old = screen("t", Choices("c", "t.help", options, ("a",), many=True))
    assert said_of(old, screen("t", Choices("c", "t.help", options, ("b",), many=True)), zh) == [
        (["不选了：甲", "选好了：乙"], False)
    ]


def test_typing_is_not_read_but_a_new_error_is_with_its_field(zh: Phrases) -> None:
    old = screen("t", TextField("f", "t.help", "phone", value="1", private=Kind.PHONE))
    assert said_of(old, screen("t", TextField("f", "t.help", "phone", value="12", private=Kind.PHONE)), zh) == []
    wrong = screen("t", TextField("f", "t.help", "phone", value="12", error="t.digits", private=Kind.PHONE))
    assert said_of(old, wrong, zh) == [(["这里要改一下", "没有手机也能办", "号码少了一位"], False)]


@pytest.mark.feature("F23")
def test_the_one_value_that_was_asked_for_is_spoken_alone(zh: Phrases) -> None:
    def table(spoken: bool) -> Screen:
        rows = (
            Row("id", Words("证件"), Secret(Kind.ID, "11010519491231002X", spoken=spoken)),
            Row("phone", Words("手机"), Secret(Kind.PHONE, "13900000000")),
        )
        return screen("t", Heading("t.title"), Table("a", "t.help", rows))

    assert said_of(table(False), table(True), zh) == [(["证件：11010519491231002X"], False)]
    assert said_of(table(True), table(False), zh) == []


def test_a_countdown_is_told_when_it_appears_and_near_its_end(zh: Phrases) -> None:
    def at(seconds: int) -> Screen:
        return screen("t", Heading("t.title"), Countdown("t.late", seconds))

    assert said_of(screen("t", Heading("t.title")), at(30), zh) == [(["网络有点慢", "还有30秒"], False)]
    assert said_of(at(30), at(29), zh) == []
    assert said_of(at(11), at(10), zh) == [(["还有10秒"], False)]


def test_cantonese_is_a_spoken_form_of_the_written_language() -> None:
    assert spoken_language(Display()) == "zh"
    assert spoken_language(Display(extras=(("speech", "yue"),))) == "yue"


def test_the_voices_own_phrases_exist_in_every_shipped_language() -> None:
    own = {key for key in shipped.load("zh").entries if key.startswith("voice.")}
    own |= {"private.empty", "private.digits", "private.on_screen"}
    for language in shipped.languages():
        assert own <= set(shipped.load(language).entries), language
