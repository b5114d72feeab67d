"""How a person is greeted who signed in."""

import pytest

from kiosk import phrases
from kiosk.blocks import Heading
from kiosk.privacy import DOT
from tests.loop_walk import signed_in


def greeting(profile: str, language: str) -> tuple[str, str, str]:
    """What the eye and the ear meet on the first screen after sign-in, and the person's name."""
    world = signed_in(profile)
    heading = next(block for block in world.controller.screen.blocks if isinstance(block, Heading))
    person = world.controller.session.person
    assert person is not None
    words = phrases.load(language)
    return words.show(heading.text), words.say(heading.text), person.name


@pytest.mark.parametrize("language", phrases.languages())
@pytest.mark.parametrize("profile", ["kiosk", "assisted"])
def test_where_names_are_masked_nobody_is_greeted_by_half_a_name(profile: str, language: str) -> None:
    shown, said, name = greeting(profile, language)
    for words in (shown, said):
        assert DOT not in words and not any(character in words for character in name)
    assert shown.startswith(("您好", "Hello"))


@pytest.mark.parametrize("language", phrases.languages())
def test_at_home_one_is_greeted_by_the_whole_name_and_it_is_not_said_aloud(language: str) -> None:
    shown, said, name = greeting("home", language)
    assert name in shown and name not in said
