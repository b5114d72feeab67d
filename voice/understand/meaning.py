"""What was meant on this screen: heard words → an event, a value to be confirmed, a question back, or nothing. Pure.

Everything that can be said is derived from the Screen: the `hear` words of its actions, its options, the kind of its field. Nothing is guessed:
what fits nothing is Unknown, what fits several is Unsure. An event whose class
is marked `grave` (submit, withdraw, consent) is never done by one utterance.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.blocks import Action, Block, Choices, DateField, Menu, Only, TextField, commands_in
from kiosk.events import Chose, Dated, Event, FieldEntered, Reason, Typed
from kiosk.forms import identity
from kiosk.lunar import LunarDate, solar
from kiosk.phrases import Phrases
from kiosk.screen import Screen
from kiosk.text import Secret, Text, Words, phrase
from kiosk.value import dataclass
from voice.understand.answers import Which, plainly, which, yes_or_no
from voice.understand.dates import SpokenDate, lunar_words, spoken_date
from voice.understand.letters import case_number
from voice.understand.lexicon import bare, trimmed
from voice.understand.lines import FREE, Line, entered, lines_of, named
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

    reason: number, date, name, guess, calendar (lunar or solar? other: what it is when lunar), old_day (a day in both calendars), grave.
    label: of the field it goes into, where there are several.
    """

    event: Event
    value: Text
    reason: Reason
    fits: bool = True
    other: "Confirm | None" = None
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several fit: ask which of these."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing fits: say so, and offer another way. why: lunar (a day that cannot be told in the solar calendar), "" otherwise."""

    why: str = ""


NAMED = 0.5
"""Of what was said, a name makes up so much at least where services can be asked for: all else is for own words (kiosk/own_words.py)."""

LONG_NUMBER = 6
"""Figures said one by one; fewer may be a word of an address."""

Meaning = Do | Confirm | Unsure | Unknown


def meaning(heard: str, screen: Screen, phrases: Phrases, today: datetime.date) -> Meaning:
    """What was meant. Raises PhraseError for a key that the language lacks."""
    if not bare(heard):
        return Unknown()
    actions = tuple(actions_of(screen))
    command = _command(heard, actions, phrases)
    if command:
        return command
    lines = lines_of(blocks_of(screen))
    if len(lines) > 1:
        written = _in_lines(heard, lines, entered(screen, lines), phrases, today)
        if written != Unknown():
            return written
    for block in blocks_of(screen):
        if isinstance(block, TextField | DateField) and (len(lines) > 1 or block not in lines):
            continue
        found = _in_block(heard, block, phrases, today)
        if found != Unknown() and not (screen.open_to_services and _is_guess(found)):
            return found
    shown = tuple(commands_in(blocks_of(screen)))
    share = NAMED if screen.open_to_services else 0.0
    found_shown = _among(which(heard, _names(shown, phrases), share), shown, phrases)
    if found_shown != Unknown() and not (screen.open_to_services and _is_guess(found_shown)):
        return found_shown
    return _among(plainly(heard, _names(screen.sayable, phrases), NAMED), screen.sayable, phrases)


def _in_lines(heard: str, lines: Sequence[Line], now: int, phrases: Phrases, today: datetime.date) -> Meaning:
    """Several fields: the one that was named; else the one that one is in; else another, but not one that takes all that can be said."""
    which_one = named(heard, lines, now, phrases)
    if which_one is not None and not which_one[1]:
        line = lines[which_one[0]]
        return Do(FieldEntered(line.key), phrases.show(line.label))
    if which_one is not None:
        found = _labelled(_in_block(which_one[1], lines[which_one[0]], phrases, today), lines[which_one[0]])
        if found != Unknown():
            return found
    for line in (lines[now], *(one for one in lines if one.key != lines[now].key and not _takes_all(one))):
        found = _labelled(_in_block(heard, line, phrases, today), line)
        if found != Unknown():
            return found
    return Unknown()


def _takes_all(line: Line) -> bool:
    return isinstance(line, TextField) and line.kind in FREE


def _labelled(meant: Meaning, line: Line) -> Meaning:
    if not isinstance(meant, Confirm):
        return meant
    other = replace(meant.other, label=line.label) if meant.other is not None else None
    return replace(meant, label=line.label, other=other)


def _names(actions: Sequence[Action], phrases: Phrases) -> list[Sequence[str]]:
    return [phrases.hear(action.text) for action in actions]


def _among(found: Which, actions: Sequence[Action], phrases: Phrases) -> Meaning:
    done = [_done(action, phrases) for action in actions]
    return _unless_guess(_one(found.places, done, [phrases.show(action.text) for action in actions]), found)


