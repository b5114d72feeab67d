"""The larger blocks at every size and window: nothing clipped, small, close, pale or nameless; the question stays
beside the keyboard.
"""

import block_samples
import pytest
from audit import Finding, array, audit, contrast, in_sight
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from ui.keys import Key
from ui.labels import HeadingLabel
from ui.widgets import _Pressable

SCREENS = block_samples.all_blocks()
WINDOWS = ((1024, 768), (1280, 800), (1080, 1920))
THEMES = ("day", "black_on_white", "white_on_black", "dim")
WRITING = [name for name in SCREENS if name.startswith("write.")] + ["date"]

pytestmark = pytest.mark.widgets


def keys(view) -> list[Key]:
    return [widget for widget in in_sight(view) if isinstance(widget, Key)]


def key_faults(view, theme) -> list[Finding]:
    """Words inside their key, and dark enough on it."""
    picture = array(view.grab().toImage())
    found = []
    for key in keys(view):
        ink = key.ink()
        if ink.left() < 1 or ink.right() > key.width() - 1 or ink.top() < 1 or ink.bottom() > key.height() - 1:
            found.append(Finding("A-05 words outside", key.words(), ink.width(), key.width()))
        box = QRect(key.mapTo(view, ink.toAlignedRect().topLeft()), ink.toAlignedRect().size())
        figure = contrast(picture[box.top() : box.bottom() + 1, box.left() : box.right() + 1])
        limit = {"day": 10.0, "dim": 7.0}.get(theme.look.theme, 20.0)
        if figure < limit:
            found.append(Finding("A-01", key.words(), figure, limit))
    return found


@pytest.mark.feature("F31")
@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window[0]}x{window[1]}")
@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_clipped_small_close_pale_or_nameless(bench, name, size, window):
    bench.resize(*window)
    bench.wear(size, THEMES[(size + WINDOWS.index(window)) % 4])
    bench.show(SCREENS[name])
    assert audit(bench.view, bench.theme) == []
    assert key_faults(bench.view, bench.theme) == []


@pytest.mark.feature("F35")
@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("name", WRITING)
def test_question_and_field_stand_whole_above_the_keyboard_on_the_smallest_window(bench, name, size):
    bench.resize(1024, 768)
    bench.wear(size)
    bench.show(SCREENS[name])
    view = bench.view
    fields = [widget for widget in in_sight(view) if isinstance(widget, QLineEdit)]
    headings = [widget for widget in in_sight(view) if isinstance(widget, HeadingLabel)]
    assert fields
    assert headings
    for widget in (*fields, *headings):
        assert widget.visibleRegion().boundingRect().size() == widget.size()


@pytest.mark.parametrize("name", SCREENS)
def test_another_size_on_a_screen_that_stands_is_as_good_as_a_new_one(bench, name):
    bench.resize(1024, 768)
    bench.show(SCREENS[name])
    for size in (3, 0):
        bench.wear(size)
        bench.show(SCREENS[name])
        assert audit(bench.view, bench.theme) == []
        assert key_faults(bench.view, bench.theme) == []


def test_all_that_can_be_pressed_is_a_key_or_a_button_of_ours(bench):
    for screen in SCREENS.values():
        bench.show(screen)
        for widget in in_sight(bench.view):
            assert not isinstance(widget, QAbstractButton) or isinstance(widget, Key | _Pressable)
