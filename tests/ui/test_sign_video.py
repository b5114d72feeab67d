"""The slot for sign language on real widgets: it plays out of memory, stops, ends, and says so when it cannot."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import block_samples
import pytest
from PySide6.QtCore import QRect
from PySide6.QtTest import QTest

from kiosk.blocks import Heading
from kiosk.events import Event, FilmEnded, FilmGoesOn, FilmLost
from kiosk.screen import screen
from kiosk.text import Words
from ui import film
from ui.blocks.sign_video import FilmPicture, SignVideoWidget

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F38")]
SAMPLE = (Path(__file__).parents[2] / "assets" / "sandbox" / "services" / "media" / "sample.webm").read_bytes()
DEADLINE_S = 90.0


def until(what: str, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < end, what
        QTest.qWait(5)


def picture(bench) -> FilmPicture:
    return bench.view.findChild(FilmPicture)


def told(bench) -> list[Event]:
    return [event for event in bench.sent if isinstance(event, FilmEnded | FilmGoesOn | FilmLost)]


def test_nothing_is_loaded_or_played_before_it_is_asked_for(bench):
    bench.show(block_samples.sign_video("fetching"))
    assert bench.view.findChild(SignVideoWidget).film is None and picture(bench).image.isNull()
    assert picture(bench).accessibleName() == "手语视频：您能自己吃饭吗？"


def test_the_sample_plays_to_its_end_and_once_more(bench):
    bench.show(block_samples.sign_video("playing", SAMPLE))
    until("a picture", lambda: not picture(bench).image.isNull())
    assert (picture(bench).image.width(), picture(bench).image.height()) == (400, 300)
    player = bench.view.findChild(SignVideoWidget).film._player
    assert player.audioOutput() is None, "sign language needs no sound"
    player.setPosition(3500)  # of 4000 ms
    until("its end", lambda: told(bench) == [FilmEnded()])
    bench.show(block_samples.sign_video("ended", SAMPLE))
    bench.sent.clear()
    places: list[int] = []
    player.positionChanged.connect(places.append)
    bench.show(block_samples.sign_video("playing", SAMPLE))
    until("it begins again", lambda: any(0 < place < 3000 for place in places))
    player.setPosition(3500)
    until("its end again", lambda: told(bench) == [FilmEnded()])


def test_a_paused_film_stays_where_it_is_and_goes_on_from_there(bench):
    bench.show(block_samples.sign_video("playing", SAMPLE))
    player = bench.view.findChild(SignVideoWidget).film._player
    until("half a second of it", lambda: player.position() > 500)
    bench.show(block_samples.sign_video("paused", SAMPLE))
    at = player.position()
    assert player.playbackState() is player.PlaybackState.PausedState
    bench.show(block_samples.sign_video("playing", SAMPLE))
    until("more of it", lambda: player.position() > at)
    assert told(bench) == []


def test_the_player_is_closed_when_the_screen_is_left(bench):
    bench.show(block_samples.sign_video("playing", SAMPLE))
    until("a picture", lambda: not picture(bench).image.isNull())
    playing = bench.view.findChild(SignVideoWidget).film
    player = playing._player
    gone: list[bool] = []
    playing.destroyed.connect(lambda: gone.append(True))
    assert player.isPlaying()
    bench.show(screen("other", Heading(Words("别的"))))
    until("the end of the player", lambda: bool(gone))
    assert bench.view.findChild(SignVideoWidget) is None and told(bench) == []


def test_players_that_are_closed_at_any_moment_take_nothing_with_them(bench):
    for number in range(24):
        bench.show(block_samples.sign_video("playing", SAMPLE))
        if number % 3:
            until("a picture", lambda: not picture(bench).image.isNull())
        if number % 2:
            QTest.qWait(number)
        bench.show(screen("other", Heading(Words(f"别的{number}"))))
    assert told(bench) == []


def test_what_is_no_film_is_told_once(bench):
    bench.show(block_samples.sign_video("playing", b"<html>not a film</html>" * 100))
    until("a notice", lambda: bool(told(bench)))
    QTest.qWait(0)
    assert told(bench) == [FilmLost()]


def test_a_machine_that_cannot_play_films_says_so(bench, monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    bench.show(block_samples.sign_video("playing", SAMPLE))
    until("a notice", lambda: told(bench) == [FilmLost()])


def test_a_film_without_pictures_is_given_up(bench, monkeypatch):
    monkeypatch.setattr(film, "BEGINS_WITHIN_MS", 1)
    monkeypatch.setattr(film.Film, "_frame", lambda self, frame: None)
    bench.show(block_samples.sign_video("playing", SAMPLE))
    until("a notice", lambda: told(bench) == [FilmLost()])


WAYS = (
    (0, "day", (1920, 1080)),
    (3, "day", (1024, 768)),
    (3, "white_on_black", (1080, 1920)),
    (2, "white_on_black", (1280, 800)),
)


@pytest.mark.parametrize(("size", "theme", "window"), WAYS)
def test_the_film_and_its_buttons_are_on_the_screen_together(bench, size, theme, window):
    bench.wear(size, theme)
    bench.resize(*window)
    bench.show(block_samples.sign_video("playing", SAMPLE))
    until("a picture", lambda: not picture(bench).image.isNull())
    shown = picture(bench)
    assert shown.width() >= bench.theme.px(55) and shown.height() >= bench.theme.px(40)
    clip = bench.view.page.clip
    seen = QRect(clip.mapTo(bench.view, clip.rect().topLeft()), clip.size())
    for part in (shown, bench.button("暂停"), bench.button("关上视频")):
        assert seen.contains(QRect(part.mapTo(bench.view, part.rect().topLeft()), part.size())), "nobody turns a page to stop the film"
