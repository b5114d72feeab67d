"""What is done when an application is handed in: never unsigned, one question at a time; what is secret stays nowhere."""

from dataclasses import replace

import pytest

from kiosk.events import Answer, Show, Signed, Tick, Trouble, Typed
from kiosk.journeys.apply import send
from kiosk.journeys.apply.review import SHOW_ALL
from kiosk.journeys.apply.sign import CannotWrite
from kiosk.journeys.apply.state import State
from kiosk.problems import Problem, Remedy
from kiosk.requests import Deliver, Delivery
from tests.loop_walk import STROKES, applying, main, press_once
from tests.loop_world import World


def until(world: World, name: str) -> None:
    """Presses on to the screen of this name."""
    for _ in range(80):
        if world.controller.screen.name == name:
            return
        press_once(world)
    raise AssertionError(world.controller.screen.name)


def applied(world: World) -> State:
    """The application's state."""
    state = world.controller.session.journey
    assert isinstance(state, State)
    return state


def test_nothing_is_handed_in_unsigned_even_when_asked_to() -> None:
    world = applying()
    until(world, "apply.sign")
    state = replace(applied(world), signature=None, strokes=STROKES)
    after, effects = send.begin(world.controller.session, state, world.clock.stamp())
    assert effects == ()
    assert isinstance(after.journey, State) and after.journey.stage == "review"


@pytest.mark.feature("F52")
def test_while_it_is_asked_what_became_of_it_no_second_question_is_sent() -> None:
    world = applying()
    until(world, "apply.sign")
    world.send(Signed("signature", STROKES))
    main(world)
    while not isinstance(world.pending[0].ask.request, Deliver):
        world.answer(0)
    sent = world.pending.pop(0)
    assert sent.ask.tag == send.SENT
    sent.send(Trouble(send.SENT, Problem(Remedy.CHECKING, "portal_silent")))
    assert world.controller.screen.name == "apply.in_doubt"
    for _ in range(3):
        world.clock.seconds += send.AGAIN_S + 1
        world.send(Tick())
    assert [one.ask.tag for one in world.pending].count(send.SENT) == 1
    world.pending.pop().send(Answer(send.SENT, Delivery(applied(world).key, "in_doubt")))
    world.clock.seconds += send.AGAIN_S + 1
    world.send(Tick())
    assert [one.ask.tag for one in world.pending].count(send.SENT) == 1


@pytest.mark.feature("F39")
def test_a_pin_goes_with_its_question_and_stays_nowhere() -> None:
    world = applying()
    until(world, "apply.sign")
    world.send(CannotWrite())
    world.send(Typed("staff", "G0001"))
    world.send(Typed("pin", "975310"))
    main(world)
    (asked,) = world.pending
    assert asked.ask.request.pin == "975310"
    assert "975310" not in repr(world.controller.session)
    asked.send(Trouble("witness", Problem(Remedy.FIX_ANSWER, "wrong_pin")))
    fields = world.controller.session.editing.fields
    assert (fields["staff"].text, fields["pin"].text) == ("G0001", "")
    assert fields["pin"].edition == 1


@pytest.mark.feature("F54")
def test_what_one_screen_was_asked_to_show_the_next_does_not() -> None:
    world = applying()
    until(world, "apply.review")
    world.send(Show(SHOW_ALL))
    assert world.controller.session.shown == {SHOW_ALL}
    world.send(Tick())
    assert world.controller.session.shown == {SHOW_ALL}
    press_once(world)
    assert world.controller.screen.name == "apply.sign"
    assert world.controller.session.shown == frozenset()
