"""How a person wants to hear: offered only where it can be had, for this session alone."""

import pytest

from kiosk.blocks import Choices, commands_in
from kiosk.events import CanSpeak, Chose, CloseOver, OpenSound
from kiosk.journeys.adjusting import ReadOn
from kiosk.screen import Screen
from tests.loop_walk import signed_in
from tests.loop_world import World
from voice.port import spoken_language


def choices(screen: Screen, key: str) -> Choices | None:
    return next((block for block in screen.blocks if isinstance(block, Choices) and block.key == key), None)


def opened(*languages: str) -> World:
    world = signed_in("kiosk")
    world.send(CanSpeak(languages))
    world.send(OpenSound())
    return world


@pytest.mark.feature("F22")
def test_cantonese_is_offered_where_the_engine_has_it_and_to_who_reads_chinese() -> None:
    assert choices(opened("zh", "en").controller.screen, "speech") is None
    world = opened("zh", "yue", "en")
    offered = choices(world.controller.screen, "speech")
    assert offered is not None and [one.value for one in offered.options] == ["zh", "yue"] and offered.chosen == ("zh",)
    world.send(Chose("speech", "yue"))
    assert spoken_language(world.controller.session.display) == "yue"
    chosen = choices(world.controller.screen, "speech")
    assert chosen is not None and chosen.chosen == ("yue",)
    world.send(Chose("language", "en"))
    assert choices(world.controller.screen, "speech") is None and spoken_language(world.controller.session.display) == "en"
    world.send(Chose("language", "zh"))
    world.send(Chose("speech", "zh"))
    assert spoken_language(world.controller.session.display) == "zh" and world.controller.session.display.extras == ()


def test_a_language_that_the_engine_has_not_cannot_be_chosen() -> None:
    world = opened("zh", "en")
    world.send(Chose("speech", "yue"))
    assert spoken_language(world.controller.session.display) == "zh"


@pytest.mark.feature("F25")
def test_the_next_person_has_neither_cantonese_nor_explore_by_touch_and_may_choose_both() -> None:
    world = opened("zh", "yue")
    world.send(Chose("speech", "yue"))
    world.send(Chose("explore", "on"))
    assert world.controller.session.display.explore
    world.send(CloseOver())
    world.controller._new_session(world.controller.session)
    after = world.controller.session
    assert not after.display.explore and spoken_language(after.display) == "zh" and after.can_speak == ("zh", "yue")


@pytest.mark.feature("F22")
def test_reading_goes_on_from_the_sound_settings_where_there_is_sound() -> None:
    world = opened("zh")
    said_on: list[bool] = []
    world.controller._say_on = lambda: said_on.append(world.controller.screen.modal and world.controller.session.over is None)
    assert ReadOn() in [action.event for action in commands_in(world.controller.screen.blocks)]
    world.send(ReadOn())
    assert said_on == [True], "before the screen below stands"
    world.send(OpenSound())
    world.send(Chose("sound", "off"))
    assert ReadOn() not in [action.event for action in commands_in(world.controller.screen.blocks)]
