"""What is told of one thing: what the focus came to, what scanning has lit. Its name, what it is and how it stands, and its place."""

from collections.abc import Iterator

from kiosk.blocks import Block, DateField, Row, TextField
from kiosk.requests import Tell
from kiosk.stops import Group, Role, Stop
from kiosk.text import Text, Words, phrase, public
from voice.reading import date_value, field_value, read_block, read_row
from voice.saying import Saying, personal
from voice.utterance import Utterance

BLOCK = "told"
"""The block that these sentences belong to: a newer one takes the place of what still waits."""

ROLES: dict[Role, str] = {"button": "voice.role.button", "field": "voice.role.field", "cell": "voice.role.field"}
_PLAIN: tuple[Role, ...] = ("key", "candidate", "out")
"""Told by name alone: there are many of them, and one after another."""


def tell(told: Tell, saying: Saying) -> Iterator[Utterance]:
    """The sentences. Private values are told as when the screen is read."""
    match told.what:
        case Stop() as stop:
            yield from _stop(stop, told.number, told.total, saying)
        case Row() as row:
            yield from read_row(BLOCK, row, saying)
        case Block() as block:
            yield from read_block(block, saying)
        case Group(_, text, _):
            yield from _name(text, saying)
            yield from saying.say(BLOCK, phrase("voice.group", n=told.total))
        case text:
            yield from saying.say(BLOCK, text)


def _stop(stop: Stop, number: int, total: int, saying: Saying) -> Iterator[Utterance]:
    yield from _name(stop.text, saying)
    match stop.role:
        case "radio" | "check" | "layout":
            yield from saying.say(BLOCK, "voice.state.chosen" if stop.chosen else "voice.state.open")
        case role if role in ROLES:
            yield from saying.say(BLOCK, ROLES[role])
    match stop.block:
        case TextField() as field:
            yield from field_value(field, saying)
        case DateField() as date:
            yield from date_value(date, saying)
    if total > 1 and stop.role not in _PLAIN:
        yield from saying.say(BLOCK, phrase("voice.place", n=number, total=total))
    yield from saying.say(BLOCK, stop.hint, once=True)


def _name(text: Text, saying: Saying) -> Iterator[Utterance]:
    """As it stands on it: what is said of a button when the screen is read tells what to do, and is too long for here."""
    own = isinstance(text, Words) or personal(text)
    yield from saying.say(BLOCK, text if own else public(saying.phrases.show(text)))
