"""Low reach, upright windows, what lies over a screen, and languages from right to left."""

from dataclasses import replace

import block_samples
import pytest
import samples
from audit import audit, in_sight, targets
from desk import Bench
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from kiosk.blocks import Action, Caption, Heading, Keyboard, ToolBar
from kiosk.display import Display
from kiosk.events import CallPerson
from kiosk.text import Words
from ui.blocks.choices import ChoicesWidget
from ui.labels import HeadingLabel

pytestmark = pytest.mark.widgets
SCREENS = samples.all_screens()


def top(bench: Bench, widget) -> int:
    return widget.mapTo(bench.view, QPoint(0, 0)).y()


@pytest.mark.feature("F37")
@pytest.mark.parametrize("window", ((1280, 800), (1024, 768), (1920, 1080), (1080, 1920)), ids=str)
@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("name", ("welcome", "choose", "many", "over"))
def test_in_low_reach_everything_to_press_is_in_the_lower_half(bench, name, size, window):
    bench.resize(*window)
    bench.desk.display = Display(size=size, low_reach=True)
    bench.theme.apply(bench.desk.display)
    bench.show(SCREENS[name])
    assert audit(bench.view, bench.theme) == []
    for number in range(len(bench.view.page.starts)):
        bench.view.page.turn_to(number)
        if size <= 2 and window[1] >= 800:
            assert all(top(bench, widget) >= bench.view.height() // 2 for widget in targets(bench.view))


@pytest.mark.feature("F37")
def test_low_reach_is_switched_on_and_off_without_losing_the_place(bench):
    bench.show(SCREENS["choose"])
    card = bench.button("银行卡")
    card.setFocus()
    before = top(bench, card)
    for low, compare in ((True, int.__gt__), (False, int.__eq__)):
        bench.desk.display = Display(low_reach=low)
        bench.show(SCREENS["choose"])
        assert bench.button("银行卡") is card
        assert card.hasFocus()
        assert compare(top(bench, card), before)


@pytest.mark.feature("F37")
@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("window", ((1280, 800), (1080, 1920)), ids=str)
def test_in_low_reach_there_is_one_group_of_choices_at_a_time(bench, size, window):
    bench.resize(*window)
    bench.desk.display = Display(size=size, low_reach=True)
    bench.theme.apply(bench.desk.display)
    bench.show(SCREENS["over"])
    page, met = bench.view.page, set()
    groups = [widget for widget in page.blocks if isinstance(widget, ChoicesWidget)]
    assert len(groups) > 1 and page.down.isVisible()
    for number in range(len(page.starts)):
        page.turn_to(number)
        shown = [widget for widget in groups if any(not card.visibleRegion().isEmpty() for card in widget.cards)]
        assert len(shown) <= 1
        assert not bench.view.page.clip.visibleRegion().isEmpty() and page.ends[number] - page.starts[number] > 20
        met |= {card for widget in shown for card in widget.cards if not card.visibleRegion().isEmpty()}
    assert met == {card for widget in groups for card in widget.cards}, "nothing is lost between the pages"


def test_an_upright_kiosk_has_its_tools_at_the_height_of_the_hand(bench):
    bench.resize(1080, 1920)
    bench.show(SCREENS["choose"])
    bar = bench.view.bar.geometry()
    assert 0.7 * 1920 < bar.top() < bar.bottom() < 0.9 * 1920
    assert all(button.isVisible() for button in bench.view.bar.tools)


@pytest.mark.feature("F60")
@pytest.mark.parametrize("window", ((1280, 800), (1024, 768), (1080, 1920)), ids=str)
@pytest.mark.parametrize("name", SCREENS)
def test_from_right_to_left_everything_is_mirrored_and_nothing_is_lost(bench, name, window):
    bench.resize(*window)
    bench.show(SCREENS[name])
    places = {id(w): w.mapTo(bench.view, QPoint(0, 0)).x() for w in in_sight(bench.view) if w in targets(bench.view)}
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        bench.show(SCREENS[name])
        assert audit(bench.view, bench.theme) == []
        for widget in targets(bench.view):
            if id(widget) in places:
                x = widget.mapTo(bench.view, QPoint(0, 0)).x()
                assert x + widget.width() + places[id(widget)] == bench.view.width()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


NAMES = ("再听一遍", "声音", "点一下说话", "叫人帮忙", "离开")
LONG = ToolBar(
    samples.BAR.back,
    tuple(replace(tool, text=Words(words)) for tool, words in zip(samples.BAR.tools, NAMES, strict=True)),
    samples.BAR.display,
)


@pytest.mark.parametrize("window", ((1280, 800), (1024, 768)), ids=str)
def test_on_the_lowest_windows_the_question_is_whole_above_the_keyboard_and_a_person_is_called_at_the_same_place(bench, window):
    bench.resize(*window)
    bench.wear(3)
    writing = block_samples.writing(Keyboard("pinyin", block_samples.ALL_LAYOUTS, "f"))
    places = set()
    for screen in (writing, SCREENS["choose"], SCREENS["long"]):
        blocks = tuple(LONG if isinstance(block, ToolBar) else block for block in screen.blocks)
        bench.show(replace(screen, blocks=(*blocks, Caption("再听一遍"))))
        call = bench.button("叫人帮忙")
        places.add((call.mapTo(bench.view, QPoint(0, 0)).toTuple(), call.size().toTuple()))
        assert audit(bench.view, bench.theme) == []
        title = bench.view.findChild(HeadingLabel)
        line = title.visibleRegion().boundingRect()
        assert line.height() >= bench.theme.line_height("title")
        assert bench.view.page.height() >= 1.8 * bench.theme.line_height("title")
    assert len(places) == 1


@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("window", ((1280, 800), (1080, 1920)), ids=str)
def test_keyboard_way_back_and_long_next_step_leave_help_where_it_is(bench, window, size):
    bench.resize(*window)
    bench.wear(size)
    writing = block_samples.writing(Keyboard("pinyin", block_samples.ALL_LAYOUTS, "f"))
    without_back = replace(LONG, back=None)
    long_words = Action(Words("我已经看过了，都对，现在就交上去"), CallPerson(), main=True)
    places = set()
    for screen, bar in ((writing, LONG), (SCREENS["choose"], LONG), (SCREENS["choose"], without_back), (SCREENS["long"], LONG)):
        for more in ((), (long_words,)):
            kept = tuple(block for block in screen.blocks if not isinstance(block, ToolBar | Action))
            bench.show(replace(screen, blocks=(*kept, *more, bar, Caption("再听一遍"))))
            call = bench.button("叫人帮忙")
            places.add((call.mapTo(bench.view, QPoint(0, 0)).toTuple(), call.size().toTuple()))
    assert len(places) == 1


@pytest.mark.feature("F37")
@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("window", ((1024, 768), (1080, 1920)), ids=str)
def test_in_low_reach_a_long_question_brings_no_buttons_into_the_upper_half(bench, window, size):
    bench.resize(*window)
    bench.desk.display = Display(size=size, low_reach=True)
    bench.theme.apply(bench.desk.display)
    blocks = tuple(
        replace(block, help=Words("请慢慢看，看不清可以翻页。" * 12)) if isinstance(block, Heading) else block
        for block in SCREENS["choose"].blocks
    )
    bench.show(replace(SCREENS["choose"], blocks=blocks))
    page, least = bench.view.page, bench.theme.px(20.0)
    assert not bench.view.upper.down.isVisible()
    assert window != (1024, 768) or size < 2 or len(page.starts) > 1
    for number in range(len(page.starts)):
        page.turn_to(number)
        for widget in targets(bench.view):
            part = max(top(bench, widget), top(bench, widget) + widget.height() - least)
            assert part >= bench.view.height() // 2 - 1, "as much of it as a finger needs"
