"""Several fields on one screen, and numbers with letters, by speech: a field is named, and the next empty one comes by itself."""

import datetime
from itertools import combinations

import pytest
from pypinyin import lazy_pinyin

from kiosk import phrases
from kiosk.blocks import DateField, Heading, Keyboard, Notice, Paragraph, TextField
from kiosk.events import Event, FieldEntered, Talk, Typed
from kiosk.journeys import hearing, hearing_screens, track
from kiosk.launch.hearing import heard as as_event
from kiosk.privacy import Kind
from kiosk.screen import Screen, screen
from kiosk.text import Phrase, Secret, Words
from tests.visit import Visit
from voice.listening import Ear, weighed
from voice.reading import read
from voice.understand.grammar import grammar
from voice.understand.letters import words as letter_words
from voice.understand.lexicon import digits, table
from voice.understand.meaning import Confirm, Do, Meaning, Unknown, meaning

pytestmark = pytest.mark.feature("F27")
ZH = phrases.load("zh")
TODAY = datetime.date(2026, 5, 20)
NUMBER = TextField("number", Words("编号"), "case", private=Kind.CASE)
CODE = TextField("code", Words("查询码"), "code", private=Kind.CASE)
PIN = TextField("pin", Words("密码"), "code", shown=False)
CASE_NO = "YL20261122000001"
ALOUD = "歪艾勒 二零二六 幺幺二二 零零零零零幺"


def on(*blocks: TextField | DateField, entered: str = "") -> Screen:
    return Screen("t", (Heading(Words("问")), *blocks), entered=entered)


def meant(words: str, shown: Screen) -> Meaning:
    return meaning(words, shown, ZH, TODAY)


def event_of(found: Meaning) -> Event | None:
    return found.event if isinstance(found, Do | Confirm) else None


@pytest.mark.parametrize("words", ["查询码", "第二行", "下一行", "填查询码", "第二个", "下一栏", "我要改查询码"])
def test_the_second_of_two_fields_is_reached_by_its_name_its_number_and_by_the_next(words: str) -> None:
    assert meant(words, on(NUMBER, CODE, entered="number")) == Do(FieldEntered("code"), "查询码")


@pytest.mark.parametrize("words", ["编号", "第一行", "上一行"])
def test_and_the_way_back_is_the_same(words: str) -> None:
    assert meant(words, on(NUMBER, CODE, entered="code")) == Do(FieldEntered("number"), "编号")


def test_what_is_said_goes_where_one_is_and_the_question_names_the_field() -> None:
    shown = on(NUMBER, CODE, entered="code")
    assert meant("二七一 八二八", shown) == Confirm(
        Typed("code", "271828"), Secret(Kind.CASE, "271828", shown=True), "number", label=CODE.label
    )
    assert event_of(meant("二七一 八二八", on(NUMBER, CODE, entered="number"))) == Typed("number", "271828")


def test_a_field_and_what_goes_into_it_may_be_said_in_one_breath() -> None:
    assert event_of(meant("查询码是二七一八二八", on(NUMBER, CODE, entered="number"))) == Typed("code", "271828")
    assert event_of(meant(f"编号 {ALOUD}", on(NUMBER, CODE, entered="code"))) == Typed("number", CASE_NO)


def test_what_does_not_fit_where_one_is_goes_where_it_fits_but_never_into_what_takes_anything() -> None:
    day, story = DateField("day", Words("哪一天")), TextField("story", Words("怎么回事"), "long_text")
    assert event_of(meant(ALOUD, on(CODE, NUMBER, entered="code"))) == Typed("number", CASE_NO)
    assert event_of(meant("今天", on(NUMBER, day, entered="number"))) is not None
    assert meant("吃饭了吗", on(NUMBER, story, entered="number")) == Unknown()


