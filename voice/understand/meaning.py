"""What was meant on this screen: heard words → an event, a value to be confirmed, a question back, or nothing. Pure.

Everything that can be said is derived from the Screen: the `hear` words of its actions, its options, the kind of its field. Nothing is guessed:
what fits nothing is Unknown, what fits several is Unsure. An event whose class
is marked `grave` (submit, withdraw, consent) is never done by one utterance.
"""

import datetime
from collections.abc import Iterator, Sequence

from kiosk.events import Chose, Dated, Event, Typed
from kiosk.forms import identity
from kiosk.phrases import Phrases
from kiosk.screen import (
    Action,
    Block,
    Choices,
    DateField,
    Menu,
    Only,
    Screen,
    Secret,
    Text,
    TextField,
    ToolBar,
    Words,
)
from kiosk.value import dataclass
from voice.understand.answers import which, yes_or_no
from voice.understand.dates import SpokenDate, spoken_date
from voice.understand.lexicon import bare, trimmed
from voice.understand.names import spelled_name
from voice.understand.numbers import age, amount, digit_string, whole_number


@dataclass(frozen=True, slots=True)
class Do:
    """Carry it out now. name: of the action or option, for the transcript."""

    event: Event
    name: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Say or show `value` and ask whether it is right; send `event` only after yes. fits: whether a check digit or the form of it is right.

    reason: number, date, name, guess, calendar (lunar or solar?), grave.
    """

    event: Event
    value: Text
    reason: str
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several fit: ask which of these."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing fits: say so, and offer another way."""


Meaning = Do | Confirm | Unsure | Unknown


def meaning(heard: str, screen: Screen, phrases: Phrases, today: datetime.date) -> Meaning:
    """What was meant. Raises PhraseError for a key that the language lacks."""
    if not bare(heard):
        return Unknown()
    actions = tuple(actions_of(screen))
    command = _command(heard, actions, phrases)
    if command:
        return command
    for block in blocks_of(screen):
        found = _in_block(heard, block, phrases, today)
        if not isinstance(found, Unknown):
            return found
    names = [phrases.hear(action.text) for action in actions]
    return _one(
        which(heard, names).places,
        [_done(action, phrases) for action in actions],
        [phrases.show(a.text) for a in actions],
    )


def _command(heard: str, actions: Sequence[Action], phrases: Phrases) -> Meaning | None:
    said = {bare(heard), trimmed(heard)}
    places = tuple(n for n, action in enumerate(actions) if said & set(map(bare, phrases.hear(action.text))))
    return (
        _one(places, [_done(a, phrases) for a in actions], [phrases.show(a.text) for a in actions]) if places else None
    )


def _done(action: Action, phrases: Phrases) -> Meaning:
    name = phrases.show(action.text)
    return Confirm(action.event, Words(name), "grave") if is_grave(action.event) else Do(action.event, name)


def is_grave(event: Event) -> bool:
    """Whether it takes a second act after speech: events of submitting, withdrawing and consenting carry `grave = True`."""
    return event.grave


def _one(places: tuple[int, ...], meanings: Sequence[Meaning], names: Sequence[str]) -> Meaning:
    if not places:
        return Unknown()
    return meanings[places[0]] if len(places) == 1 else Unsure(tuple(names[place] for place in places))


def actions_of(screen: Screen) -> Iterator[Action]:
    """What can be pressed, then what can only be said here."""
    shown = tuple(_shown_actions(screen))
    yield from shown
    yield from (action for action in screen.sayable if all(action.event != other.event for other in shown))


def _shown_actions(screen: Screen) -> Iterator[Action]:
    for block in blocks_of(screen):
        match block:
            case Action():
                yield from (block,) if block.enabled else ()
            case Menu():
                yield from (item for item in block.items if item.enabled)
            case ToolBar():
                tools = (block.back, *block.tools, block.display)
                yield from (tool for tool in tools if tool is not None and tool.enabled)


def blocks_of(screen: Screen) -> Iterator[Block]:
    for block in screen.blocks:
        if isinstance(block, Only):
            yield from (part for part in (block.ear, block.eye) if part is not None)
        else:
            yield block


def _in_block(heard: str, block: Block, phrases: Phrases, today: datetime.date) -> Meaning:
    match block:
        case Choices():
            return _choice(heard, block, phrases)
        case Menu():
            items = [item for item in block.items if item.enabled]
            found = which(heard, [phrases.hear(item.text) for item in items])
            return _one(
                found.places,
                [_done(item, phrases) for item in items],
                [phrases.show(item.text) for item in items],
            )
        case DateField():
            return _date(block, spoken_date(heard, today))
        case TextField():
            return _field(heard, block, today)
        case _:
            return Unknown()


def _choice(heard: str, block: Choices, phrases: Phrases) -> Meaning:
    names = [phrases.show(option.text) for option in block.options]
    found = which(heard, [phrases.hear(option.text) for option in block.options]).places
    if not found and len(names) == 2:
        wanted = yes_or_no(heard)
        answers = [yes_or_no(name) for name in names]
        if wanted is not None and sorted(map(str, answers)) == ["False", "True"]:
            found = (answers.index(wanted),)
    return _one(
        found,
        [Do(Chose(block.key, option.value), name) for option, name in zip(block.options, names, strict=True)],
        names,
    )


def _date(block: DateField, date: SpokenDate | None) -> Meaning:
    if date is None or (date.day is not None and block.month_only):
        return Unknown()
    year, month, day = (
        str(part) if part is not None else kept
        for part, kept in zip((date.year, date.month, date.day), (block.year, block.month, block.day), strict=True)
    )
    if date.calendar == "lunar":
        return (
            Unknown()
        )  # the portals want solar dates, and this program converts none: better to be typed than to be wrong
    value = "-".join(part for part in (year, month, day) if part)
    event = Dated(block.key, year, month, day, block.cell)
    return Confirm(event, _worded(block, value), "calendar" if date.calendar == "ask" else "date")


def _field(heard: str, block: TextField, today: datetime.date) -> Meaning:

    def event(value: str) -> Typed:
        return Typed(block.key, value)

    match block.kind:
        case "id_number" | "phone" | "card" | "case" | "code":
            digits = digit_string(heard)
            if digits is None or len(digits) > block.limit:
                return Unknown()
            fits = identity.is_right(digits, today) if block.kind == "id_number" else "X" not in digits
            return Confirm(event(digits), _worded(block, digits), "number", fits)
        case "integer":
            years = age(heard)
            number = whole_number(trimmed(heard)) if years is None else years[0]
            if number is None:
                return Unknown()
            return Confirm(event(str(number)), _worded(block, str(number)), "guess" if years and years[1] else "number")
        case "money":
            money = amount(heard)
            if money is None or (money.guess and not money.yuan):
                return Unknown()
            value = f"{money.yuan.normalize():f}"
            return Confirm(event(value), _worded(block, value), "guess" if money.guess else "number")
        case "name":
            name = spelled_name(heard)
            return Unknown() if name is None else Confirm(event(name), _worded(block, name), "name")
        case _:
            text = bare(heard)[: block.limit]
            return Confirm(event(text), _worded(block, text), "text")


def _worded(block: TextField | DateField, value: str) -> Text:
    return Words(value) if block.private is None else Secret(block.private, value, shown=True)
