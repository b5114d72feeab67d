"""Every screen begins with its question and the first thing to choose on the same page. All else of every screen: test_standards.py."""

import pytest
from PySide6.QtCore import QPoint

from kiosk.blocks import Choices
from kiosk.launch.standards.wall import WINDOWS, Wall, Way
from tests.played import collected
from ui.blocks.choices import ChoicesWidget
from ui.view import View

pytestmark = [pytest.mark.widgets, pytest.mark.timeout(1_800)]


def hidden_choice(view: View) -> bool:
    """Whether the first card stands on a later page though it follows the question and would fit on a page with it."""
    first = next((widget for widget in view.page.blocks if isinstance(widget, ChoicesWidget)), None)
    if first is None or view.page.blocks.index(first) > 1 or not isinstance(first.block, Choices):
        return False
    card = next(iter(first.cards), None)
    if card is None:
        return False
    bottom = card.mapTo(view.page.sheet, QPoint(0, card.height())).y()
    return view.page.ends[0] < bottom <= view.page.height()


@pytest.mark.feature("F33")
@pytest.mark.parametrize("size", [0, 3])
@pytest.mark.parametrize("window", range(4), ids=["x".join(map(str, window[:2])) for window in WINDOWS])
def test_the_first_choice_stands_on_the_first_page_wherever_it_fits(application, window, size):
    gallery, _ = collected()
    wall = Wall(window)
    try:
        shown = [seen for seen in gallery if any(isinstance(block, Choices) for block in seen.screen.blocks)]
        found = []
        for seen in shown:
            wall.hang(seen, Way(window, size, 0, 0))
            if hidden_choice(wall.view):
                found.append(seen.name)
    finally:
        wall.close()
    assert shown
    assert not found