def test_a_secret_is_never_dictated_nor_listened_for() -> None:
    """What a clerk keys in must not be said in a hall, and would be shown in the question whether it is right."""
    assert meant("一二三四", on(PIN)) == Unknown()
    assert event_of(meant("一二三四", on(CODE, PIN, entered="pin"))) == Typed("code", "1234")
    assert not set(digits()) & set(grammar(on(PIN), ZH) or ())


def test_the_grammar_has_the_letters_where_letters_may_be_and_the_fields_where_there_are_several() -> None:
    both = set(grammar(on(NUMBER, CODE), ZH) or ())
    assert {"歪", "艾勒", "字母", "编号", "查询码", "第一行", "第二行", "下一行", "零"} <= both
    assert not {"第三行", "Y", "L"} & both
    alone = set(grammar(on(CODE), ZH) or ())
    assert "零" in alone and not {"歪", "下一行", "查询码"} & alone


def test_no_letter_that_is_listened_for_sounds_like_a_figure_or_like_another_letter() -> None:
    """What sounds like a figure is a letter only behind a word that says so."""

    def sound(word: str) -> tuple[str, ...]:
        return tuple(lazy_pinyin(word))

    heard = {letter: {sound(form) for form in forms} for letter, forms in table()["letters"].items()}
    figures = {sound(form) for form in digits() if form not in table()["unheard"]}
    assert not [letter for letter, sounds in heard.items() if sounds & figures]
    assert not [(a, b) for a, b in combinations(heard, 2) if heard[a] & heard[b]]
    assert set(heard) | {"X"} == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") and set(letter_words()) <= set(grammar(on(NUMBER), ZH) or ())


# --- in a session -----------------------------------------------------------------------------------------------------


def visit() -> Visit:
    made = Visit()
    made.send(track_door(made))
    made.send(Talk(), hearing.Aloud())
    return made


def track_door(made: Visit) -> Event:
    return next(action.event for action in actions(made.screen) if action.text == "welcome.slip")


def actions(shown: Screen) -> list[object]:
    from voice.understand.meaning import actions_of

    return list(actions_of(shown))


def say(made: Visit, words: str) -> None:
    if not isinstance(made.session.hearing, hearing.Listening):
        made.send(Talk())
    found = weighed(meaning(words, made.screen, ZH, TODAY), 0.9)
    made.send(as_event(Ear("heard", 0.0, words, found, 0.9)))


def test_a_slip_is_looked_up_by_speech_and_the_second_line_comes_by_itself() -> None:
    made = visit()
    assert made.screen.entered == "case_no"
    say(made, ALOUD)
    title = next(block.title for block in made.screen.blocks if isinstance(block, Paragraph))
    assert made.screen.name == "hearing" and title == "track.case_no"
    say(made, "对")
    assert made.session.editing.text("case_no") == CASE_NO and made.screen.entered == "query_code"
    say(made, "二七一八二八")
    say(made, "对")
    assert made.session.editing.text("query_code") == "271828"
    assert made.screen.entered == "query_code"  # none is empty: one stays where one was
    say(made, "查一查")
    assert isinstance(made.session.journey, track.State)


def test_while_it_listens_it_is_seen_which_field_the_words_go_into() -> None:
    made = visit()
    seen = [block.text for block in made.screen.blocks if isinstance(block, Notice) and block.key == "hearing.field"]
    assert [ZH.show(text) for text in seen] == ["说的填进“编号”"]
    say(made, "第二行")
    assert made.screen.entered == "query_code" and "说的填进“查询码”" in made.words()
    keyboard = next(block for block in made.screen.blocks if isinstance(block, Keyboard))
    assert keyboard.field == "query_code"
    assert any("请说查询码" in one.text for one in read(made.screen, ZH, private=False))


def test_nothing_is_said_of_fields_where_there_is_but_one() -> None:
    shown = screen("t", Heading(Words("问")), CODE)
    made = Visit()
    made.send(Talk())
    assert not [block for block in hearing_screens.within(made.session, shown) if isinstance(block, Notice)]
    assert Phrase("hearing.field") not in [getattr(block, "text", None) for block in made.screen.blocks]
