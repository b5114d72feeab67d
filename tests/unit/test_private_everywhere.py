"""On every screen that chance comes to, nothing private is said on a loudspeaker: not when it is read, told stop by stop, or explored by a finger."""

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from kiosk import phrases
from kiosk.blocks import DateField, Heading, TextField
from kiosk.privacy import grouped
from kiosk.profiles import PROFILES
from kiosk.requests import Tell
from kiosk.screen import Screen
from kiosk.stops import groups
from kiosk.text import Phrase, Secret, Words
from kiosk.touching import UnderFinger, told
from tests.unit.test_loop import Walker
from voice.reading import read
from voice.saying import Saying
from voice.telling import tell

STEPS, SEEDS = 1_200, 3
SHORTEST = 4
"""A shorter value may stand in other words by chance."""
LANGUAGES = phrases.languages()


def secrets(value: object) -> Iterator[str]:
    """All private values of a screen that the person did not ask to hear."""
    match value:
        case Secret(kind=kind, spoken=spoken, value=text, words=words):
            if not spoken:
                yield text
                yield grouped(kind, text)
                yield from (words.show,) if words is not None and hasattr(words, "show") else ()
        case TextField(private=private, shown=shown, value=text):
            if private is not None or not shown:
                yield text
        case DateField(private=private, year=year, month=month, day=day) if private is not None and year and month and day:
            yield f"{year}-{month}-{day}"
            yield f"{year}年{month.lstrip('0')}月"
        case tuple():
            for part in value:
                yield from secrets(part)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for part in fields(value):
                yield from secrets(getattr(value, part.name))


def open_to_all(screen: Screen) -> Iterator[str]:
    """What the form itself gives as an example, and what also stands in a field that is not private: chance writes the same here and there."""
    for block in screen.blocks:
        match block:
            case TextField(private=None, shown=True, value=text):
                yield text
            case Heading(example=Phrase(_, facts)):
                yield from (str(getattr(fact, "show", fact)) for _, fact in facts)
            case Heading(example=Words(show=text)):
                yield text


def sounds(screen: Screen) -> Iterator[str]:
    """All that can be heard of it without headphones."""
    words = phrases.load(screen.language)
    yield from (one.text for full in (False, True) for one in read(screen, words, private=False, full=full))
    found = groups(screen, pages=2)
    what = [Tell(stop, number, len(group.stops)) for group in found for number, stop in enumerate(group.stops, 1)]
    what += [Tell(group, 0, len(group.stops)) for group in found]
    what += [tells for number in range(len(screen.blocks)) if (tells := told(screen, found, UnderFinger(block=number))) is not None]
    for one in what:
        yield from (utterance.text for utterance in tell(one, Saying(words)))


@pytest.mark.feature("F23")
@pytest.mark.parametrize("profile", list(PROFILES))
def test_nothing_private_is_heard_of_any_screen_in_any_way(profile: str) -> None:
    held, names = 0, set()
    for seed in range(SEEDS):
        walker = Walker(profile, 7_400 + seed + random.Random(profile).randrange(1_000))
        seen: set[Screen] = set()
        for _ in range(STEPS):
            walker.step()
            screen = walker.world.controller.screen
            if walker.world.controller.session.display.headphones or screen in seen:
                continue
            seen.add(screen)
            private = {text for text in secrets(screen.blocks) if len(text) >= SHORTEST} - set(open_to_all(screen))
            if not private:
                continue
            held, names = held + 1, names | {screen.name}
            said = list(sounds(screen))
            assert not [(text, one) for one in said for text in private if text in one], screen.name
    assert held > 20 and len(names) > 3, (held, names)
