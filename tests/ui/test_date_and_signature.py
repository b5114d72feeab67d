"""Dates in three cells, and signing."""

from dataclasses import replace

import block_samples
import pytest
from desk import settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kiosk.blocks import Action, Heading, Paragraph, SignaturePad
from kiosk.events import CloseOver, Dated, FieldEntered, Signed
from kiosk.screen import Screen
from kiosk.text import Words
from ui.blocks.date_field import Cell
from ui.ink import InkPad

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]


def cells(bench) -> list[Cell]:
    return sorted(bench.view.findChildren(Cell), key=lambda cell: cell.number)


def sent(bench, kind: type) -> list:
    return [event for event in bench.sent if isinstance(event, kind)]


def test_a_date_typed_in_one_go_fills_year_month_and_day(bench):
    bench.show(block_samples.date(("", "", ""), 0))
    for digit in "193838":
        QTest.keyClicks(bench.view.focusWidget(), digit)
    assert [cell.text() for cell in cells(bench)] == ["1938", "3", "8"]
    last = sent(bench, Dated)[-1]
    assert (last.year, last.month, last.day, last.cell) == ("1938", "3", "8", 2)
    assert [event.cell for event in sent(bench, FieldEntered)][-2:] == [1, 2]


def test_a_month_that_may_still_grow_waits_for_its_second_digit(bench):
    bench.show(block_samples.date(("", "", ""), 0))
    for digit in "19381":
        QTest.keyClicks(bench.view.focusWidget(), digit)
    assert bench.view.focusWidget() is cells(bench)[1]
    QTest.keyClicks(bench.view.focusWidget(), "2")
    assert bench.view.focusWidget() is cells(bench)[2]


def test_letters_are_not_taken(bench):
    bench.show(block_samples.date(("", "", ""), 0))
    QTest.keyClicks(bench.view.focusWidget(), "19a-3")
    assert cells(bench)[0].text() == "193"


def test_deleting_in_an_empty_cell_goes_to_the_one_before(bench):
    bench.show(block_samples.date(("1938", "3", ""), 2))
    assert bench.view.focusWidget() is cells(bench)[2]
    bench.key(Qt.Key.Key_Backspace)
    assert bench.view.focusWidget() is cells(bench)[1]
    bench.key(Qt.Key.Key_Backspace)
    assert cells(bench)[1].text() == ""


def test_the_on_screen_keyboard_moves_the_cell_and_sends_nothing_back(bench):
    bench.show(block_samples.date(("193", "", ""), 0, edition=1))
    before = len(bench.sent)
    bench.show(block_samples.date(("1938", "", ""), 1, edition=2))
    assert cells(bench)[0].text() == "1938"
    assert bench.view.focusWidget() is cells(bench)[1]
    assert len(bench.sent) == before


def test_a_cell_being_typed_into_is_not_overwritten_by_the_same_edition(bench):
    bench.show(block_samples.date(("", "", ""), 0, edition=1))
    QTest.keyClicks(bench.view.focusWidget(), "19")
    bench.show(block_samples.date(("", "", ""), 0, edition=1))
    assert cells(bench)[0].text() == "19"


def test_a_private_date_can_be_neither_undone_nor_copied(bench):
    bench.show(block_samples.date(("", "", ""), 0))
    editor = bench.view.focusWidget()
    QTest.keyClicks(editor, "19")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "19"


def test_each_cell_is_heard_with_its_question_and_its_part(bench):
    bench.show(block_samples.date())
    names = [QAccessible.queryAccessibleInterface(cell).text(QAccessible.Text.Name) for cell in cells(bench)]
    assert names == [f"您的出生日期是哪一天？，{part}" for part in ("年", "月", "日")]


def test_a_month_needs_no_day(bench):
    bench.show(block_samples.wrong_date())
    assert len(cells(bench)) == 2
    description = QAccessible.queryAccessibleInterface(cells(bench)[0]).text(QAccessible.Text.Description)
    assert "还没到八十岁" in description


def test_nothing_of_a_date_stays_in_an_editor_of_the_next_screen(bench):
    bench.show(block_samples.date())
    old = cells(bench)
    other = block_samples.date(("", "", ""), 0)
    bench.show(replace(other, name="another"))
    assert [cell.text() for cell in cells(bench)] == ["", "", ""]
    assert not set(map(id, old)) & set(map(id, cells(bench)))


def pad(bench) -> InkPad:
    return bench.view.findChild(InkPad)


def sign(bench, *places: tuple[float, float]) -> None:
    target = pad(bench)
    points = [QPoint(round(x * (target.width() - 1)), round(y * (target.height() - 1))) for x, y in places]
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(target, point)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=points[-1])
    settle()


@pytest.mark.feature("F63")
def test_each_stroke_of_a_signature_sends_all_of_them(bench):
    bench.show(with_strokes(()))
    sign(bench, (0.1, 0.5), (0.3, 0.2), (0.4, 0.8))
    sign(bench, (0.6, 0.5), (0.8, 0.5))
    first, second = sent(bench, Signed)
    assert len(first.strokes) == 1
    assert len(second.strokes) == 2
    assert second.strokes[0] == first.strokes[0]
    assert first.strokes[0][0] == pytest.approx((0.1, 0.5), abs=0.01)


def with_strokes(strokes) -> object:
    screen = block_samples.signature()
    blocks = tuple(replace(b, strokes=strokes) if isinstance(b, SignaturePad) else b for b in screen.blocks)
    return replace(screen, blocks=blocks)


@pytest.mark.feature("F63")
def test_writing_again_begins_with_an_empty_pad(bench):
    bench.show(with_strokes(()))
    sign(bench, (0.1, 0.5), (0.9, 0.5))
    bench.show(with_strokes(()))
    assert pad(bench).strokes == ()


@pytest.mark.feature("F63")
def test_a_signature_keeps_its_proportions_at_every_size_and_window(bench):
    found = []
    for window in ((1024, 768), (1280, 800), (1080, 1920)):
        for size in range(4):
            bench.resize(*window)
            bench.wear(size)
            bench.show(block_samples.signature())
            found.append(pad(bench).width() / pad(bench).height())
            assert bench.theme.to_mm(pad(bench).height()) >= (
                45 if window[1] > window[0] else 35
            )  # beside what is signed, where it is low
    assert max(found) - min(found) < 0.03


@pytest.mark.feature("F63")
def test_who_cannot_write_can_tab_to_an_action_instead(bench):
    bench.show(block_samples.signature())
    names = [widget.accessibleName() for widget in bench.view.walk.order()]
    assert "写不了字" in names
    assert pad(bench) not in bench.view.walk.order()


@pytest.mark.feature("F63", "F28")
def test_a_pad_that_gave_way_in_a_low_window_takes_back_what_nothing_else_needs(bench):
    bench.resize(1280, 800)
    heights = []
    for lines in range(1, 12):
        text = Words("\n".join(["我填的都是真的。"] * lines))
        blocks = (
            Heading(Words("请您签个名"), Words("看一看下面的话")),
            Paragraph(text),
            SignaturePad("s", Words("签名")),
            Action("sign.cannot", CloseOver()),
        )
        bench.show(Screen(f"t{lines}", blocks))
        page = bench.view.page
        if len(page.starts) == 1:
            heights.append(pad(bench).height())
            assert page.sheet.height() <= page.height()
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) > 2  # not at once from the largest to the smallest
    assert bench.theme.to_mm(heights[-1]) >= 35
