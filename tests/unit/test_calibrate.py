"""The screen is measured with a bank card: by steps, within what a screen can have, kept, and at work in the next session too."""

import pytest

from kiosk.blocks import BankCard, Notice, Tone
from kiosk.events import Answer, OpenCalibration, Trouble
from kiosk.journeys.calibrate import COARSE, Equal, Grow
from kiosk.problems import Problem, Remedy
from kiosk.requests import KeepScale
from tests.loop_world import World

pytestmark = pytest.mark.feature("F31")


def measured() -> World:
    world = World()
    world.send(OpenCalibration())
    return world


def card(world: World) -> BankCard:
    [found] = [block for block in world.controller.screen.blocks if isinstance(block, BankCard)]
    return found


def test_the_card_grows_and_what_is_equal_is_at_once_the_measure() -> None:
    world = measured()
    world.send(Grow(COARSE))
    assert card(world).factor == pytest.approx(COARSE)
    assert world.controller.session.display.px_per_mm == 0, "nothing else changes while it is measured"
    world.send(Equal())
    assert world.controller.session.display.px_per_mm == pytest.approx(3.78 * COARSE, abs=0.001)
    assert card(world).factor == 1.0
    [kept] = [request for request in world.asked if isinstance(request, KeepScale)]
    assert kept.px_per_mm == world.controller.session.display.px_per_mm


def test_no_screen_is_believed_to_be_smaller_or_larger_than_there_are() -> None:
    world = measured()
    for _ in range(200):
        world.send(Grow(COARSE))
    assert card(world).factor * 3.78 == pytest.approx(12.0)
    for _ in range(200):
        world.send(Grow(1 / COARSE))
    assert card(world).factor * 3.78 == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("event", "tone"),
    [
        (Answer("scale.kept", None), Tone.GOOD),
        (Trouble("scale.kept", Problem(Remedy.ASK_STAFF, "scale")), Tone.WARNING),
    ],
)
def test_it_is_told_whether_the_measure_was_kept(event: Answer | Trouble, tone: Tone) -> None:
    world = measured()
    world.send(event)
    [told] = [block for block in world.controller.screen.blocks if isinstance(block, Notice)]
    assert told.tone is tone


def test_the_next_person_has_the_measured_screen() -> None:
    world = measured()
    world.send(Grow(COARSE))
    world.send(Equal())
    scale = world.controller.session.display.px_per_mm
    world.controller._new_session(world.controller.session)
    assert world.controller.session.display.px_per_mm == world.controller.session.start.px_per_mm == scale
