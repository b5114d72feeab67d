"""What may come next is looked at without being done, is ready when it comes, and nothing of a person is kept as sound."""

from dataclasses import replace

import pytest

from kiosk.blocks import Action, Choices, Heading, Option
from kiosk.display import Display
from kiosk.events import Chose
from kiosk.journeys import home, routes
from kiosk.launch.ahead import STEP_MS, Ahead, acts, coming
from kiosk.screen import Screen, screen
from tests.loop_world import World
from tests.unit.test_loop import Walker, signed_in
from voice.port import Voice
from voice.recording import CountedTime, Score, Tones


class Hall:
    """A world with a voice that hums, and a look ahead, in counted time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.time = CountedTime()
        self.engine = Tones()
        self.voice = Voice(self.engine, Score(self.time), self.time.schedule, lambda event: None)
        self.ahead = Ahead(self.time.schedule, self.voice.prepare)

    def show(self) -> None:
        controller = self.world.controller
        self.voice.show(controller.screen, controller.session.display)
        self.ahead.follow(controller.session, controller.screen)

    def act(self) -> None:
        """As wiring.Program.send does."""
        self.voice.stop()
        self.ahead.stop()


@pytest.mark.feature("F21")
def test_the_next_screen_begins_with_sound_that_is_there_already() -> None:
    hall = Hall(signed_in("kiosk"))
    hall.show()
    hall.time.go(3_000)
    hall.act()
    hall.world.send(home.Open(routes.Find()))
    hall.world.settle()
    rendered = list(hall.engine.asked)
    hall.show()
    assert hall.engine.asked == rendered and hall.voice.busy


def test_looking_ahead_does_nothing() -> None:
    world = signed_in("kiosk")
    session, asked = world.controller.session, len(world.asked)
    found = list(coming(session, world.controller.screen))
    assert len(found) >= 3 and len({one.id for one in found}) == len(found)
    assert world.controller.session is session and len(world.asked) == asked and not world.pending


def test_whoever_acts_ends_it_and_a_caption_does_not_begin_it_again() -> None:
    looked: list[Screen] = []
    time = CountedTime()
    ahead = Ahead(time.schedule, looked.extend)
    controller = signed_in("kiosk").controller
    ahead.follow(controller.session, controller.screen)
    time.go(400 + STEP_MS)
    so_far = len(looked)
    ahead.follow(controller.session, controller.screen)
    time.go(STEP_MS)
    assert so_far == 2 and len(looked) == 3
    ahead.stop()
    time.go(5_000)
    assert len(looked) == 3


def test_a_silent_screen_and_a_person_without_sound_need_nothing() -> None:
    time = CountedTime()
    ahead = Ahead(time.schedule, lambda screens: pytest.fail("looked"))
    session = signed_in("kiosk").controller.session
    ahead.follow(session, screen("t", Heading("welcome.title"), Action("action.next", home.Open(routes.Find())), silent=True))
    time.go(5_000)


@pytest.mark.feature("F23")
@pytest.mark.parametrize("headphones", [False, True])
def test_of_hundreds_of_random_screens_and_all_that_follow_nothing_of_a_person_is_kept(headphones: bool) -> None:
    walker = Walker("kiosk", 4711)
    hall = Hall(walker.world)
    kept: set[str] = set()
    for _ in range(600):
        walker.step()
        controller = walker.world.controller
        hall.voice.show(controller.screen, Display(headphones=headphones))
        hall.ahead.follow(controller.session, controller.screen)
        hall.time.go(2_000)
        kept |= hall.voice.guide.cached
        hall.act()
    private = ("金丝雀", "样本测一", "123456", "1938", "C2", "没有批准", "13800138000", "11010519491231002X")
    assert len(kept) > 50
    assert not [text for text in kept if any(value in text for value in private)]


@pytest.mark.feature("F21")
def test_behind_a_choice_lies_the_question_that_follows_it() -> None:
    world = signed_in("kiosk")
    choosing = screen("t", Heading("welcome.title"), Choices("size", "welcome.size", (Option("1", "welcome.size.1"),)))
    going_on = replace(choosing, blocks=(*choosing.blocks, Action("action.next", home.Open(routes.Find()), main=True)))
    assert next(acts(going_on)) == (Chose("size", "1"), home.Open(routes.Find()))
    assert [one.name for one in coming(world.controller.session, going_on)] == ["find"]
