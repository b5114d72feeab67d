"""Numbers, dates and choices spoken by a synthetic voice, heard by the real recogniser under the screen's own grammar, understood by the product."""

import datetime
import shutil
from collections.abc import Iterator

import pytest

from kiosk import phrases
from kiosk.blocks import Action, Block, Choices, DateField, Heading, Option, TextField, ToolBar
from kiosk.events import Chose, Dated, Event, FieldEntered, GoBack, Typed
from kiosk.privacy import Kind
from kiosk.screen import screen
from kiosk.text import Words
from tests.engines.event_loop import Loop
from tests.engines.test_recogniser import PATIENCE_MS, hears, spoken
from tests.engines.tiny_model import build
from voice.listening import weighed
from voice.recogniser import Recogniser
from voice.recording import AtOnce
from voice.understand.grammar import grammar
from voice.understand.meaning import Confirm, Do, meaning

ZH = phrases.load("zh")
TODAY = datetime.date(2026, 5, 20)
pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]

CARD = TextField("f", Words("卡号"), "card", private=Kind.CARD, limit=19)
PHONE = TextField("f", Words("电话"), "phone", private=Kind.PHONE, limit=11)
ID = TextField("f", Words("身份证号码"), "id_number", private=Kind.ID, limit=18)
MONEY = TextField("f", Words("钱"), "money")
AGE = TextField("f", Words("年纪"), "integer")
CASE = TextField("f", Words("编号"), "case", private=Kind.CASE, limit=30)
CODE = TextField("code", Words("查询码"), "code", private=Kind.CASE, limit=12)
BIRTH = DateField("d", Words("生日"), private=Kind.BIRTH)
YES_NO = Choices("q", Words("领过吗"), (Option("y", "value.yes"), Option("n", "value.no")))


@pytest.fixture(name="loop", scope="module")
def _loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture(name="ears", scope="module")
def _ears(loop: Loop) -> Iterator[Recogniser]:
    ears = Recogniser(loop.calls.put, loop.schedule, build.folder(), answer_ms=PATIENCE_MS)
    ears.start()
    loop.until(lambda: ears.state == "ready")
    yield ears
    ears.close()


@pytest.fixture(name="mouth", scope="module")
def _mouth() -> Iterator[AtOnce]:
    mouth = AtOnce()
    yield mouth
    mouth.close()


@pytest.mark.feature("F16", "F27")
@pytest.mark.parametrize(
    ("words", "block", "event"),
    [
        ("一三八，零零一三，八零零零", PHONE, Typed("f", "13800138000")),
        ("六二零零，零零零零，零零零零，零零零零，零一八", CARD, Typed("f", "6200000000000000018")),
        ("幺幺零，幺零五，幺九四九，幺二三幺，零零二叉", ID, Typed("f", "11010519491231002X")),
        ("歪，艾勒，二零二六，幺幺二三，零零零零，零幺", CASE, Typed("f", "YL20261123000001")),
        ("一千二百块", MONEY, Typed("f", "1200")),
        ("七十五岁", AGE, Typed("f", "75")),
        ("一九三八年三月八号", BIRTH, Dated("d", "1938", "3", "8", 0)),
    ],
)
def test_a_spoken_value_is_understood_and_to_be_confirmed(
    words: str, block: Block, event: Event, ears: Recogniser, loop: Loop, mouth: AtOnce
) -> None:
    shown = screen("t", Heading("tool.talk"), block, ToolBar(Action("tool.back", GoBack()), ()))
    heard = hears(ears, loop, spoken(mouth, words), grammar(shown, ZH) or ())
    found = meaning(heard.text, shown, ZH, TODAY)
    assert isinstance(found, Confirm), heard.text
    assert found.event == event, heard.text


@pytest.mark.feature("F27")
@pytest.mark.parametrize("words", ["查询码", "第二行", "下一行"])
def test_the_second_of_two_fields_is_reached_by_a_spoken_word(words: str, ears: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    shown = screen("t", Heading("tool.talk"), CASE, CODE, ToolBar(Action("tool.back", GoBack()), ()))
    found = meaning(hears(ears, loop, spoken(mouth, words), grammar(shown, ZH) or ()).text, shown, ZH, TODAY)
    assert isinstance(found, Do) and found.event == FieldEntered("code")


@pytest.mark.feature("F27")
@pytest.mark.parametrize(("words", "value"), [("是的", "y"), ("没有", "n"), ("第二个", "n")])
def test_a_spoken_choice_is_taken(words: str, value: str, ears: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    shown = screen("t", Heading("tool.talk"), YES_NO, ToolBar(Action("tool.back", GoBack()), ()))
    found = meaning(hears(ears, loop, spoken(mouth, words), grammar(shown, ZH) or ()).text, shown, ZH, TODAY)
    assert isinstance(found, Do) and found.event == Chose("q", value)


@pytest.mark.feature("F30")
@pytest.mark.parametrize("words", ["今天天气很好", "我想吃饭", "明天去公园"])
def test_what_fits_nothing_is_not_done(words: str, ears: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    shown = screen("t", Heading("tool.talk"), YES_NO, ToolBar(Action("tool.back", GoBack()), ()))
    heard = hears(ears, loop, spoken(mouth, words), grammar(shown, ZH) or ())
    meant = weighed(meaning(heard.text, shown, ZH, TODAY), heard.sure)
    assert not isinstance(meant, Do), heard  # a word of it that is an answer too is asked back at most
