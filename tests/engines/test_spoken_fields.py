"""Numbers, dates and choices spoken by a synthetic voice, heard by the real recogniser under the screen's own grammar, understood by the product."""

import datetime
import shutil
from collections.abc import Iterator

import pytest

from kiosk import phrases
from kiosk.blocks import Action, Block, Choices, DateField, Heading, Option, TextField, ToolBar
from kiosk.events import Chose, Dated, Event, GoBack, Typed
from kiosk.privacy import Kind
from kiosk.screen import screen
from kiosk.text import Words
from tests.engines.event_loop import Loop
from tests.engines.test_recogniser import hears, spoken
from tests.engines.tiny_model import build
from voice.recogniser import Recogniser
from voice.recording import AtOnce
from voice.understand.grammar import grammar
from voice.understand.meaning import Confirm, Do, Unknown, meaning

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
BIRTH = DateField("d", Words("生日"), private=Kind.BIRTH)
YES_NO = Choices("q", Words("领过吗"), (Option("y", "value.yes"), Option("n", "value.no")))


@pytest.fixture(name="loop", scope="module")
def _loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture(name="ears", scope="module")
def _ears(loop: Loop) -> Iterator[Recogniser]:
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


@pytest.mark.feature("F16", "F27")
@pytest.mark.parametrize(
    ("words", "block", "event"),
    [
        ("一三八，零零一三，八零零零", PHONE, Typed("f", "13800138000")),
        ("六二零零，零零零零，零零零零，零零零零，零一八", CARD, Typed("f", "6200000000000000018")),
        ("幺幺零，幺零五，幺九四九，幺二三幺，零零二叉", ID, Typed("f", "11010519491231002X")),
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
@pytest.mark.parametrize(("words", "value"), [("是的", "y"), ("没有", "n"), ("第二个", "n")])
def test_a_spoken_choice_is_taken(words: str, value: str, ears: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    shown = screen("t", Heading("tool.talk"), YES_NO, ToolBar(Action("tool.back", GoBack()), ()))
    found = meaning(hears(ears, loop, spoken(mouth, words), grammar(shown, ZH) or ()).text, shown, ZH, TODAY)
    assert isinstance(found, Do) and found.event == Chose("q", value)


@pytest.mark.feature("F30")
@pytest.mark.parametrize("words", ["今天天气很好", "我想吃饭", "明天去公园"])
def test_what_fits_nothing_is_not_taken_for_anything(words: str, ears: Recogniser, loop: Loop, mouth: AtOnce) -> None:
    shown = screen("t", Heading("tool.talk"), YES_NO, ToolBar(Action("tool.back", GoBack()), ()))
    heard = hears(ears, loop, spoken(mouth, words), grammar(shown, ZH) or ())
    assert isinstance(meaning(heard.text, shown, ZH, TODAY), Unknown) or heard.sure < 0.35, heard
