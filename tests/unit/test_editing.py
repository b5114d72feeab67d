"""Filling in: typing, dates digit by digit, candidates; and no input at all makes it fall over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.editing import (
    CANDIDATES_A_PAGE,
    LAYOUTS,
    Editing,
    Field,
    begin,
    begin_with,
    keyboard,
    suggested,
    update,
)
from kiosk.events import (
    CandidatePicked,
    CandidatesTurned,
    Dated,
    Event,
    FieldEntered,
    GoBack,
    KeyPressed,
    LayoutPicked,
    Tick,
    Typed,
    Wrote,
)
from kiosk.requests import Ask, SuggestHandwriting, SuggestPinyin
from kiosk.results import Suggestion

STROKES = (((0.1, 0.2), (0.3, 0.4)),)


def press(editing: Editing, *keys: str) -> Editing:
    for key in keys:
        outcome = update(editing, KeyPressed(key))
        assert outcome is not None
        editing = outcome[0]
    return editing


def cells(keys: str, month_only: bool = False) -> tuple[str, str, str]:
    return press(begin(day=Field("date", month_only=month_only)), *keys).cells("day")


@pytest.mark.feature("F16")
@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("19380308", ("1938", "03", "08")),
        ("193838", ("1938", "3", "8")),
        ("19381231", ("1938", "12", "31")),
        ("193812", ("1938", "12", "")),
        ("1938308", ("1938", "3", "08")),
        ("193803081", ("1938", "03", "08")),
        ("1938030899", ("1938", "03", "08")),
    ],
)
def test_a_date_is_typed_digit_by_digit(keys: str, wanted: tuple[str, str, str]) -> None:
    assert cells(keys) == wanted


def test_a_month_ends_with_the_month() -> None:
    assert cells("202608", month_only=True) == ("2026", "08", "")
    assert cells("20268123", month_only=True)[2] == ""


def test_backspace_goes_back_over_the_parts_of_a_date_and_clear_begins_anew() -> None:
    now = press(begin(day=Field("date")), *"19380308", *["backspace"] * 2)
    assert now.cells("day") == ("1938", "03", "")
    now = press(now, "backspace", "backspace", "backspace")
    assert now.cells("day") == ("193", "", "")
    assert press(now, *["backspace"] * 20).cells("day") == ("", "", "")
    assert press(now, "clear").fields["day"].cell == 0


def test_letters_are_composed_and_a_candidate_takes_those_it_stands_for() -> None:
    now = begin(name=Field("text"))
    for letter in "nihao":
        outcome = update(now, KeyPressed(letter))
        assert outcome is not None
        now, asked = outcome
    assert now.composing == "nihao" and asked == (Ask(SuggestPinyin("nihao", False), "editing.suggest"),)
    now = suggested(now, (Suggestion("你", 2), Suggestion("你好", 5)))
    outcome = update(now, CandidatePicked("你"))
    assert outcome is not None
    now, asked = outcome
    assert (now.text("name"), now.composing) == ("你", "hao")
    assert asked == (Ask(SuggestPinyin("hao", False), "editing.suggest"),)
    now = press(suggested(now, (Suggestion("好", 3),)), "space")
    assert (now.text("name"), now.composing, now.candidates) == ("你好", "", ())


def test_candidates_that_come_too_late_are_not_shown() -> None:
    now = press(begin(name=Field("text")), "n", "backspace")
    assert suggested(now, (Suggestion("你", 1),)).candidates == ()


def test_candidates_are_turned_round() -> None:
    now = suggested(press(begin(name=Field("text")), "n"), tuple(Suggestion(f"样{number}") for number in range(25)))
    pages = []
    for _ in range(4):
        board = keyboard(now)
        assert board is not None and len(board.candidates) <= CANDIDATES_A_PAGE
        pages.append(board.candidates)
        outcome = update(now, CandidatesTurned())
        assert outcome is not None
        now = outcome[0]
    assert pages[0] == pages[3] and len(pages[2]) == 5


def test_handwriting_is_asked_for_and_wiped() -> None:
    now = begin(name=Field("name"))
    outcome = update(now, Wrote(STROKES))
    assert outcome is not None and outcome[1] == (Ask(SuggestHandwriting(STROKES), "editing.suggest"),)
    written = suggested(outcome[0], (Suggestion("王"),))
    picked = update(written, CandidatePicked("王"))
    assert picked is not None and (picked[0].text("name"), picked[0].strokes) == ("王", ())
    wiped = update(written, Wrote(()))
    assert wiped is not None and wiped[0].candidates == ()


def test_the_keyboard_follows_the_field() -> None:
    now = begin(phone=Field("phone"), name=Field("name"))
    board = keyboard(now)
    assert board is not None and (board.field, board.layout) == ("phone", "digits")
    outcome = update(press(now, "1"), FieldEntered("name"))
    assert outcome is not None
    board = keyboard(outcome[0])
    assert board is not None and (board.field, board.layout) == ("name", "handwriting")
    assert update(now, LayoutPicked("pinyin")) is None, "a phone number has no letters"
    assert keyboard(Editing()) is None


def test_nothing_grows_over_its_limit_and_only_other_hands_count_an_edition() -> None:
    now = press(begin(code=Field("code", limit=4)), *"123456")
    assert (now.text("code"), now.fields["code"].edition) == ("1234", 6)
    outcome = update(now, Typed("code", "9876543"))
    assert outcome is not None and outcome[0].text("code") == "9876"
    assert outcome[0].fields["code"].edition == 6, "the widget knows what it sent"


def test_what_is_no_editing_is_left_to_others() -> None:
    now = begin(name=Field("text"))
    for event in (GoBack(), Tick(), Typed("other", "x"), FieldEntered("other"), Dated("other", "1", "1", "1", 0)):
        assert update(now, event) is None
    assert update(Editing(), KeyPressed("1")) is None


EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        KeyPressed,
        st.one_of(st.sampled_from(("backspace", "clear", "done", "space", "1", "9", "a", "X")), st.text(max_size=3)),
    ),
    st.builds(CandidatePicked, st.text(max_size=4)),
    st.builds(CandidatesTurned),
    st.builds(
        LayoutPicked,
        st.one_of(st.sampled_from(("pinyin", "handwriting", "digits", "latin", "date")), st.text(max_size=3)),
    ),
    st.builds(Wrote, st.sampled_from((STROKES, ()))),
    st.builds(FieldEntered, st.sampled_from(("one", "two", "three")), st.integers(-3, 9)),
    st.builds(Typed, st.sampled_from(("one", "two")), st.text(max_size=30)),
    st.builds(Dated, st.just("two"), st.text(max_size=3), st.text(max_size=3), st.text(max_size=3), st.integers(-3, 9)),
)
KINDS = [*sorted(LAYOUTS), "date", "date", "date", "date"]


DATING = st.one_of(
    st.builds(KeyPressed, st.sampled_from(("1", "0", "9", "backspace", "done", "clear"))),
    st.builds(FieldEntered, st.just("day"), st.integers(-3, 9)),
    st.builds(Dated, st.just("day"), st.text(max_size=3), st.text(max_size=3), st.text(max_size=3), st.integers(-3, 9)),
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(DATING, min_size=3, max_size=25), st.booleans())
def test_no_part_of_a_date_is_out_of_reach(events: list[Event], month: bool) -> None:
    now = begin(day=Field("date", month_only=month))
    for event in events:
        outcome = update(now, event)
        assert outcome is not None
        now = outcome[0]
        assert 0 <= now.fields["day"].cell <= (1 if month else 2)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(st.sampled_from(KINDS), st.sampled_from(KINDS), st.lists(EVENTS, max_size=25), st.booleans())
def test_no_input_makes_it_fall_over(one: str, two: str, events: list[Event], month: bool) -> None:
    now = begin_with({"one": Field(one, limit=8), "two": Field(two, limit=8, month_only=month)})
    for event in events:
        outcome = update(now, event)
        if outcome is not None:
            now, asked = outcome
            if asked and now.composing:
                now = suggested(now, tuple(Suggestion(f"样{number}", 1) for number in range(12)))
        for field in now.fields.values():
            assert len(field.text) <= field.limit
        board = keyboard(now)
        assert board is None or board.layout in board.layouts


def test_small_letters_are_the_session_s_and_end_with_the_layout() -> None:
    state = begin(f=Field("text"))
    state, _ = update(state, LayoutPicked("latin"))
    state, _ = update(state, KeyPressed("shift"))
    board = keyboard(state)
    assert board is not None and board.small and not state.text("f")
    state, _ = update(state, LayoutPicked("digits"))
    assert not state.small


def test_the_keyboard_knows_what_the_other_fields_of_its_screen_may_bring() -> None:
    editing = begin(number=Field("case"), code=Field("code"))
    board = keyboard(editing)
    assert board is not None
    assert (board.layouts, board.others) == (LAYOUTS["case"], (LAYOUTS["code"],))
    alone = keyboard(begin(one=Field("text"), other=Field("long_text")))
    assert alone is not None
    assert alone.others == ()
