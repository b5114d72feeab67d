"""What is done when an application is handed in: never unsigned, one question at a time; what is secret stays nowhere."""

from dataclasses import replace

import msgspec
import pytest

from kiosk import loop, phrases
from kiosk.blocks import Action
from kiosk.events import Answer, CanListen, Heard, Show, Signed, Talk, Tick, Trouble, Typed
from kiosk.journeys import doubt
from kiosk.journeys.apply import send
from kiosk.journeys.apply.review import SHOW_ALL
from kiosk.journeys.apply.sign import CannotWrite, SignAloud
from kiosk.journeys.apply.state import State
from kiosk.journeys.hearing import Missed, Right
from kiosk.problems import Problem, Remedy
from kiosk.requests import Deliver
from kiosk.results import Delivery
from kiosk.text import Words
from tests.loop_walk import STROKES, applying, main, press_once
from tests.loop_world import World
from voice.understand.grammar import grammar
from voice.understand.meaning import actions_of


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
        world.clock.seconds += doubt.AGAIN_S + 1
        world.send(Tick())
    assert [one.ask.tag for one in world.pending].count(send.SENT) == 1
    world.pending.pop().send(Answer(send.SENT, Delivery(applied(world).key, "in_doubt")))
    world.clock.seconds += doubt.AGAIN_S + 1
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


@pytest.mark.feature("F26", "F63")
def test_who_can_neither_write_nor_press_declares_by_word_of_mouth_in_two_acts() -> None:
    world = applying()
    until(world, "apply.sign")
    aloud = next(action for action in spoken_ways(world) if action.event == SignAloud())
    assert aloud.event.grave and aloud not in list(shown_actions(world)), "it can be said, never pressed"
    world.send(Talk())
    world.send(Heard("我声明属实", 0.9, SignAloud(), "grave", Words("我声明属实")))
    assert world.controller.screen.name == "hearing" and applied(world).signature is None
    world.send(Talk())
    world.send(Heard("确定要办", 0.9, Right()))
    signature = applied(world).signature
    assert signature is not None and (signature.way, len(signature.text_sha256)) == ("spoken", 64)


def test_where_the_portal_takes_no_spoken_declaration_none_is_offered_nor_taken() -> None:
    world = applying()
    until(world, "apply.sign")
    session = world.controller.session
    assert session.capabilities is not None
    capabilities = msgspec.structs.replace(session.capabilities, spoken_signature=False)
    world.controller.session = replace(session, capabilities=capabilities, can_listen=True)
    assert not loop.view(world.controller.session).sayable
    world.send(SignAloud())
    assert world.controller.screen.name == "apply.sign" and applied(world).signature is None


def spoken_ways(world: World) -> tuple[Action, ...]:
    """What can only be said, once there is a microphone."""
    world.send(CanListen(True))
    return world.controller.screen.sayable


def shown_actions(world: World) -> list[Action]:
    """What can be pressed."""
    return list(actions_of(replace(world.controller.screen, sayable=())))


@pytest.mark.feature("F26")
def test_a_declaration_that_can_be_said_opens_no_catalogue() -> None:
    """Where no service can be asked for, only the screen's words are listened for, and what is not understood is no service."""
    world = applying()
    until(world, "apply.sign")
    assert spoken_ways(world)
    zh = phrases.load("zh")
    listened = grammar(world.controller.screen, zh, free=True)
    assert listened is not None and "我声明属实" in listened
    world.send(Talk())
    world.send(Heard("今天天气不错", 0.9))
    missed = world.controller.session.hearing
    assert isinstance(missed, Missed) and missed.code == "unknown"
