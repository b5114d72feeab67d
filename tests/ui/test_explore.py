"""Explore by touch: a finger that rests or slides hears what is under it, and only lifting and pressing the same again acts."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
import samples
from desk import Bench, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.blocks import Choices, Heading, Option, Row, SignaturePad, Table, TextField
from kiosk.events import Chose, Event, FieldEntered, ReadAgain, Signed
from kiosk.privacy import Kind
from kiosk.screen import screen
from kiosk.text import Secret, Words
from kiosk.touching import UnderFinger
from ui.app import App, Setup
from ui.explore import Explore

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
pytestmark = [pytest.mark.widgets, pytest.mark.feature("F25")]
AGAIN = UnderFinger(stop=("tool", "again"))
CALL = UnderFinger(stop=("tool", "call"))


class Finger:
    """A finger on the glass of a bench: all places are in the view."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.at = QPoint()

    def place(self, widget: QWidget, beside: int = 0) -> QPoint:
        middle = widget.rect().center() if not beside else QPoint(widget.width() // 2, -beside)
        return widget.mapTo(self.bench.window, middle)

    def down(self, widget: QWidget, beside: int = 0) -> None:
        self.at = self.place(widget, beside)
        QTest.mousePress(self.bench.window.windowHandle(), LEFT, NO_KEYS, self.at)

    def slide(self, widget: QWidget) -> None:
        to = self.place(widget)
        for step in range(1, 9):
            QTest.mouseMove(self.bench.window.windowHandle(), self.at + (to - self.at) * step / 8)
        self.at = to

    def up(self) -> None:
        QTest.mouseRelease(self.bench.window.windowHandle(), LEFT, NO_KEYS, self.at)
        settle()

    def tap(self, widget: QWidget, beside: int = 0) -> None:
        self.down(widget, beside)
        self.up()
        self.bench.later(1)


@pytest.fixture
def finger(bench: Bench) -> Iterator[Finger]:
    explore = Explore(bench.view, bench.sent.append, lambda: bench.theme.mm("past"))
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(explore)
    yield Finger(bench)
    application.removeEventFilter(explore)


def heard(events: list[Event]) -> list[UnderFinger]:
    return [event for event in events if isinstance(event, UnderFinger)]


def acts(events: list[Event]) -> list[Event]:
    return [event for event in events if not isinstance(event, UnderFinger | FieldEntered)]


def test_the_first_touch_speaks_and_the_second_acts(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    finger.tap(bench.button("再听"))
    assert bench.sent == [AGAIN]
    finger.tap(bench.button("再听"))
    assert bench.sent == [AGAIN, ReadAgain()]


def test_sliding_tells_all_that_is_passed_and_presses_nothing(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    finger.down(bench.button("再听"))
    finger.slide(bench.button("叫人"))
    finger.slide(bench.button("再听"))
    finger.up()
    assert not acts(bench.sent)
    told = heard(bench.sent)
    assert told[0] == AGAIN and CALL in told and told[-1] == AGAIN


def test_what_was_slid_to_last_is_pressed_by_the_next_touch(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    finger.down(bench.button("叫人"))
    finger.slide(bench.button("再听"))
    finger.up()
    bench.later(1)
    finger.tap(bench.button("再听"))
    assert acts(bench.sent) == [ReadAgain()]


def test_a_second_touch_that_slides_off_presses_nothing_even_when_it_comes_back(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    finger.tap(bench.button("再听"))
    finger.down(bench.button("再听"))
    finger.slide(bench.button("叫人"))
    finger.slide(bench.button("再听"))
    finger.up()
    assert not acts(bench.sent) and not bench.button("再听").isDown()


def test_another_target_is_told_first(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    finger.tap(bench.button("再听"))
    finger.tap(bench.button("叫人"))
    assert bench.sent == [AGAIN, CALL]


def test_what_was_heard_on_the_last_screen_does_not_count_on_this_one(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    finger.tap(bench.button("再听"))
    bench.show(screen("another", *samples.choose().blocks))
    bench.later(1)
    finger.tap(bench.button("再听"))
    assert bench.sent == [AGAIN, AGAIN]


def test_a_touch_beside_a_target_is_the_target(bench: Bench, finger: Finger):
    bench.show(screen("t", Heading(Words("选一个")), Choices("c", Words("卡"), (Option("a", Words("社保卡")), Option("b", Words("银行卡"))))))
    for _ in range(2):
        finger.tap(bench.button("银行卡"), beside=2)
    assert bench.sent == [UnderFinger(stop=("choice", "c", "b")), Chose("c", "b")]


def test_a_double_tap_is_a_first_and_a_second_touch(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    at = finger.place(bench.button("再听"))
    QTest.mouseClick(bench.window.windowHandle(), LEFT, NO_KEYS, at)
    QTest.mouseDClick(bench.window.windowHandle(), LEFT, NO_KEYS, at)
    settle()
    assert acts(bench.sent)[:1] == [ReadAgain()] and heard(bench.sent)[0] == AGAIN


def test_the_question_and_a_row_are_told_without_their_private_value(bench: Bench, finger: Finger):
    rows = (Row("p", Words("手机"), Secret(Kind.PHONE, "13912345678")), Row("d", Words("地址"), Words("样例路")))
    bench.show(screen("t", Heading(Words("这些我们已经有了")), Table("a", Words("您的信息"), rows)))
    heading, table = bench.view.page.blocks
    finger.tap(heading)
    row = next(part for part in table.findChildren(QWidget) if getattr(getattr(part, "row", None), "key", "") == "d")
    finger.tap(row)
    assert bench.sent == [UnderFinger(block=0), UnderFinger(block=1, row="d")]


def test_a_field_is_told_before_it_is_entered_and_a_signature_is_drawn_with_the_second_touch(bench: Bench, finger: Finger):
    bench.show(screen("t", Heading(Words("签名")), SignaturePad("s", Words("在这里签名"))))
    pad = next(part for part in bench.view.findChildren(QWidget) if type(part).__name__ == "InkPad")
    finger.tap(pad)
    assert not acts(bench.sent) and len(heard(bench.sent)) == 1
    finger.down(pad)
    QTest.mouseMove(bench.window.windowHandle(), finger.at + QPoint(30, 10))
    finger.up()
    assert isinstance(acts(bench.sent)[0], Signed)
    bench.sent.clear()
    bench.show(screen("u", Heading(Words("电话")), TextField("f", Words("手机号"), "phone")))
    bench.sent.clear()
    editor = next(part for part in bench.view.findChildren(QWidget) if part.inherits("QLineEdit"))
    finger.tap(editor)
    assert heard(bench.sent) == [UnderFinger(stop=("field", "f"))]


def test_a_real_touch_screen_says_first_and_acts_second(bench: Bench, finger: Finger):
    bench.show(samples.choose())
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    window, at = bench.window.windowHandle(), finger.place(bench.button("再听"))
    for _ in range(2):
        QTest.touchEvent(window, device).press(0, at, window).commit()
        QTest.touchEvent(window, device).release(0, at, window).commit()
        settle()
        bench.later(1)
    assert bench.sent == [AGAIN, ReadAgain()]


def test_the_application_switches_it_on_and_off_and_may_draw_in_the_midst_of_it(application: QApplication):
    sent: list[Event] = []
    now = [100.0]

    def send(event: Event) -> None:
        sent.append(event)
        if isinstance(event, UnderFinger):
            app.render(samples.choose(), exploring)  # as the controller does after every event

    app = App(send, Setup(kiosk=False, clock=lambda: now[0]))
    exploring = replace(app.desk.display, explore=True)
    hook = sys.excepthook
    try:
        app.watch()
        app.window.open((1280, 800))
        app.render(samples.choose(), app.desk.display)
        app.render(samples.choose(), exploring)
        settle()
        again = next(b for b in app.window.findChildren(QAbstractButton) if b.accessibleName() == "再听")
        at = again.mapTo(app.window, again.rect().center())

        def tap() -> None:
            now[0] += 1
            QTest.mouseClick(app.window.windowHandle(), LEFT, NO_KEYS, at)
            settle()

        for _ in range(2):
            tap()
        assert [event for event in sent if event in (AGAIN, ReadAgain())] == [AGAIN, ReadAgain()]
        sent.clear()
        app.render(samples.choose(), replace(exploring, explore=False))
        tap()
        assert ReadAgain() in sent and AGAIN not in sent
    finally:
        app.close()
        sys.excepthook = hook
        settle()
