"""A film in sign language in the loop: asked for, fetched, shown, put away; or not to be had, and nothing stops."""

import pytest

from kiosk import phrases
from kiosk.blocks import Notice, SignVideo
from kiosk.events import (
    Answer,
    CloseOver,
    FilmEnded,
    FilmGoesOn,
    FilmLost,
    GoBack,
    OpenSound,
    PauseFilm,
    PlayFilm,
    Tick,
    Trouble,
)
from kiosk.problems import Problem, Remedy
from kiosk.requests import FetchFilm
from kiosk.stops import groups
from tests.loop_walk import applying
from tests.loop_world import EVERY, FILM, World, actions
from voice.changes import changed
from voice.reading import read
from voice.understand.meaning import Do, meaning

pytestmark = pytest.mark.feature("F38")


@pytest.fixture
def world() -> World:
    return applying(EVERY)


def press(world: World, label: str) -> None:
    """Presses the button of this phrase; it must be a stop too."""
    action = next(action for action in actions(world.controller.screen) if action.text == label)
    stops = [stop.event for group in groups(world.controller.screen) for stop in group.stops]
    assert action.event in stops, "what can be pressed can be scanned to"
    world.send(action.event)


def film(world: World) -> SignVideo | None:
    return next((block for block in world.controller.screen.blocks if isinstance(block, SignVideo)), None)


def labels(world: World) -> list[str]:
    return [str(a.text) for a in actions(world.controller.screen) if str(a.text).startswith("film.")]


def fetched(world: World) -> list[str]:
    return [request.path for request in world.asked if isinstance(request, FetchFilm)]


def test_a_film_is_offered_and_nothing_is_fetched_before_it_is_asked_for(world: World) -> None:
    assert labels(world) == ["film.play"]
    assert film(world) is None and fetched(world) == []


def test_a_film_is_fetched_shown_stopped_and_put_away(world: World) -> None:
    press(world, "film.play")
    now = film(world)
    assert fetched(world) == [FILM] and now is not None and now.state == "fetching"
    world.settle()
    now = film(world)
    assert now is not None and (now.state, now.content) == ("playing", b"a film")
    assert labels(world) == ["film.pause", "film.close"]
    press(world, "film.pause")
    assert labels(world) == ["film.resume", "film.close"]
    press(world, "film.resume")
    world.send(FilmEnded())
    assert labels(world) == ["film.again", "film.close"]
    press(world, "film.again")
    now = film(world)
    assert now is not None and now.state == "playing" and fetched(world) == [FILM], "it is fetched once"
    press(world, "film.close")
    assert film(world) is None and labels(world) == ["film.play"]


def test_the_button_that_goes_on_is_the_same_one_in_every_state(world: World) -> None:
    names = []
    for event in (PlayFilm(FILM), PauseFilm(), PlayFilm(FILM), FilmEnded(), FilmLost()):
        world.send(event)
        world.settle()
        names.append(next(a.name for a in actions(world.controller.screen) if str(a.text).startswith("film.")))
    assert set(names) == {"film"}


def test_a_film_that_does_not_come_is_told_quietly_and_can_be_fetched_again(world: World) -> None:
    press(world, "film.play")
    asked = world.pending.pop()
    before = world.controller.screen
    asked.send(Trouble(asked.ask.tag, Problem(Remedy.WAIT, "portal_away")))
    after = world.controller.screen
    assert after.id == before.id and film(world) is None
    assert Notice("film.trouble.lost", tone=after_tone(world), key="film.trouble") in after.blocks
    said = [u.text for change in changed(before, after, phrases.load("zh"), private=False) for u in change.utterances]
    assert any("没取到" in text for text in said) and any("填好的都在" in text for text in said)
    assert any(action.main and action.enabled for action in actions(after)), "one goes on without it"
    press(world, "film.retry")
    world.settle()
    assert fetched(world) == [FILM, FILM] and labels(world) == ["film.pause", "film.close"]


def after_tone(world: World) -> object:
    return next(block.tone for block in world.controller.screen.blocks if isinstance(block, Notice))


def test_a_film_that_cannot_be_shown_is_told_and_fetched_anew_when_wanted(world: World) -> None:
    press(world, "film.play")
    world.settle()
    world.send(FilmLost())
    assert labels(world) == ["film.retry", "film.close"]
    assert any(isinstance(b, Notice) and b.text == "film.trouble.cannot" for b in world.controller.screen.blocks)
    press(world, "film.retry")
    assert fetched(world) == [FILM, FILM]


def test_a_late_film_is_dropped_when_it_was_put_away(world: World) -> None:
    press(world, "film.play")
    first = world.pending.pop()
    press(world, "film.close")
    press(world, "film.play")
    first.send(Answer(first.ask.tag, b"the wrong one"))
    now = film(world)
    assert now is not None and now.state == "fetching"
    world.settle()
    now = film(world)
    assert now is not None and now.content == b"a film"


@pytest.mark.parametrize("leaving", [GoBack(), OpenSound()])
def test_a_film_ends_with_its_screen(world: World, leaving: GoBack | OpenSound) -> None:
    press(world, "film.play")
    world.settle()
    world.send(leaving)
    assert world.controller.session.watching is None
    if isinstance(leaving, OpenSound):
        world.send(CloseOver())
        assert labels(world) == ["film.play"]


def test_who_watches_without_touching_is_still_there_and_a_stuck_film_is_no_sign_of_life(world: World) -> None:
    idle_s = world.controller.session.profile.idle_s
    assert idle_s is not None
    press(world, "film.play")
    world.settle()
    world.clock.seconds += idle_s - 1
    world.send(FilmGoesOn())
    world.clock.seconds += 2
    world.send(Tick())
    assert world.controller.screen.name == "apply.guide"
    world.clock.seconds += idle_s
    world.send(Tick())
    assert world.controller.screen.name == "over.idle"


@pytest.mark.parametrize(("language", "words"), [("zh", "看手语"), ("en", "sign language")])
def test_it_is_told_in_one_short_sentence_and_can_be_asked_for_by_voice(world: World, language: str, words: str) -> None:
    book = phrases.load(language)
    told = [u.text for u in read(world.controller.screen, book, private=False) if u.block == "film"]
    assert len(told) == 1 and len(told[0].split() if language == "en" else told[0]) <= 20
    meant = meaning(words, world.controller.screen, book, world.clock.stamp().at.date())
    assert isinstance(meant, Do) and meant.event == PlayFilm(FILM)
