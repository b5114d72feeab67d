"""The two buttons that turn a page: what they say, where they stand, and where the focus goes when there is no further page."""

import pytest
import samples
from desk import Bench
from PySide6.QtCore import Qt

from kiosk.display import Display

pytestmark = pytest.mark.widgets


def test_the_buttons_that_turn_say_which_page_is_open(bench: Bench) -> None:
    bench.wear(3)
    bench.show(samples.long_text())
    page = bench.view.page
    total = len(page.starts)
    assert total > 1
    for number in range(total):
        page.turn_to(number)
        for button in (page.up, page.down):
            said = button.accessibleDescription()
            assert str(number + 1) in said and str(total) in said


def test_on_the_last_page_the_focus_goes_to_the_button_that_leads_back_and_the_page_stays(bench: Bench) -> None:
    bench.wear(3)
    bench.show(samples.long_text())
    page = bench.view.page
    last = len(page.starts) - 1
    page.down.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(last):
        bench.key(Qt.Key.Key_Return)
    assert (page.at, bench.view.focusWidget()) == (last, page.up)
    for _ in range(last):
        bench.key(Qt.Key.Key_Return)
    assert (page.at, bench.view.focusWidget()) == (0, page.down)


def test_they_stand_beside_the_column_not_at_the_far_end_of_a_wide_window(bench: Bench) -> None:
    bench.resize(2400, 700)
    bench.wear(3)
    bench.show(samples.long_text())
    page = bench.view.page
    assert page.down.isVisible() and page.down.geometry().right() < page.width() - page.down.width()
    assert page.down.x() - page.clip.geometry().right() - 1 == bench.theme.mm("gap_large")


def test_in_low_reach_too_a_page_that_is_not_turned_keeps_no_room_for_them(bench: Bench) -> None:
    widths: list[int] = []
    for low in (False, True):
        bench.desk.display = Display(size=2, low_reach=low)
        bench.theme.apply(bench.desk.display)
        bench.show(samples.choose())
        assert bench.view.page.down.isHidden()
        widths.append(bench.view.page.sheet.width())
    assert widths[0] == widths[1]