def _is_guess(meant: Meaning) -> bool:
    """By sound alone: where own words are understood, these tell more."""
    return isinstance(meant, Confirm) and meant.reason == "guess"


def _unless_guess(meant: Meaning, found: Which) -> Meaning:
    return Confirm(meant.event, Words(meant.name), "guess") if isinstance(meant, Do) and found.guess else meant


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
    shown = tuple(commands_in(blocks_of(screen)))
    yield from shown
    yield from (action for action in screen.sayable if all(action.event != other.event for other in shown))


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
            return _among(which(heard, _names(items, phrases)), items, phrases)
        case DateField():
            return _date(block, spoken_date(heard, today))
        case TextField():
            return _field(heard, block, today)
        case _:
            return Unknown()


def _choice(heard: str, block: Choices, phrases: Phrases) -> Meaning:
    names = [phrases.show(option.text) for option in block.options]
    found = which(heard, [phrases.hear(option.text) for option in block.options])
    if not found.places and len(names) == 2:
        wanted = yes_or_no(heard)
        answers = [yes_or_no(name) for name in names]
        if wanted is not None and sorted(map(str, answers)) == ["False", "True"]:
            found = Which((answers.index(wanted),))
    chosen = [Do(Chose(block.key, option.value), name) for option, name in zip(block.options, names, strict=True)]
    return _unless_guess(_one(found.places, chosen, names), found)


def _date(block: DateField, date: SpokenDate | None) -> Meaning:
    if date is None or (date.day is not None and block.month_only):
        return Unknown()
    year, month, day = (
        str(part) if part is not None else kept
        for part, kept in zip((date.year, date.month, date.day), (block.year, block.month, block.day), strict=True)
    )
    old = _lunar(block, date, year, month, day) if date.calendar != "solar" else None
    if date.calendar == "lunar":
        return old or Unknown("lunar")
    value = "-".join(part for part in (year, month, day) if part)
    asked = Confirm(Dated(block.key, year, month, day, block.cell), _worded(block, value), "date")
    if date.calendar == "solar":
        return asked
    if not _is_day(year, month, day):
        return old or Unknown("lunar")
    return replace(asked, reason="calendar", other=old)


def _lunar(block: DateField, date: SpokenDate, year: str, month: str, day: str) -> Confirm | None:
    """The solar day of a day in the old calendar, shown in both; None where it is not known, or not a whole day."""
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        return None
    old = LunarDate(int(year), int(month), int(day), date.leap)
    found = solar(old)
    if found is None:
        return None
    event = Dated(block.key, str(found.year), str(found.month), str(found.day), block.cell)
    new = phrase("value.date", year=found.year, month=found.month, day=found.day)
    both = phrase("hearing.both_dates", old=Words(lunar_words(old)), new=new)
    value: Text = both if block.private is None else Secret(block.private, f"{found:%Y-%m-%d}", shown=True, words=both)
    return Confirm(event, value, "old_day")


def _is_day(year: str, month: str, day: str) -> bool:
    """Whether there may be such a day in the solar calendar, whatever is not said."""
    try:
        datetime.date(int(year or 2000), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def _field(heard: str, block: TextField, today: datetime.date) -> Meaning:

    def event(value: str) -> Typed:
        return Typed(block.key, value)

    match block.kind:
        case "case":
            number = case_number(heard)
            if number is None or len(number) > block.limit:
                return Unknown()
            return Confirm(event(number), _worded(block, number), "number")
        case "id_number" | "figures" | "phone" | "card" | "code":
            digits = digit_string(heard)
            if digits is None or len(digits) > block.limit:
                return Unknown()
            fits = identity.is_right(digits, today) if block.kind == "id_number" else block.kind == "figures" or "X" not in digits
            return Confirm(event(digits), _worded(block, digits), "number", fits)
        case "integer":
            years = age(heard)
            count = whole_number(trimmed(heard)) if years is None else years[0]
            if count is None:
                return Unknown()
            return Confirm(event(str(count)), _worded(block, str(count)), "guess" if years and years[1] else "number")
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
            figures = digit_string(heard)  # the number of a certificate is written in figures, whatever the field is called
            if figures is not None and LONG_NUMBER <= len(figures) <= block.limit:
                return Confirm(event(figures), _worded(block, figures), "number")
            text = bare(heard)[: block.limit]
            return Confirm(event(text), _worded(block, text), "text")


def _worded(block: TextField | DateField, value: str) -> Text:
    return Words(value) if block.private is None else Secret(block.private, value, shown=True)
