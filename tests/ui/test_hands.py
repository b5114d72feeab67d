"""Helpers for hands: a finger that wanders, the same press again and again, and a character typed by a tremor."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from kiosk.blocks import TextField
from kiosk.events import CallPerson, KeyPressed, ReadAgain
from kiosk.text import Words
from tests.ui import samples
from tests.ui.desk import Bench
from tests.ui.test_keyboard import block, key, sent, writing
from ui.swab import Swab

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F36")]


@pytest.fixture
def swab(bench: Bench) -> Iterator[Swab]:
    application = QApplication.instance()
    assert application is not None
    watcher = Swab(bench.view)
    application.installEventFilter(watcher)
    yield watcher
    application.removeEventFilter(watcher)


def wander(start: QWidget, end: QWidget) -> None:
    """A finger comes down on one thing, slides to another and leaves there."""
    QTest.mousePress(start, Qt.MouseButton.LeftButton, pos=start.rect().center())
    for part in (1, 2, 3):
        here, there = start.mapToGlobal(start.rect().center()), end.mapToGlobal(end.rect().center())
        QTest.mouseMove(start, start.mapFromGlobal(here + (there - here) * part / 3))
    QTest.mouseRelease(start, Qt.MouseButton.LeftButton, pos=start.mapFromGlobal(end.mapToGlobal(end.rect().center())))


def test_a_wandering_finger_presses_what_it_rests_on_at_last(bench: Bench, swab: Swab) -> None:
    bench.show(samples.choose())
    bench.later(1)
    wander(bench.button("再听"), bench.button("叫人"))
    assert [type(event) for event in bench.sent] == [CallPerson]
    assert not bench.button("再听").isDown() and not bench.button("叫人").isDown()


def test_a_finger_that_leaves_on_bare_ground_presses_nothing(bench: Bench, swab: Swab) -> None:
    bench.show(samples.choose())
    bench.later(1)
    button = bench.button("再听")
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=button.rect().center() - QPoint(0, 190))
    assert bench.sent == []


@pytest.mark.parametrize("again", [False, True])
def test_what_comes_under_a_finger_that_is_down_is_not_pressed(bench: Bench, swab: Swab, again: bool) -> None:
    bench.show(samples.choose())
    bench.later(1)
    at = QPoint(bench.button("再听").mapTo(bench.window, bench.button("再听").rect().center()))
    glass = bench.window.windowHandle()
    QTest.mousePress(glass, Qt.MouseButton.LeftButton, pos=at)
    bench.show(samples.many())
    bench.later(1)
    if again:
        QTest.mouseMove(glass, at + QPoint(2, 0))
    QTest.mouseRelease(glass, Qt.MouseButton.LeftButton, pos=at)
    assert bench.sent == []
    QTest.mouseClick(glass, Qt.MouseButton.LeftButton, pos=at)
    assert bench.sent == [ReadAgain()], "the next finger presses again"


def test_several_lines_are_still_come_to_by_a_finger(bench: Bench, swab: Swab) -> None:
    bench.show(samples.made("lines", TextField("why", Words("为什么？"), "long_text"), samples.NEXT))
    bench.later(1)
    area = bench.view.findChild(QPlainTextEdit)
    assert area is not None
    bench.button("下一步").setFocus()
    QTest.mouseClick(area.viewport(), Qt.MouseButton.LeftButton)
    assert area.hasFocus()


def test_without_it_sliding_off_presses_nothing(bench: Bench) -> None:
    bench.show(samples.choose())
    bench.later(1)
    wander(bench.button("再听"), bench.button("叫人"))
    assert bench.sent == []


def test_a_wandering_finger_must_rest_as_long_as_was_asked_for(bench: Bench, swab: Swab) -> None:
    bench.presses.wear(hold_ms=500, pause_ms=500)
    bench.show(samples.choose())
    bench.later(1)
    button = bench.button("再听")
    for rest, pressed in ((0.2, 0), (0.6, 1)):
        QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        bench.later(rest)
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        assert bench.sent.count(ReadAgain()) == pressed


def test_the_pause_between_presses_is_as_long_as_was_asked_for(bench: Bench) -> None:
    bench.presses.wear(hold_ms=0, pause_ms=2000)
    bench.show(samples.choose())
    bench.later(3)
    for seconds, pressed in ((0.0, 1), (1.0, 1), (1.1, 2)):
        bench.later(seconds)
        QTest.mouseClick(bench.button("再听"), Qt.MouseButton.LeftButton)
        assert bench.sent.count(ReadAgain()) == pressed


def test_a_character_struck_twice_by_a_tremor_counts_once_for_whom_it_is_asked(bench: Bench) -> None:
    bench.presses.wear(hold_ms=0, pause_ms=1000)
    bench.show(writing(block("id_digits", layouts=("id_digits",)), "id_number"))
    bench.later(2)
    for words, seconds in (("1", 0.1), ("1", 0.1), ("2", 0.1), ("2", 1.5), ("2", 0.0)):
        QTest.mouseClick(key(bench, words), Qt.MouseButton.LeftButton)
        bench.later(seconds)
    assert [event.key for event in sent(bench, KeyPressed)] == ["1", "2", "2"]
