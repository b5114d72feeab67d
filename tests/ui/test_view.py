"""A Screen drawn again is the same place; another Screen is another one, and nothing of the last stays."""

from dataclasses import replace

import pytest
import samples
from desk import Bench, settle
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGroupBox, QLabel, QLineEdit, QWidget

import kiosk.blocks
from kiosk.blocks import Action, Block, Caption, Choices, Heading, Keyboard, Notice, Only, Option, TextField, ToolBar
from kiosk.events import FieldEntered, Typed
from kiosk.privacy import Kind
from kiosk.screen import Screen
from kiosk.text import Words
from ui.blocks.base import drawer_of
from ui.widgets import RadioCard

pytestmark = pytest.mark.widgets


BLOCKS = [kind for kind in vars(kiosk.blocks).values() if isinstance(kind, type) and issubclass(kind, Block)]


@pytest.mark.parametrize("kind", [kind for kind in BLOCKS if kind not in (Block, Only)], ids=lambda kind: kind.__name__)
def test_every_block_has_a_drawer(kind):
    assert drawer_of(kind)


def field(value: str, edition: int, error: str = "") -> Screen:
    text = TextField(
        "id",
        Words("号码"),
        "id_number",
        value,
        edition,
        error=Words(error) if error else None,
        private=Kind.ID,
        limit=18,
    )
    return Screen("ask", (Heading(Words("您的号码？")), text, samples.BAR, samples.NEXT))


def editor(bench: Bench) -> QLineEdit:
    return bench.view.findChild(QLineEdit)


def test_a_new_screen_with_a_field_begins_in_the_field(bench: Bench):
    bench.show(field("", 0))
    assert bench.view.focusWidget() is editor(bench)
    assert FieldEntered("id") in bench.sent


def test_a_new_screen_without_a_field_begins_at_the_question(bench: Bench):
    bench.show(samples.choose())
    focus = bench.view.focusWidget()
    assert isinstance(focus, QLabel)
    assert focus.text() == "津贴打到哪张卡上？"


def test_typing_sends_the_whole_text_and_is_never_written_over(bench: Bench):
    bench.show(field("", 0))
    line = editor(bench)
    QTest.keyClicks(line, "1101")
    assert bench.sent[-1] == Typed("id", "1101")
    bench.show(field("11", 0))
    assert editor(bench) is line
    assert line.text() == "1101"
    bench.show(field("99", 1))
    assert line.text() == "99"


def test_an_error_appears_without_moving_the_focus_or_the_editor(bench: Bench):
    bench.show(field("", 0))
    line = editor(bench)
    bench.show(field("", 0, "还差 4 位"))
    assert editor(bench) is line
    assert bench.view.focusWidget() is line
    assert "还差 4 位" in line.accessibleDescription()


@pytest.mark.feature("F40")
def test_an_editor_never_serves_a_second_screen_and_is_emptied_at_once(bench: Bench):
    bench.show(field("110105", 0))
    line = editor(bench)
    kept = []
    line.destroyed.connect(lambda: kept.append("gone"))
    with bench.desk.drawing():
        bench.view.show_screen(Screen("other", field("", 0).blocks))
    assert line.text() == ""
    settle()
    assert kept == ["gone"]
    assert editor(bench).text() == ""


@pytest.mark.feature("F40")
def test_nothing_of_the_last_screen_is_left_in_any_widget(bench: Bench):
    for screen in samples.all_screens().values():
        bench.show(screen)
    bench.show(Screen("blank", (Heading(Words("欢迎")),)))
    left = {w.accessibleName() for w in bench.view.page.sheet.findChildren(QWidget)} - {""}
    assert left == {"欢迎"}


def test_private_fields_keep_no_undo_and_cannot_be_copied(bench: Bench):
    bench.show(field("", 0))
    line = editor(bench)
    QTest.keyClicks(line, "1101")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "1101"
    assert line.completer() is None
    assert line.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


def test_the_same_screen_again_keeps_its_widgets_focus_and_page(bench: Bench):
    bench.resize(1024, 768)
    bench.wear(3)
    bench.show(samples.many())
    cards = bench.view.page.sheet.findChildren(QWidget)
    bench.button("要别人喂").setFocus(Qt.FocusReason.TabFocusReason)
    at = bench.view.page.at
    assert at > 0
    bench.show(samples.many())
    assert bench.view.page.sheet.findChildren(QWidget) == cards
    assert bench.view.focusWidget() is bench.button("要别人喂")
    assert bench.view.page.at == at


