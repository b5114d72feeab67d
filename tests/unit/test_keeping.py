"""Whether anything can be kept on this machine is told before a person fills anything in, and after it what was kept and what was sent."""

import pytest

from kiosk.blocks import Action, Heading, Notice
from kiosk.events import Answer, Trouble
from kiosk.journeys import home, routes
from kiosk.problems import Problem, Remedy
from kiosk.requests import CheckOutbox, CreateDraft
from kiosk.results import Delivery, HomeDraft, Keeping
from kiosk.screen import Screen
from tests.loop_walk import main, press_through, signed_in
from tests.loop_world import World
from tests.sandbox_client import TRIAL

UNWRITABLE = Problem(Remedy.ASK_STAFF, "outbox.unwritable")


def answered(world: World, kind: type, answer: Answer | Trouble | None) -> None:
    """The first request of this kind comes back like this; None: as the world has it."""
    number = next(number for number, pending in enumerate(world.pending) if isinstance(pending.ask.request, kind))
    if answer is None:
        world.answer(number)
    else:
        world.pending.pop(number).send(answer)


def notices(screen: Screen) -> list[str]:
    return [str(getattr(block.text, "key", block.text)) for block in screen.blocks if isinstance(block, Notice)]


def offered(screen: Screen) -> list[str]:
    return [block.name for block in screen.blocks if isinstance(block, Action)]


def opened(profile: str = "kiosk", route: routes.Route | None = None) -> World:
    world = signed_in(profile)
    world.send(home.Open(route or routes.Apply(TRIAL)))
    return world


@pytest.mark.feature("F52")
@pytest.mark.parametrize("early", [True, False], ids=["before the service", "after it"])
def test_nothing_is_begun_that_could_not_be_handed_in(early: bool) -> None:
    world = opened()
    if not early:
        answered(world, type(world.asked[-1]), None)
    answered(world, CheckOutbox, Trouble("keeping", UNWRITABLE))
    world.settle()
    screen = world.controller.screen
    assert screen.name == "apply.guide"
    assert notices(screen) == ["keeping.not_now"]
    assert "guide.begin" not in offered(screen) and "action.retry" in offered(screen)
    main(world)
    assert isinstance(world.asked[-1], CheckOutbox), "asked again"
    assert notices(world.controller.screen) == ["keeping.not_now"], "until it is answered"
    world.settle()
    assert notices(world.controller.screen) == [] and "guide.begin" in offered(world.controller.screen)


@pytest.mark.feature("F52")
def test_who_has_already_begun_to_read_is_brought_back_before_the_first_question() -> None:
    world = opened()
    answered(world, type(world.asked[-1]), None)
    main(world)
    answered(world, CheckOutbox, Trouble("keeping", UNWRITABLE))
    assert world.controller.screen.name == "apply.guide"
    assert notices(world.controller.screen) == ["keeping.not_now"]


@pytest.mark.feature("F52")
def test_a_supplement_is_not_begun_either() -> None:
    world = opened(route=routes.Supplement("application_0"))
    answered(world, CheckOutbox, Trouble("keeping", UNWRITABLE))
    world.settle()
    screen = world.controller.screen
    assert screen.name == "supplement.list"
    assert notices(screen) == ["keeping.not_now"] and "supplement.now" not in offered(screen)
    main(world)
    world.settle()
    assert notices(world.controller.screen) == [] and "supplement.now" in offered(world.controller.screen)


@pytest.mark.feature("F52")
@pytest.mark.parametrize(("profile", "told"), [("home", True), ("assisted", True), ("kiosk", False)])
def test_a_broken_store_that_was_put_aside_is_told_to_whom_it_concerns_and_one_can_go_on(profile: str, told: bool) -> None:
    world = opened(profile)
    answered(world, CheckOutbox, Answer("keeping", Keeping(put_aside=1)))
    world.settle()
    screen = world.controller.screen
    assert (notices(screen) == ["keeping.put_aside"]) is told
    assert "guide.begin" in offered(screen)


@pytest.mark.feature("F52")
def test_what_was_kept_but_not_sent_for_want_of_the_lock_is_told_as_that() -> None:
    world = opened()
    world.settle()
    press_through(world, 80)
    key = world.delivered[-1].key
    world.send(Answer("sent", Delivery(key, "queued", code="outbox.unwritable")))
    screen = world.controller.screen
    assert screen.name == "apply.queued"
    heading = next(block for block in screen.blocks if isinstance(block, Heading))
    assert heading.help == "queued.help_machine"


@pytest.mark.feature("F52")
def test_a_kept_draft_is_not_gone_on_with_while_nothing_can_be_kept_and_is_afterwards() -> None:
    world = signed_in("home")
    world.kept = [HomeDraft("key-of-it", TRIAL, "试验补贴", {"applicant": {"name": "样本测一"}}, "", "2026-03-01T09:00:00+08:00")]
    world.send(home.Open(routes.Home()))
    world.settle()
    world.send(home.Open(routes.Apply(TRIAL, "key-of-it")))
    answered(world, CheckOutbox, Trouble("keeping", UNWRITABLE))
    world.settle()
    assert world.controller.screen.name == "apply.guide" and notices(world.controller.screen) == ["keeping.not_now"]
    assert not any(isinstance(request, CreateDraft) for request in world.asked)
    main(world)
    world.settle()
    main(world)
    draft = next(request for request in world.asked if isinstance(request, CreateDraft))
    assert draft.key == "key-of-it"
