"""Where keys lead that no widget wants: from group to group, out of the keyboard, back, and to a person."""

from dataclasses import replace

import block_samples
import pytest
import samples
from desk import Bench
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.blocks import ToolBar
from kiosk.events import Focused, GoBack
from kiosk.screen import Screen

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]


def with_back(screen: Screen, enabled: bool) -> Screen:
    back = replace(samples.BAR.back, enabled=enabled)
    blocks = (replace(block, back=back) if isinstance(block, ToolBar) else block for block in screen.blocks)
    return replace(screen, blocks=tuple(blocks))


def way(bench: Bench, key: Qt.Key) -> list[QWidget]:
    """What has the focus after each press, once round."""
    found: list[QWidget] = []
    while True:
        bench.key(key)
        focus = bench.view.focusWidget()
        if found and focus is found[0]:
            return found
        assert focus not in found, "it goes round, and comes by everything once"
        found.append(focus)


def test_left_goes_the_way_back_that_right_has_gone(bench: Bench) -> None:
    bench.show(samples.choose())
    right = way(bench, Qt.Key.Key_Right)
    left = way(bench, Qt.Key.Key_Left)
    assert len(right) > 2
    assert [right[0], *right[:0:-1]] == left[-1:] + left[:-1]


def test_from_the_midst_of_a_group_left_leads_to_its_beginning(bench: Bench) -> None:
    bench.show(samples.choose())
    bench.button("存折").setFocus(Qt.FocusReason.OtherFocusReason)
    bench.key(Qt.Key.Key_Left)
    assert bench.view.focusWidget() is bench.button("社保卡")


def test_down_and_up_lead_out_of_the_keyboard_at_its_ends(bench: Bench) -> None:
    bench.show(block_samples.all_blocks()["write.latin"])
    order = bench.view.walk.order()
    keys = [widget for dock in bench.view.dock for widget in order if dock.isAncestorOf(widget)]
    first, last = order.index(keys[0]), order.index(keys[-1])
    for forward, expected in ((True, order[(last + 1) % len(order)]), (False, order[first - 1])):
        keys[1].setFocus(Qt.FocusReason.OtherFocusReason)
        bench.view.walk.step_out(forward)
        assert bench.view.focusWidget() is expected


def test_a_held_key_leads_nowhere(bench: Bench) -> None:
    bench.show(samples.choose())
    focus = bench.view.focusWidget()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        bench.later(1)
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
        QCoreApplication.sendEvent(bench.view, held)
    assert bench.sent == []
    assert bench.view.focusWidget() is focus


@pytest.mark.parametrize("enabled", [True, False])
def test_escape_does_what_back_does_and_nothing_where_back_cannot_be_pressed(bench: Bench, enabled: bool) -> None:
    bench.show(with_back(samples.choose(), enabled))
    bench.key(Qt.Key.Key_Escape)
    assert bench.sent == ([GoBack()] if enabled else [])


def test_what_a_key_comes_to_is_told_and_not_what_has_the_focus_when_the_window_comes_back(
    bench: Bench, application: QApplication
) -> None:
    bench.show(samples.choose())
    view, card = bench.view, bench.button("银行卡")
    for before, told in ((view, [Focused(("choice", "card", "b"))]), (None, [])):
        bench.sent.clear()
        view.came_by_key = True
        application.focusChanged.emit(before, card)
        assert bench.sent == told
    view.came_by_key = False
    application.focusChanged.emit(view, card)
    assert bench.sent == []
