"""The on-screen keyboard: what each key sends, that it leaves the focus where it is, and that it can be walked
through.
"""

from dataclasses import replace

import pytest
from block_samples import ALL_LAYOUTS, CANDIDATES, writing
from desk import Bench, settle, until
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.blocks import Keyboard
from kiosk.events import CandidatePicked, CandidatesTurned, KeyPressed, LayoutPicked, Typed, Wrote
from ui.blocks.keyboard import KeyboardWidget
from ui.ink import InkPad
from ui.keys import Key

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]


def block(layout: str, **more: object) -> Keyboard:
    return replace(Keyboard("pinyin", ALL_LAYOUTS, "f"), layout=layout, **more)


def keyboard(bench: Bench) -> KeyboardWidget:
    [found] = [widget for widget in bench.view.dock if isinstance(widget, KeyboardWidget)]
    return found


def key(bench: Bench, words: str) -> Key:
    [found] = [key for key in keyboard(bench).visible_keys() if key.words() == words]
    return found


def touch(bench: Bench, words: str) -> None:
    QTest.mouseClick(key(bench, words), Qt.MouseButton.LeftButton)
    settle()


def sent(bench: Bench, kind: type) -> list:
    return [event for event in bench.sent if isinstance(event, kind)]


def test_digits_typed_fast_all_count(bench):
    bench.show(writing(block("id_digits", layouts=("id_digits",)), "id_number"))
    for digit in "11010":
        touch(bench, digit)
    touch(bench, "X")
    assert [event.key for event in sent(bench, KeyPressed)] == list("11010X")


def test_clearing_twice_in_a_moment_counts_once_and_deleting_counts_each_time(bench):
    bench.show(writing(block("digits"), "integer"))
    bench.later(1)
    for words in ("清空", "清空", "删除", "删除"):
        touch(bench, words)
    assert [event.key for event in sent(bench, KeyPressed)] == ["clear", "backspace", "backspace"]


def test_a_touch_leaves_the_focus_in_the_field(bench):
    bench.show(writing(block("pinyin")))
    assert isinstance(bench.view.focusWidget(), QLineEdit)
    touch(bench, "Z")
    assert isinstance(bench.view.focusWidget(), QLineEdit)
    assert sent(bench, KeyPressed) == [KeyPressed("z")]


def test_a_finger_that_slides_off_presses_nothing(bench):
    bench.show(writing(block("pinyin")))
    pressed = key(bench, "Q")
    QTest.mousePress(pressed, Qt.MouseButton.LeftButton)
    QTest.mouseMove(pressed, QPoint(-200, 5))
    QTest.mouseRelease(pressed, Qt.MouseButton.LeftButton, pos=QPoint(-200, 5))
    assert sent(bench, KeyPressed) == []


def test_who_holds_to_press_is_not_troubled_by_a_brush(bench):
    bench.presses.hold_ms = 300
    bench.show(writing(block("digits"), "integer"))
    touch(bench, "5")
    assert sent(bench, KeyPressed) == []
    QTest.mousePress(key(bench, "5"), Qt.MouseButton.LeftButton)
    bench.later(0.4)
    QTest.mouseRelease(key(bench, "5"), Qt.MouseButton.LeftButton)
    assert sent(bench, KeyPressed) == [KeyPressed("5")]


def test_layouts_and_candidates_send_their_events(bench):
    bench.show(writing(block("pinyin", composing="zhangwei", candidates=CANDIDATES)))
    bench.later(1)
    touch(bench, "张伟")
    bench.later(1)
    touch(bench, "手写")
    assert sent(bench, CandidatePicked) == [CandidatePicked("张伟")]
    assert sent(bench, LayoutPicked) == [LayoutPicked("handwriting")]
    assert key(bench, "拼音").isChecked()


@pytest.mark.parametrize("size", range(4))
def test_every_candidate_of_a_page_can_be_reached_before_it_is_turned(bench, size):
    bench.resize(1024, 768)
    bench.wear(size)
    words = tuple(f"候选{number}" for number in range(10))
    bench.show(writing(block("pinyin", composing="hou", candidates=words)))
    seen: list[str] = []
    while not sent(bench, CandidatesTurned):
        seen += [key.words() for key in keyboard(bench).visible_keys() if key.kind == "candidate"]
        bench.later(1)
        touch(bench, "更多")
        assert len(seen) < 30
    assert seen == list(words)


def test_a_new_page_begins_with_its_first_candidate(bench):
    bench.resize(1024, 768)
    bench.wear(3)
    words = tuple(f"候选{number}" for number in range(10))
    bench.show(writing(block("pinyin", composing="hou", candidates=words)))
    bench.later(1)
    touch(bench, "更多")
    bench.show(writing(block("pinyin", composing="hou", candidates=words, page=1)))
    assert key(bench, "候选0").isVisible()


