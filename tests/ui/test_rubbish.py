"""Python looks for rubbish between drawings, not in them."""

import gc

import pytest
from desk import until
from PySide6.QtCore import QObject

from ui.rubbish import Rubbish

pytestmark = pytest.mark.widgets


class Ring:
    """Refers to itself: only a search frees it."""

    alive = 0

    def __init__(self) -> None:
        self.itself = self
        Ring.alive += 1

    def __del__(self) -> None:
        Ring.alive -= 1


@pytest.fixture
def rubbish(application):
    owner = QObject()
    made = Rubbish(owner)
    made.begin()
    yield made
    made.end()
    gc.unfreeze()


def test_nothing_is_searched_while_a_screen_is_drawn_and_rings_are_gone_soon_after(rubbish):
    for _ in range(5000):
        Ring()
    assert Ring.alive == 5000
    rubbish.drawn()
    until(lambda: Ring.alive == 0)


def test_when_the_interface_is_gone_python_decides_again(rubbish):
    assert not gc.isenabled()
    rubbish.end()
    assert gc.isenabled()