def test_another_screen_begins_at_its_top(bench: Bench):
    bench.show(samples.long_text())
    bench.press("往下看")
    assert bench.view.page.at == 1
    bench.show(samples.many())
    assert bench.view.page.at == 0


def test_turning_shows_everything_once_and_nothing_is_lost_between_pages(bench: Bench):
    bench.resize(1024, 768)
    for size in range(4):
        bench.wear(size)
        bench.show(samples.long_text())
        page = bench.view.page
        for end, start in zip(page.ends, page.starts[1:], strict=False):
            assert not [atom for atom in page._atoms() if end <= atom[0] < start or end < atom[1] <= start]


@pytest.mark.feature("F35")
@pytest.mark.parametrize("name", samples.all_screens())
def test_tab_goes_once_through_everything_in_the_order_seen_and_round(bench: Bench, name):
    bench.show(samples.all_screens()[name])
    order = bench.view.walk.order()
    reached = []
    for _ in order:
        bench.key(Qt.Key.Key_Tab)
        reached.append(bench.view.focusWidget())
        assert bench.view.focusWidget().visibleRegion().boundingRect().height() > 0
    assert len(set(reached)) == len(order)
    turning = {bench.view.page.up, bench.view.page.down}
    assert set(reached) - turning == set(order) - turning


@pytest.mark.feature("F35")
def test_arrows_go_from_card_to_card_and_on(bench: Bench):
    bench.show(samples.choose())
    bench.button("社保卡").setFocus()
    names = []
    for _ in range(3):
        bench.key(Qt.Key.Key_Down)
        names.append(bench.view.focusWidget().accessibleName())
    assert names == ["银行卡", "存折", "上一步"]


def test_the_focus_ring_is_seen_with_keys_and_not_with_fingers(bench: Bench):
    bench.show(samples.choose())
    bench.view.ring.keyboard = True
    bench.button("银行卡").setFocus(Qt.FocusReason.TabFocusReason)
    assert bench.view.ring.isVisible()
    card = bench.button("银行卡")
    assert bench.view.ring.geometry().contains(QRect(card.mapTo(bench.view, QPoint(0, 0)), card.size()))
    bench.view.ring.keyboard = False
    bench.view.ring.place()
    assert not bench.view.ring.isVisible()


def test_the_focus_ring_is_thick_and_strong_enough(bench: Bench):
    from audit import array, luminance

    for theme in ("day", "black_on_white", "white_on_black", "dim"):
        bench.wear(2, theme)
        bench.show(samples.choose())
        card = bench.button("银行卡")
        bench.view.ring.keyboard = False
        card.setFocus(Qt.FocusReason.MouseFocusReason)
        bench.view.ring.place()
        before = array(bench.view.grab().toImage())
        bench.view.ring.keyboard = True
        bench.view.ring.place()
        after = array(bench.view.grab().toImage())
        changed = before != after

        def light(packed):
            import numpy as np

            return luminance(np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1))

        one, other = light(before[changed]), light(after[changed])
        ratio = (one.clip(min=other) + 0.05) / (one.clip(max=other) + 0.05)
        strong = int((ratio >= 3).sum())
        assert strong >= 2 * 2 * (card.width() + card.height())


def test_a_heading_is_a_heading_and_choices_are_grouped_under_their_question(bench: Bench):
    bench.show(samples.choose())
    heading = bench.view.page.blocks[0].title
    interface = QAccessible.queryAccessibleInterface(heading)
    assert interface.role() is QAccessible.Role.Heading
    assert interface.text(QAccessible.Text.Name) == "津贴打到哪张卡上？"
    groups = [g for g in bench.view.findChildren(QGroupBox) if g.isVisible()]
    assert [g.accessibleName() for g in groups] == ["津贴打到哪张卡上？"]
    card = bench.view.findChild(RadioCard)
    state = QAccessible.queryAccessibleInterface(card).state()
    assert state.checkable and state.checked


def test_a_label_that_only_repeats_the_question_is_heard_not_drawn(bench: Bench):
    bench.show(samples.choose())
    assert bench.view.page.blocks[1].label.isHidden()


