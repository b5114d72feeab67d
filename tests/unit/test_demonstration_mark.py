"""A screen is marked as a demonstration wherever nothing counts, and only there."""

from dataclasses import replace

import pytest

from kiosk.controller import Controller
from kiosk.events import Answer
from kiosk.portal.services import Capabilities
from kiosk.screen import Screen
from tests.loop_world import World


def screen_of(*, comes_along: bool, says_so: bool) -> Screen:
    """The first screen of a kiosk before a portal that has told what it can do."""
    world = World()
    controller: Controller = world.controller
    controller._start = replace(controller._start, demonstration=comes_along)
    controller.begin()
    world.pending.clear()
    world.send(Answer("capabilities", Capabilities(contract_version="1", name="样", phone="12345", demonstration=says_so)))
    return controller.screen


@pytest.mark.feature("F54")
@pytest.mark.parametrize(("comes_along", "says_so", "marked"), [(True, True, True), (False, True, True), (True, False, True), (False, False, False)])
def test_the_portal_that_comes_along_and_any_that_says_so_is_marked(comes_along: bool, says_so: bool, marked: bool) -> None:
    assert screen_of(comes_along=comes_along, says_so=says_so).demo is marked
