"""Keys before they come to any widget: switches that bounce, repeat and are held, keys of another pad, and which key a switch sends."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.display import Display
from kiosk.events import CallPerson, KeySeen, Louder, OpenSwitches, PauseReading, ReadAgain, Switched
from kiosk.keypad import NAMES, names
from tests.ui import samples
from tests.ui.desk import Bench
from ui.keypad import KeyFilter, code, name_of

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]


@pytest.fixture
def keys(bench: Bench) -> Iterator[KeyFilter]:
    application = QApplication.instance()
    assert application is not None
    watcher = KeyFilter(bench.view, {"select": "J Return", "next": "K Down", "help": "F12"})
    application.installEventFilter(watcher)
    bench.show(samples.choose())
    bench.later(1)
    yield watcher
    application.removeEventFilter(watcher)


def scanning(bench: Bench, number: int) -> None:
    bench.desk.display = Display(scan=number, switches=("F9", "F10"))


def held(bench: Bench, key: Qt.Key, seconds: float) -> None:
    """A switch that is held: the system repeats it all the while."""
    target = bench.view.focusWidget()
    assert target is not None
    QTest.keyPress(target, key)
    for _ in range(3):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", True))
    bench.later(seconds)
    QTest.keyRelease(target, key)


def test_every_name_is_a_key_of_qt_s() -> None:
    assert all(code(name) > 0 for name in NAMES)
    assert all(name_of(code(name)) == name for name in NAMES)
    assert names("Volume Up") == ("Volume Up",) and names("J Return") == ("J", "Return")


def test_a_switch_that_bounces_counts_once(bench: Bench, keys: KeyFilter) -> None:
    scanning(bench, 2)
    for seconds in (0.0, 0.1, 0.6):
        bench.later(seconds)
        QTest.keyClick(bench.view, Qt.Key.Key_F9)
    QTest.keyClick(bench.view, Qt.Key.Key_F10)
    assert bench.sent == [Switched(1), Switched(1), Switched(2)]


def test_a_longer_pause_counts_for_switches_too(bench: Bench, keys: KeyFilter) -> None:
    scanning(bench, 1)
    bench.desk.display = replace(bench.desk.display, pause_ms=2000)
    for seconds in (0.0, 1.0, 1.1):
        bench.later(seconds)
        QTest.keyClick(bench.view, Qt.Key.Key_F9)
    assert bench.sent == [Switched(1)] * 2


def test_a_held_switch_never_repeats(bench: Bench, keys: KeyFilter) -> None:
    scanning(bench, 1)
    held(bench, Qt.Key.Key_F9, 2.0)
    assert bench.sent == [Switched(1)]


@pytest.mark.parametrize("number", [0, 1])
def test_a_switch_held_for_five_seconds_opens_the_helper(bench: Bench, keys: KeyFilter, number: int) -> None:
    scanning(bench, number)
    held(bench, Qt.Key.Key_F9, 5.1)
    assert bench.sent[-1] == OpenSwitches() and bench.sent.count(OpenSwitches()) == 1


def test_without_scanning_a_switch_s_key_is_a_key_like_any_other(bench: Bench, keys: KeyFilter) -> None:
    bench.desk.display = Display(switches=("Space", ""))
    bench.button("再听").setFocus()
    QTest.keyClick(bench.button("再听"), Qt.Key.Key_Space)
    assert bench.sent == [ReadAgain()]


def test_a_pad_may_send_other_keys(bench: Bench, keys: KeyFilter) -> None:
    bench.view.setFocus()
    first = bench.view.focusWidget()
    QTest.keyClick(bench.view, Qt.Key.Key_K)
    assert bench.view.focusWidget() is not first
    bench.button("再听").setFocus()
    QTest.keyClick(bench.button("再听"), Qt.Key.Key_J)
    assert bench.sent[-1] == ReadAgain()
    bench.later(1)
    QTest.keyClick(bench.view, Qt.Key.Key_F12)
    assert bench.sent[-1] == CallPerson()


def test_louder_and_softer_have_their_keys(bench: Bench, keys: KeyFilter) -> None:
    meant = {Qt.Key.Key_F4: Louder(1), Qt.Key.Key_F3: Louder(-1), Qt.Key.Key_F2: ReadAgain(), Qt.Key.Key_F5: PauseReading()}
    for key, event in {**meant, Qt.Key.Key_Pause: PauseReading()}.items():
        bench.later(1)
        QTest.keyClick(bench.view, key)
        assert bench.sent[-1] == event


def test_where_a_switch_is_looked_for_its_key_is_told_and_ways_out_stay(bench: Bench, keys: KeyFilter) -> None:
    bench.show(replace(samples.choose(), name="find", wants_key=True))
    bench.later(1)
    QTest.keyClick(bench.view, Qt.Key.Key_F9)
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert bench.sent == [KeySeen("F9"), KeySeen("Return")]
    bench.later(1)
    before = bench.view.focusWidget()
    QTest.keyClick(bench.view.focusWidget(), Qt.Key.Key_Tab)
    assert bench.view.focusWidget() is not before, "a keyboard is not caught here"
    bench.button("再听").setFocus()
    QTest.keyClick(bench.button("再听"), Qt.Key.Key_Return)
    assert bench.sent[-1] == ReadAgain(), "what has the focus can be pressed"
