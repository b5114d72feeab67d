"""Every block as sentences: `read(screen, phrases, private=…)`. Pure. Each Block type has one reader, registered below; a test walks the subclasses.

On a loudspeaker (private=False) a private value is told by its number of digits, or that it stands on the screen, unless the person asked
for this one. With private=True (headphones) all is spoken.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from kiosk.blocks import (
    Action,
    BankCard,
    Block,
    Caption,
    Choices,
    Countdown,
    DateField,
    Heading,
    Keyboard,
    Menu,
    Meter,
    Notice,
    Only,
    Paragraph,
    Picture,
    Progress,
    Row,
    SignaturePad,
    SignVideo,
    Slip,
    Table,
    TextField,
    Timeline,
    Tone,
    ToolBar,
    actions_in,
)
from kiosk.phrases import Phrases
from kiosk.privacy import TABLE
from kiosk.screen import Screen
from kiosk.text import Text, phrase, public
from voice.saying import Saying, personal
from voice.utterance import Utterance

B = TypeVar("B", bound=Block)
Reader = Callable[[Any, Saying], Iterator[Utterance]]

READERS: dict[type[Block], Reader] = {}
"""The reader of each block type."""


def reads(
    kind: type[B],
) -> Callable[[Callable[[B, Saying], Iterator[Utterance]]], Callable[[B, Saying], Iterator[Utterance]]]:
    """Registers the reader of a block type."""

    def register(
        reader: Callable[[B, Saying], Iterator[Utterance]],
    ) -> Callable[[B, Saying], Iterator[Utterance]]:
        READERS[kind] = reader
        return reader

    return register


def read(screen: Screen, phrases: Phrases, *, private: bool, full: bool = False) -> tuple[Utterance, ...]:
    """The whole screen in the order of its blocks. full: asked for again, so the place one is at and the tool bar are read too.

    Raises PhraseError for a key that the language lacks, KeyError for a block without a reader.
    """
    saying = Saying(phrases, private, full)
    found: list[Utterance] = []
    if full and screen.where is not None:
        found.extend(saying.say("where", screen.where))
    for block in screen.blocks:
        found.extend(read_block(block, saying))
    return tuple(found)


def read_block(block: Block, saying: Saying) -> Iterator[Utterance]:
    """One block. Raises KeyError when its type has no reader."""
    yield from READERS[type(block)](block, saying)


@reads(Heading)
def _heading(block: Heading, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say("heading", block.text)
    yield from saying.say("heading", block.help, once=True)
    yield from saying.say("heading", block.example, once=True)


@reads(Paragraph)
def _paragraph(block: Paragraph, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say("paragraph", block.title, once=True)
    yield from saying.say("paragraph", block.text)


@reads(Notice)
def _notice(block: Notice, saying: Saying) -> Iterator[Utterance]:
    if block.tone in (Tone.WARNING, Tone.ERROR):
        yield from saying.say(block.key, f"voice.tone.{block.tone.value}")
    yield from saying.say(block.key, block.text)


@reads(Progress)
def _progress(block: Progress, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say("progress", phrase("voice.progress", step=block.step, total=block.total))
    yield from saying.say("progress", block.part)


@reads(Action)
def _action(block: Action, saying: Saying) -> Iterator[Utterance]:
    if not block.enabled:
        return
    yield from saying.say(block.name, block.text)
    yield from saying.say(block.name, block.hint, once=True)
    if block.chosen:
        yield from saying.say(block.name, "voice.chosen.now")


@reads(Choices)
def _choices(block: Choices, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    yield from saying.say(block.key, "voice.choose.many" if block.many else "voice.choose.one", once=True)
    for number, option in enumerate(block.options, 1):
        key = "voice.option.chosen" if option.value in block.chosen else "voice.option"
        chosen = option.value in block.chosen
        yield from saying.phrase(block.key, key, personal_too=chosen, n=number, name=option.text)
        yield from saying.say(block.key, option.hint)
    if block.error is not None:
        yield from error_of(block.key, block.label, block.error, saying)


@reads(Menu)
def _menu(block: Menu, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    for number, item in enumerate((item for item in block.items if item.enabled), 1):
        key = "voice.option.chosen" if item.chosen else "voice.option"
        yield from saying.phrase(block.key, key, n=number, name=item.text)
        yield from saying.say(block.key, item.hint)


@reads(TextField)
def _text_field(block: TextField, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    yield from field_value(block, saying)
    if block.unit is not None:
        yield from saying.phrase(block.key, "voice.field.unit", unit=block.unit)
    if block.error is not None:
        yield from error_of(block.key, block.label, block.error, saying)


def field_value(block: TextField, saying: Saying) -> Iterator[Utterance]:
    """What stands in a field; a private one on a loudspeaker only by its length, and a secret (a clerk's PIN) nowhere by more."""
    if not block.value:
        yield from saying.say(block.key, "voice.field.empty")
    elif not block.shown:
        yield from saying.say(block.key, phrase("voice.field.digits", n=len(block.value)))
    elif block.private is None or saying.private:
        yield from saying.phrase(block.key, "voice.field.value", personal_too=True, value=saying.value(block.value))
    elif TABLE[block.private].digits:
        yield from saying.say(block.key, phrase("voice.field.digits", n=len(block.value)))
    else:
        yield from saying.say(block.key, "voice.field.hidden")


@reads(DateField)
def _date_field(block: DateField, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    yield from date_value(block, saying)
    if block.error is not None:
        yield from error_of(block.key, block.label, block.error, saying)


def date_value(block: DateField, saying: Saying) -> Iterator[Utterance]:
    """What stands in a date's cells."""
    cells = (block.year, block.month) if block.month_only else (block.year, block.month, block.day)
    if not any(cells):
        yield from saying.say(block.key, "voice.field.empty")
    elif not all(cells):
        yield from saying.say(block.key, "voice.date.partly")
    elif block.private is not None and not saying.private:
        yield from saying.say(block.key, "voice.field.hidden")
    else:
        key = "voice.date.month" if block.month_only else "voice.date.day"
        yield from saying.say(
            block.key,
            phrase(key, year=block.year, month=block.month.lstrip("0"), day=block.day.lstrip("0")),
            personal_too=True,
        )


@reads(Table)
def _table(block: Table, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    for row in block.rows:
        yield from read_row(block.key, row, saying)
    if any(row.change is not None for row in block.rows):
        yield from saying.say(block.key, "voice.table.change")


def read_row(block: str, row: Row, saying: Saying) -> Iterator[Utterance]:
    """One line: what it is, its value, where it is from, what is wrong with it."""
    yield from saying.phrase(block, "voice.row", personal_too=True, label=row.label, value=row.value)
    if row.source is not None and saying.full:
        yield from saying.phrase(block, "voice.row.source", source=row.source)
    if row.error is not None:
        yield from error_of(block, row.label, row.error, saying)


@reads(Timeline)
def _timeline(block: Timeline, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    for entry in block.entries:
        if entry.when is None:
            yield from saying.phrase(block.key, f"voice.step.{entry.state}", personal_too=True, text=entry.text)
        else:
            key = f"voice.step.{entry.state}.when"
            yield from saying.phrase(block.key, key, personal_too=True, text=entry.text, when=entry.when)


@reads(Slip)
def _slip(block: Slip, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.title, once=True)
    for label, value in block.lines:
        yield from saying.phrase(block.key, "voice.row", personal_too=True, label=label, value=value)
    if block.qr:
        yield from saying.say(block.key, block.qr_label if block.qr_label is not None else "voice.qr")


@reads(Picture)
def _picture(block: Picture, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    yield from saying.say(block.key, phrase("voice.pages", n=len(block.pages)))


@reads(Meter)
def _meter(block: Meter, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    yield from meter_value(block, saying)


def meter_value(block: Meter, saying: Saying) -> Iterator[Utterance]:
    """How far it is."""
    if block.percent is None:
        yield from saying.say(block.key, "voice.working")
    else:
        yield from saying.say(block.key, phrase("voice.percent", n=block.percent))


@reads(SignaturePad)
def _signature(block: SignaturePad, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)
    yield from saying.say(block.key, "voice.sign.done" if block.strokes else "voice.sign.empty")


@reads(SignVideo)
def _film(block: SignVideo, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, f"film.state.{block.state}")


@reads(BankCard)
def _bank_card(block: BankCard, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.label, once=True)


@reads(Keyboard)
def _keyboard(block: Keyboard, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, "voice.keyboard")


@reads(ToolBar)
def _tool_bar(block: ToolBar, saying: Saying) -> Iterator[Utterance]:
    if not saying.full:
        return
    present = [tool for tool in actions_in(block) if tool.enabled]
    if present:
        yield from saying.say(block.key, "voice.tools")
    for tool in present:
        yield from saying.say(block.key, tool.text if personal(tool.text) else public(saying.phrases.show(tool.text)))


@reads(Caption)
def _caption(block: Caption, saying: Saying) -> Iterator[Utterance]:
    yield from ()


@reads(Countdown)
def _countdown(block: Countdown, saying: Saying) -> Iterator[Utterance]:
    yield from saying.say(block.key, block.text)
    yield from saying.say(block.key, phrase("voice.seconds", n=block.seconds))


@reads(Only)
def _only(block: Only, saying: Saying) -> Iterator[Utterance]:
    if block.ear is not None:
        yield from read_block(block.ear, saying)


def error_of(block: str, label: Text, error: Text, saying: Saying) -> Iterator[Utterance]:
    """An error after the name of what it is about (EN 301 549 5.1.3: the error names the item)."""
    yield from saying.say(block, "voice.tone.error")
    if not saying.names(error, label):
        yield from saying.say(block, label)
    yield from saying.say(block, error, personal_too=True)
