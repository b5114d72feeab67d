"""A page that is handed in before the portal has answered that it takes the application: it waits, goes by itself, and is told when it cannot."""

import pytest

from kiosk.blocks import Choices, TextField
from kiosk.events import Answer, Chose, Trouble, Typed
from kiosk.journeys import home, routes
from kiosk.journeys.collecting import TakePage
from kiosk.portal.handing_in import Draft
from kiosk.problems import Problem, Remedy
from kiosk.requests import CreateDraft, SendMaterial
from tests.loop_walk import main, signed_in
from tests.loop_world import World
from tests.sandbox_client import TRIAL

AWAY = Trouble("draft", Problem(Remedy.TRY_AGAIN, "portal_away"))
WAYS = pytest.mark.parametrize(
    "route", [routes.Apply(TRIAL), routes.Supplement("application_0")], ids=["apply", "supplement"]
)


def settle_but_the_draft(world: World) -> None:
    """Everything is answered but the question for the draft."""
    for _ in range(30):
        numbers = [
            number for number, pending in enumerate(world.pending) if not isinstance(pending.ask.request, CreateDraft)
        ]
        if not numbers:
            return
        world.answer(numbers[0])
    raise AssertionError("no end of requests")


def draft_comes(world: World, answer: Answer | Trouble | None = None) -> None:
    """Every question for the draft is answered; None: as the world has it. Then all else."""
    for _ in [pending for pending in world.pending if isinstance(pending.ask.request, CreateDraft)]:
        number = next(
            number for number, pending in enumerate(world.pending) if isinstance(pending.ask.request, CreateDraft)
        )
        if answer is None:
            world.answer(number)
        else:
            world.pending.pop(number).send(answer)
    settle_but_the_draft(world)


def page_sent(route: routes.Route) -> World:
    """Somebody who has pressed on with a page, as quick as can be."""
    world = signed_in()
    world.send(home.Open(route))
    for _ in range(30):
        settle_but_the_draft(world)
        screen = world.controller.screen
        if screen.name.endswith("material.scan"):
            break
        for block in screen.blocks:
            match block:
                case Choices(key="mode"):
                    world.send(Chose("mode", "upload"))
                case Choices(key="/wish/outcome", chosen=()):
                    world.send(Chose("/wish/outcome", "supplement"))
                case Choices(key=key, options=options, chosen=()):
                    world.send(Chose(key, options[0].value))
                case TextField(key=key, value=""):
                    world.send(Typed(key, "样本测一"))
        main(world)
    world.send(TakePage())
    settle_but_the_draft(world)
    main(world)
    settle_but_the_draft(world)
    return world


def sent(world: World) -> int:
    return sum(isinstance(request, SendMaterial) for request in world.asked)


@WAYS
@pytest.mark.feature("F52")
def test_it_waits_for_the_answer_and_goes_by_itself(route: routes.Route) -> None:
    world = page_sent(route)
    assert world.controller.screen.name.endswith("material.sending") and sent(world) == 0
    draft_comes(world)
    assert sent(world) == 1
    assert world.controller.screen.name.endswith("review")


@WAYS
@pytest.mark.feature("F52")
def test_it_is_told_when_there_is_no_answer_and_pressing_on_asks_again(route: routes.Route) -> None:
    world = page_sent(route)
    draft_comes(world, AWAY)
    assert world.controller.screen.name.endswith("material.broken") and sent(world) == 0
    main(world)
    assert world.controller.screen.name.endswith("material.sending")
    draft_comes(world)
    assert sent(world) == 1
    assert world.controller.screen.name.endswith("review")


@WAYS
@pytest.mark.feature("F52")
def test_a_portal_that_takes_nothing_is_not_waited_for(route: routes.Route) -> None:
    world = page_sent(route)
    draft_comes(world, Answer("draft", Draft(id="d", service=TRIAL, version=3, etag='"1"', grant=None)))
    assert world.controller.screen.name.endswith("material.broken") and sent(world) == 0
    main(world)
    draft_comes(world, Answer("draft", Draft(id="d", service=TRIAL, version=3, etag='"1"', grant=None)))
    assert world.controller.screen.name.endswith("material.broken")
