"""The same screen drawn again: what is said of it. Only blocks marked live and answers to what the person just did; focus stays where it is."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from kiosk.blocks import (
    Block,
    Choices,
    Countdown,
    DateField,
    Menu,
    Meter,
    Notice,
    Only,
    Picture,
    Row,
    SignaturePad,
    SignVideo,
    Slip,
    Table,
    TextField,
    Tone,
)
from kiosk.phrases import Phrases
from kiosk.screen import Screen
from kiosk.text import Fact, Phrase, Secret, Text, phrase
from kiosk.value import dataclass
from voice.reading import error_of, meter_value, read_block, read_row
from voice.saying import Saying
from voice.utterance import Utterance

LAST_SECONDS = 10
"""A countdown is said when it appears and once more when so many seconds are left."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be said of one block. polite: at most every 5 s, and only the newest; otherwise it answers the person's own act.

    asked: it speaks a private value that the person asked to hear.
    """

    block: str
    utterances: tuple[Utterance, ...]
    polite: bool
    asked: bool = False


def changed(old: Screen, new: Screen, phrases: Phrases, *, private: bool) -> tuple[Change, ...]:
    """What to say of `new` to one who has heard `old`. Both have the same id."""
    before = dict(_keyed(old))
    found: list[Change] = []
    for key, block in _keyed(new):
        was = before.get(key)
        if was == block:
            continue
        saying = Saying(phrases, private)
        polite, said = _change(was, block, saying)
        utterances = tuple(said)
        if utterances:
            found.append(Change(key, utterances, polite, holds_asked(block) and not holds_asked(was)))
    return tuple(found)


def _keyed(screen: Screen) -> Iterator[tuple[str, Block]]:
    for number, block in enumerate(screen.blocks):
        heard = block.ear if isinstance(block, Only) else block
        if heard is not None:
            yield getattr(heard, "key", "") or f"{type(heard).__name__}.{number}", heard


def _change(was: Block | None, block: Block, saying: Saying) -> tuple[bool, Iterator[Utterance]]:
    match block:
        case Notice(live=True):
            return block.tone is not Tone.ERROR, read_block(block, saying)
        case Meter():
            return True, meter_value(block, saying)
        case Countdown():
            return False, _countdown(was, block, saying)
        case Choices():
            return False, _choices(was, block, saying)
        case Menu():
            return False, _menu(was, block, saying)
        case TextField() | DateField():
            return False, _error(was, block, saying)
        case SignaturePad():
            signed = isinstance(was, SignaturePad) and bool(was.strokes)
            return False, iter(()) if signed == bool(block.strokes) else read_block(block, saying)
        case SignVideo(state=state):
            same = isinstance(was, SignVideo) and was.state == state
            return False, iter(()) if same else read_block(block, saying)
        case Table():
            return False, _table(was, block, saying)
        case Slip():
            return False, _slip(was, block, saying)
        case Picture(pages=pages) if not isinstance(was, Picture) or len(was.pages) != len(pages):
            return False, read_block(block, saying)
        case _:
            return False, _asked(was, block, saying)


def _countdown(was: Block | None, block: Countdown, saying: Saying) -> Iterator[Utterance]:
    if not isinstance(was, Countdown):
        yield from read_block(block, saying)
    elif block.seconds <= LAST_SECONDS < was.seconds:
        yield from saying.say(block.key, phrase("voice.seconds", n=block.seconds))


def _choices(was: Block | None, block: Choices, saying: Saying) -> Iterator[Utterance]:
    if not isinstance(was, Choices) or was.options != block.options:
        yield from read_block(block, saying)
        return
    for option in block.options:
        now, before = option.value in block.chosen, option.value in was.chosen
        if now and not before:
            yield from saying.phrase(block.key, "voice.chosen", personal_too=True, name=option.text)
        elif before and not now and block.many:
            yield from saying.phrase(block.key, "voice.unchosen", personal_too=True, name=option.text)
    if block.error is not None and block.error != was.error:
        yield from error_of(block.key, block.label, block.error, saying)


def _menu(was: Block | None, block: Menu, saying: Saying) -> Iterator[Utterance]:
    if not isinstance(was, Menu) or [item.name for item in was.items] != [item.name for item in block.items]:
        yield from read_block(block, saying)
        return
    for before, item in zip(was.items, block.items, strict=True):
        if item.chosen and not before.chosen:
            yield from saying.phrase(block.key, "voice.chosen", personal_too=True, name=item.text)


def _error(was: Block | None, block: TextField | DateField, saying: Saying) -> Iterator[Utterance]:
    before = was.error if isinstance(was, TextField | DateField) else None
    if block.error is not None and block.error != before:
        yield from error_of(block.key, block.label, block.error, saying)


def _table(was: Block | None, block: Table, saying: Saying) -> Iterator[Utterance]:
    before = {row.key: row for row in was.rows} if isinstance(was, Table) else {}
    for row in block.rows:
        old = before.get(row.key)
        if old is None or _newly_asked(old, row):
            yield from read_row(block.key, row, saying)
        elif row.error is not None and row.error != old.error:
            yield from error_of(block.key, row.label, row.error, saying)


def _newly_asked(old: Row, row: Row) -> bool:
    return asked_for(row.value) and not asked_for(old.value)


def _slip(was: Block | None, block: Slip, saying: Saying) -> Iterator[Utterance]:
    before = dict(was.lines) if isinstance(was, Slip) else {}
    for label, value in block.lines:
        if asked_for(value) and not asked_for(before.get(label)):
            yield from saying.phrase(block.key, "voice.row", personal_too=True, label=label, value=value)


def _asked(was: Block | None, block: Block, saying: Saying) -> Iterator[Utterance]:
    """Any other block: only when the person asked to hear a private value in it."""
    if holds_asked(block) and not holds_asked(was):
        yield from read_block(block, saying)


def holds_asked(value: object) -> bool:
    """Whether a private value that the person asked to hear is anywhere in a block or a screen."""
    match value:
        case Secret():
            return value.spoken
        case tuple():
            return any(holds_asked(part) for part in value)
        case _ if is_dataclass(value):
            return any(holds_asked(getattr(value, part.name)) for part in fields(value))
        case _:
            return False


T = TypeVar("T")


def hushed(value: T) -> T:
    """The same with nothing asked for any more: "yes" speaks a private value once (A-19)."""
    match value:
        case Secret():
            return replace(value, spoken=False)
        case tuple():
            return cast(T, tuple(hushed(part) for part in value))
        case _ if is_dataclass(value) and not isinstance(value, type) and holds_asked(value):
            parts = {part.name: hushed(getattr(value, part.name)) for part in fields(value) if part.init}
            return replace(value, **parts)
        case _:
            return value


def asked_for(text: Text | Fact | None) -> bool:
    """Whether a text holds a private value that the person asked to hear."""
    match text:
        case Secret():
            return text.spoken
        case Phrase(_, facts):
            return any(asked_for(value) for _, value in facts)
        case _:
            return False