def test_what_is_written_goes_as_strokes_of_points_between_0_and_1(bench):
    bench.show(writing(block("handwriting")))
    pad = bench.view.findChild(InkPad)
    wide, high = pad.width(), pad.height()
    assert wide == high
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(wide // 4, high // 2))
    QTest.mouseMove(pad, QPoint(wide // 2, high // 2))
    QTest.mouseMove(pad, QPoint(wide * 3, high // 2))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(wide * 3, high // 2))
    [event] = sent(bench, Wrote)
    [stroke] = event.strokes
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in stroke)
    assert stroke[0][0] == pytest.approx(0.25, abs=0.02)
    assert stroke[-1][0] == 1.0
    bench.show(writing(block("handwriting")))
    assert pad.strokes == ()


def test_a_character_written_on_the_pad_is_seen_there(bench):
    bench.show(writing(block("handwriting")))
    pad = bench.view.findChild(InkPad)
    empty = pad.grab().toImage()
    bench.show(writing(block("handwriting", strokes=(((0.1, 0.3), (0.9, 0.3)),))))
    assert pad.grab().toImage() != empty
    picture = pad.grab().toImage()
    ink = picture.pixelColor(picture.width() // 4, round(picture.height() * 0.3))
    assert ink == bench.theme.colour("ink")


def test_arrows_walk_over_all_keys_and_lead_out_at_the_edge(bench):
    bench.show(writing(block("digits"), "integer"))
    key(bench, "1").setFocus(Qt.FocusReason.TabFocusReason)
    walked = []
    for arrow in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        bench.key(arrow)
        walked.append(bench.view.focusWidget().words())
    assert walked == ["2", "3", "6", "9", "8"]
    key(bench, "1").setFocus(Qt.FocusReason.TabFocusReason)
    bench.key(Qt.Key.Key_Up)
    assert bench.view.focusWidget() not in keyboard(bench).visible_keys()


def test_every_key_can_be_tabbed_to_and_pressed_by_enter_and_by_a_screen_reader(bench):
    bench.show(writing(block("latin"), "text"))
    order = bench.view.walk.order()
    assert all(key in order for key in keyboard(bench).visible_keys())
    key(bench, "B").setFocus(Qt.FocusReason.TabFocusReason)
    bench.key(Qt.Key.Key_Return)
    interface = QAccessible.queryAccessibleInterface(key(bench, "C"))
    interface.actionInterface().doAction("Press")
    until(lambda: len(sent(bench, KeyPressed)) == 2)  # Qt shows the press for a moment first
    assert [event.key for event in sent(bench, KeyPressed)] == ["B", "C"]
    assert interface.role() == QAccessible.Role.Button


def test_small_letters_come_after_their_key_and_another_field_begins_with_capitals(bench):
    bench.show(writing(block("latin"), "text"))
    bench.later(1)
    touch(bench, "小写")
    bench.show(writing(block("latin", small=True), "text"))
    touch(bench, "a")
    bench.show(writing(block("latin", field="g"), "text"))
    touch(bench, "A")
    assert [event.key for event in sent(bench, KeyPressed)] == ["shift", "a", "A"]


def test_a_focused_editor_is_overwritten_by_a_new_edition_only(bench):
    bench.show(writing(block("pinyin"), "text", "张"))
    editor = bench.view.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "abc")
    assert sent(bench, Typed)[-1].text == "张abc"
    bench.show(writing(block("pinyin", composing="z"), "text", "张"))
    assert editor.text() == "张abc"
    screen = writing(block("pinyin"), "text", "张三")
    field = next(b for b in screen.blocks if getattr(b, "kind", "") == "text")
    later = tuple(replace(b, edition=1) if b is field else b for b in screen.blocks)
    bench.show(replace(screen, blocks=later))
    assert editor.text() == "张三"


@pytest.mark.parametrize("layout", ["pinyin", "digits"])
def test_on_a_low_window_one_key_leads_to_the_layouts_that_no_longer_fit(bench, layout):
    bench.resize(1024, 768)
    bench.wear(3)
    bench.show(writing(block(layout), "integer"))
    [switch] = [key for key in keyboard(bench).visible_keys() if key.kind == "layout"]
    bench.later(1)
    touch(bench, switch.words())
    following = ALL_LAYOUTS[ALL_LAYOUTS.index(layout) + 1]
    assert sent(bench, LayoutPicked) == [LayoutPicked(following)]
    bench.wear(2)
    bench.show(writing(block(layout), "integer"))
    assert len([key for key in keyboard(bench).visible_keys() if key.kind == "layout"]) == 4


@pytest.mark.feature("F33")
@pytest.mark.parametrize(("aside", "below"), [(-4, 0), (4, 0), (0, 4)])
def test_a_finger_between_two_keys_presses_the_nearer_one(bench, aside, below):
    bench.show(writing(block("digits"), "integer"))
    five = key(bench, "5")
    x = five.width() // 2 if not aside else aside if aside < 0 else five.width() - 1 + aside
    y = five.height() // 2 if not below else five.height() - 1 + below
    place = five.mapTo(bench.view, QPoint(x, y))
    under = bench.view.childAt(place)
    assert not isinstance(under, Key)
    QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(bench.view, place))
    assert sent(bench, KeyPressed) == [KeyPressed("5")]


@pytest.mark.feature("F34")
def test_a_screen_reader_is_told_candidates_of_one_sound_apart_and_the_eye_sees_them_alone(bench):
    bench.show(writing(block("pinyin", composing="ying", candidates=("英", "鹰", "好"), explain=True)))
    keys = [key for key in keyboard(bench).visible_keys() if key.kind == "candidate"]
    assert [key.words() for key in keys] == ["英", "鹰", "好"]
    assert [key.accessibleName() for key in keys] == ["英，英雄的英", "鹰，老鹰的鹰", "好"]
    bench.show(writing(block("pinyin", composing="ying", candidates=("英", "鹰", "好"))))
    keys = [key for key in keyboard(bench).visible_keys() if key.kind == "candidate"]
    assert [key.accessibleName() for key in keys] == ["英", "鹰", "好"]