def test_a_label_is_drawn_where_the_question_could_be_about_something_else(bench: Bench):
    bench.show(samples.many())
    assert bench.view.page.blocks[1].label.isHidden()
    choices = next(block for block in samples.many().blocks if isinstance(block, Choices))
    bench.show(Screen("two", (Heading(Words("问")), choices, replace(choices, key="other"))))
    assert [widget.label.isVisible() for widget in bench.view.page.blocks[1:]] == [True, True]


def test_in_a_low_window_the_question_stays_with_its_field(bench: Bench):
    """What helps gives way to it, and is heard; where there is height it is seen."""
    heading = Heading(Words("您要去哪个市看病？"), Words("写市的名字，北京、上海写区也行，写大概的也行"), Words("某市"))
    field = TextField("/city", Words("您要去哪个市看病？"), "text")
    seen = []
    for size, height in ((2, 1080), (3, 800)):
        bench.wear(size)
        bench.resize(1280, height)
        bench.show(Screen(f"low {height}", (heading, field, Keyboard("pinyin", ("pinyin",), "/city"), Caption("问"), samples.BAR, samples.NEXT)))
        question = bench.view.page.blocks[0]
        assert len(bench.view.page.starts) == 1
        assert question.title.isVisible()
        assert "写市的名字" in question.title.accessibleDescription()
        seen.append(question.help.isVisible())
    assert seen == [True, False]


def test_an_icon_that_only_a_portal_knows_is_left_out(bench: Bench):
    for name in ("no-such-icon", "../../tokens", "../fonts/OFL"):
        bench.show(Screen(name, (Heading(Words("问")), Action(Words("办"), samples.NEXT.event, icon=name))))
        assert bench.button("办").face.icon == ""
        bench.view.grab()


def test_what_is_for_one_sense_alone_is_shown_to_it_alone(bench: Bench):
    eye, ear = Notice(Words("看得到"), key="eye"), Notice(Words("听得到"), key="ear")
    bench.show(Screen("only", (Heading(Words("问")), Only(eye=eye), Only(ear=ear))))
    words = {label.text() for label in bench.view.findChildren(QLabel)}
    assert "看得到" in words
    assert "听得到" not in words


def test_tools_keep_their_places_whatever_the_next_step_is_called(bench: Bench):
    places = set()
    for words in ("下一步", "知道了，同意，继续往下办"):
        for back in (samples.BAR.back, None):
            bar = ToolBar(back, samples.BAR.tools, samples.BAR.display)
            bench.show(Screen(words, (Heading(Words("问")), bar, Action(Words(words), samples.NEXT.event, main=True))))
            call = bench.button("叫人")
            places.add((call.mapTo(bench.view, QPoint(0, 0)).toTuple(), call.size().toTuple()))
    assert len(places) == 1


def test_folded_tools_open_in_place_and_close_on_the_next_screen(bench: Bench):
    bench.resize(1024, 768)
    bench.wear(3)
    bench.show(samples.choose())
    assert bench.button("叫人").isVisible()
    bench.press("更多")
    assert bench.button("再听").isVisible()
    bench.show(samples.field())
    assert not any(b.isVisible() and b.accessibleName() == "再听" for b in bench.view.bar.tools)


def test_the_caption_takes_its_place_before_anything_is_said(bench: Bench):
    blocks = (Heading(Words("问")), Choices("a", Words("问"), (Option("x", Words("甲")),)))
    bench.show(Screen("s", (*blocks, Caption(""))))
    before = bench.view.page.geometry()
    bench.show(Screen("s", (*blocks, Caption("正在说话"))))
    assert bench.view.page.geometry() == before


def test_events_that_arise_while_drawing_wait_until_the_screen_stands(bench: Bench):
    seen = []
    bench.desk._send = lambda event: seen.append((event, bench.view.screen_id))
    bench.show(field("", 0))
    assert seen == [(FieldEntered("id"), ("ask", ""))]


@pytest.mark.feature("F27")
def test_a_screen_of_several_fields_opens_in_the_one_that_is_written_in(bench: Bench):
    """After the first was said and agreed to, the second one waits: the focus must not take the person back."""
    fields = tuple(TextField(key, Words(key), "code") for key in ("one", "two"))
    for number, (entered, place) in enumerate((("two", 1), ("one", 0), ("", 0), ("gone", 0))):
        bench.show(Screen("t", (Heading(Words("问")), *fields), str(number), entered=entered))
        assert bench.view.focusWidget() is bench.view.drawn[1 + place].first_editor(), entered
