"""One press is one deed, and only where the finger leaves the button it came down on."""

import pytest
import samples
from desk import Bench, until
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.blocks import Action, Heading
from kiosk.display import Display
from kiosk.events import CallPerson, Chose, GoBack, ReadAgain
from kiosk.screen import Screen
from kiosk.text import Words
from ui.presses import Presses

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.widgets


def test_a_press_sends_the_event_of_its_action(bench: Bench):
    bench.show(samples.choose())
    bench.press("再听")
    assert bench.sent == [ReadAgain()]


@pytest.mark.feature("F36")
def test_two_taps_a_tenth_of_a_second_apart_are_one_press(bench: Bench):
    bench.show(samples.choose())
    bench.press("再听")
    bench.later(0.1)
    QTest.mouseClick(bench.button("再听"), LEFT)
    assert bench.sent == [ReadAgain()]
    bench.later(0.5)
    QTest.mouseClick(bench.button("再听"), LEFT)
    assert bench.sent == [ReadAgain(), ReadAgain()]


@pytest.mark.feature("F36")
def test_a_tap_meant_for_the_last_screen_presses_nothing_on_the_new_one(bench: Bench):
    bench.show(samples.choose())
    bench.presses.screen_changed()
    bench.later(0.3)
    QTest.mouseClick(bench.button("叫人"), LEFT)
    assert bench.sent == []
    bench.later(0.3)
    QTest.mouseClick(bench.button("叫人"), LEFT)
    assert bench.sent == [CallPerson()]


@pytest.mark.feature("F36")
def test_a_tap_meant_for_the_last_screen_writes_no_letter_on_the_new_one():
    now = [0.0]
    presses = Presses(lambda: now[0])
    presses.screen_changed()
    now[0] = 0.3
    assert not presses.accept_character("1")
    now[0] = 0.6
    assert presses.accept_character("1")
    assert presses.accept_character("1")  # "11" stands in every identity number


def test_sliding_off_before_letting_go_presses_nothing(bench: Bench):
    bench.show(samples.choose())
    button = bench.button("叫人")
    QTest.mousePress(button, LEFT)
    QTest.mouseMove(button, QPoint(-200, -200))
    QTest.mouseRelease(button, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(-200, -200))
    assert bench.sent == []


def test_what_is_chosen_is_what_the_screen_says_not_what_was_pressed(bench: Bench):
    bench.show(samples.choose())
    bench.press("银行卡")
    assert bench.sent == [Chose("card", "b")]
    assert bench.button("社保卡").isChecked()
    assert not bench.button("银行卡").isChecked()


@pytest.mark.feature("F36")
def test_a_finger_a_little_beside_a_button_still_hits_the_nearest_one(bench: Bench):
    bench.show(samples.choose())
    button = bench.button("社保卡")
    box = button.rect().translated(button.mapTo(bench.view, QPoint(0, 0)))
    bench.tap(box.center().x(), box.top() - round(3.3 * bench.theme.px_per_mm))
    assert bench.sent == [Chose("card", "a")]
    bench.tap(box.center().x(), box.top() - round(4.5 * bench.theme.px_per_mm))
    assert bench.sent == [Chose("card", "a")]


def test_between_two_buttons_the_nearer_one_is_pressed(bench: Bench):
    bench.show(samples.choose())
    one, other = bench.button("再听"), bench.button("声音")
    right = one.mapTo(bench.view, one.rect().topRight()).x()
    left = other.mapTo(bench.view, other.rect().topLeft()).x()
    y = one.mapTo(bench.view, one.rect().center()).y()
    bench.tap(right + (left - right) // 4, y)
    assert bench.sent == [ReadAgain()]


def test_a_held_key_acts_once(bench: Bench):
    bench.show(samples.choose())
    button = bench.button("再听")
    button.setFocus()
    for repeat in (False, True, True):
        QApplication.sendEvent(
            button, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", repeat)
        )
        bench.later(2)
    assert bench.sent == [ReadAgain()]


def test_enter_space_and_a_screen_reader_press_alike(bench: Bench):
    bench.show(samples.choose())
    button = bench.button("再听")
    button.setFocus()
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Space)
    bench.later(1)
    QAccessible.queryAccessibleInterface(button).actionInterface().doAction("Press")
    until(lambda: len(bench.sent) > 2)
    assert bench.sent == [ReadAgain()] * 3


@pytest.mark.feature("F36")
def test_who_asked_to_hold_must_hold_but_not_with_keys(bench: Bench):
    bench.show(samples.choose())
    bench.presses.hold_ms = 300
    button = bench.button("再听")
    bench.later(1)
    QTest.mouseClick(button, LEFT)
    assert bench.sent == []
    QTest.mousePress(button, LEFT)
    bench.later(0.4)
    QTest.mouseRelease(button, LEFT)
    assert bench.sent == [ReadAgain()]
    button.setFocus()
    bench.key(Qt.Key.Key_Return)
    assert len(bench.sent) == 2


def test_escape_goes_back_and_f1_calls_a_person_on_every_screen(bench: Bench):
    for screen in (samples.choose(), samples.many(), samples.long_text()):
        bench.show(screen)
        bench.sent.clear()
        bench.key(Qt.Key.Key_Escape)
        bench.key(Qt.Key.Key_F1)
        assert bench.sent == [GoBack(), CallPerson()]


def test_a_disabled_action_cannot_be_pressed(bench: Bench):
    action = Action(Words("提交"), GoBack(), main=True, enabled=False)
    bench.show(Screen("one", (Heading(Words("看一看")), action)))
    bench.press("提交")
    assert bench.sent == []


def test_ampersands_are_words_too(bench: Bench):
    bench.show(Screen("one", (Heading(Words("A & B")), Action(Words("C & D"), GoBack()))))
    assert bench.button("C & D").text() == "C && D"
    assert Display().hold_ms == 0


@pytest.mark.feature("F34")
def test_a_screen_readers_toggle_is_a_press_and_the_screen_says_what_is_chosen(bench: Bench):
    bench.show(samples.choose())
    interface = QAccessible.queryAccessibleInterface(bench.button("银行卡"))
    assert interface.role() == QAccessible.Role.RadioButton
    interface.actionInterface().doAction("Toggle")
    assert bench.sent == [Chose("card", "b")]
    assert not bench.button("银行卡").isChecked()


def test_another_screen_does_not_shorten_the_pause_that_a_person_asked_for():
    now = [100.0]
    presses = Presses(lambda: now[0])
    presses.wear(hold_ms=0, pause_ms=2000)
    assert presses.accept()
    presses.screen_changed()
    now[0] += 1.9
    assert not presses.accept()
    now[0] += 0.2
    assert presses.accept()
