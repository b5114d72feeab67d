"""Tables, timelines, slips, pictures and meters: what they show, send and tell."""

from dataclasses import replace

import block_samples
import cv2
import numpy as np
import pytest
from block_samples import ID
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QLabel

from kiosk.blocks import Meter
from kiosk.events import Show, Touched
from ui.blocks.meter import Bar
from ui.blocks.picture import PageImage
from ui.blocks.slip import Code
from ui.blocks.timeline import EntryWidget
from ui.ink import InkPad

pytestmark = pytest.mark.widgets

PARTED = "110105 19491231 002X"


def words(bench) -> list[str]:
    return [label.text() for label in bench.view.findChildren(QLabel) if label.isVisibleTo(bench.view)]


@pytest.mark.feature("F21")
def test_a_private_value_is_masked_until_the_person_asks(bench):
    bench.show(block_samples.table())
    assert ID not in words(bench) and PARTED not in words(bench)
    assert "110105 ●●●●●●●● 002X" in words(bench)
    bench.press("看一看：身份证号码")
    assert bench.sent[-1] == Show("id")
    bench.show(block_samples.table(shown=True))
    assert PARTED in words(bench)
    bench.press("遮起来：身份证号码")
    assert bench.sent[-1] == Show("id")


def test_a_masked_value_is_masked_for_a_screen_reader_too(bench):
    bench.show(block_samples.table())
    names = [widget.accessibleName() for widget in bench.view.findChildren(QLabel)]
    assert not any(ID in name.replace(" ", "") for name in names)
    assert not any(ID in group.accessibleName().replace(" ", "") for group in bench.view.findChildren(type(row(bench))))


def row(bench):
    from ui.blocks.table import RowWidget

    return bench.view.findChildren(RowWidget)[0]


def test_each_row_can_be_changed_by_a_button_that_says_which(bench):
    bench.show(block_samples.table())
    bench.press("修改：姓名")
    assert bench.sent[-1] == Touched()


def test_a_value_that_is_not_there_says_so(bench):
    bench.show(block_samples.table())
    assert "没有填" in words(bench)


def test_the_steps_of_a_timeline_tell_their_state_in_words(bench):
    bench.show(block_samples.timeline())
    names = [
        QAccessible.queryAccessibleInterface(entry).text(QAccessible.Text.Name)
        for entry in bench.view.findChildren(EntryWidget)
    ]
    assert [name.split()[0] for name in names] == ["已完成", "现在到这一步", "还没到", "还没到"]


def test_the_steps_of_a_timeline_can_be_told_without_colour(bench):
    bench.wear(2, "black_on_white")
    bench.show(block_samples.timeline())
    marks = []
    for entry in bench.view.findChildren(EntryWidget)[:3]:
        size = bench.theme.mm("mark")
        top = (bench.theme.line_height() - size) // 2
        part = entry.grab().toImage().copy(2, top + 2, size - 4, size - 4)
        grey = part.convertToFormat(QImage.Format.Format_Grayscale8)
        dark = sum(grey.pixelColor(x, y).value() < 128 for x in range(grey.width()) for y in range(grey.height()))
        marks.append(dark / (grey.width() * grey.height()))
    assert marks[0] > 1.5 * marks[1] > 1.5 * 1.5 * marks[2]


def as_array(picture: QImage) -> np.ndarray:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    raw = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return raw[:, : grey.width()].copy()


@pytest.mark.feature("F51")
@pytest.mark.parametrize("theme", ["day", "white_on_black", "dim"])
def test_the_code_on_the_screen_can_be_read_in_every_theme(bench, theme):
    bench.wear(2, theme)
    bench.show(block_samples.slip())
    code = bench.view.findChild(Code)
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(as_array(code.grab().toImage()))
    assert read == block_samples.CONTENT
    assert bench.theme.to_mm(code.width()) > 30


def test_pages_are_shown_as_pictures_with_their_numbers(bench):
    bench.show(block_samples.pictures())
    pages = bench.view.findChildren(PageImage)
    assert [page.accessibleName() for page in pages] == [f"户口簿 第 {n} 页，共 4 页" for n in (1, 2, 3, 4)]
    assert [page.image.isNull() for page in pages] == [False, False, False, True]
    assert max(pages[0].image.width(), pages[0].image.height()) <= 900


def test_a_meter_tells_its_value_and_moves_in_place(bench):
    screen = block_samples.meters()
    bench.show(screen)
    bar = bench.view.findChildren(Bar)[0]
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.role() == QAccessible.Role.ProgressBar
    assert interface.valueInterface().currentValue() == 40
    later = tuple(replace(b, percent=80) if isinstance(b, Meter) and b.percent else b for b in screen.blocks)
    bench.show(replace(screen, blocks=later))
    assert bench.view.findChildren(Bar)[0] is bar
    assert bar.value() == 80
    assert "80%" in words(bench)


def test_nothing_of_a_slip_is_kept_for_the_next_screen(bench):
    bench.show(block_samples.slip())
    bench.show(block_samples.meters())
    assert not any("SB2026" in text for text in words(bench))
    assert bench.view.findChild(Code) is None


@pytest.mark.parametrize(
    ("screen", "kind"), [("slip", Code), ("pictures", PageImage), ("signature", InkPad), ("write.handwriting", InkPad)]
)
def test_a_picture_is_heard_as_a_picture_with_its_name(bench, screen, kind):
    bench.show(block_samples.all_blocks()[screen])
    interface = QAccessible.queryAccessibleInterface(bench.view.findChildren(kind)[0])
    assert interface.role() == QAccessible.Role.Graphic
    assert interface.text(QAccessible.Text.Name)
