"""A film in sign language on the way to the eye: asked for, fetched, shown, stopped, put away. Pure.

A journey places a SignVideo with its source; here it becomes what is seen of it now, and the buttons that work it. Nothing begins by itself.
"""

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Literal

from kiosk.blocks import Action, Block, FilmState, Notice, SignVideo, Tone
from kiosk.events import Answer, CloseFilm, Event, FilmEnded, FilmGoesOn, FilmLost, PauseFilm, PlayFilm, Trouble
from kiosk.requests import Ask, Effect, FetchFilm
from kiosk.screen import Screen
from kiosk.value import dataclass

TAG = "film."
_SAME = "film"
"""The key of the button that goes on: it stays the same one, so the focus stays on it."""


@dataclass(frozen=True, slots=True)
class Watching:
    """The film under way. tag: what it was asked for under; trouble: why it cannot be seen (lost on the way, cannot be shown here), or empty."""

    source: str
    tag: str
    state: FilmState = "fetching"
    content: bytes = field(default=b"", repr=False)
    trouble: Literal["", "lost", "cannot"] = ""


def update(now: Watching | None, event: Event, uid: str) -> tuple[Watching | None, tuple[Effect, ...]] | None:
    """What an event makes of the film; None when the event is not about films."""
    match event:
        case PlayFilm(source) if now is not None and now.source == source and now.content:
            return replace(now, state="playing"), ()
        case PlayFilm(source) if now is not None and now.source == source and not now.trouble:
            return now, ()
        case PlayFilm(source):
            tag = TAG + uid
            return Watching(source, tag), (Ask(FetchFilm(source), tag),)
        case CloseFilm():
            return None, ()
        case PauseFilm():
            return _if_playing(now, "paused"), ()
        case FilmEnded():
            return _if_playing(now, "ended"), ()
        case FilmGoesOn():
            return now, ()
        case FilmLost():
            return (None if now is None else replace(now, content=b"", trouble="cannot")), ()
        case Answer(tag, value) if tag.startswith(TAG):
            if now is None or now.tag != tag or not isinstance(value, bytes):
                return now, ()  # it was put away, or another one was asked for meanwhile
            return replace(now, state="playing", content=value), ()
        case Trouble(tag) if tag.startswith(TAG):
            return (replace(now, trouble="lost") if now is not None and now.tag == tag else now), ()
    return None


def _if_playing(now: Watching | None, state: FilmState) -> Watching | None:
    return replace(now, state=state) if now is not None and now.state == "playing" else now


def shown(now: Watching | None, screen: Screen) -> Screen:
    """The screen with its films as they stand now, each with the buttons that work it."""
    return replace(screen, blocks=tuple(part for block in screen.blocks for part in _parts(now, block)))


def _parts(now: Watching | None, block: Block) -> Iterator[Block]:
    if not isinstance(block, SignVideo):
        yield block
        return
    play = PlayFilm(block.source)
    if now is None or now.source != block.source:
        yield Action("film.play", play, key=_SAME, icon="hand-move")
        return
    if now.trouble:
        yield Notice(f"film.trouble.{now.trouble}", Tone.WARNING, key="film.trouble")
        yield Action("film.retry", play, key=_SAME, icon="reload")
        yield Action("film.close", CloseFilm(), icon="x")
        return
    yield replace(block, state=now.state, content=now.content)
    match now.state:
        case "playing":
            yield Action("film.pause", PauseFilm(), key=_SAME, icon="player-pause")
        case "paused":
            yield Action("film.resume", play, key=_SAME, icon="player-play")
        case "ended":
            yield Action("film.again", play, key=_SAME, icon="repeat")
        case _:
            yield Action("film.close", CloseFilm(), key=_SAME, icon="x")
            return
    yield Action("film.close", CloseFilm(), icon="x")
