"""Everything that can be acted on, group by group, derived from a Screen alone: what scanning steps over and what is told under the focus.

The order is the order it is seen in: content block by block, the on-screen keyboard row by row, turning of pages, the next step, the tool bar.
What Tab comes to has a stop here; a test walks all screens and compares.
"""

from collections.abc import Iterator
from typing import Literal

from kiosk import privacy
from kiosk.blocks import Action, Block, Choices, DateField, Keyboard, Menu, Only, Row, Table, TextField, ToolBar
from kiosk.events import (
    CandidatePicked,
    CandidatesTurned,
    Chose,
    Event,
    FieldEntered,
    KeyPressed,
    LayoutPicked,
    Show,
    Turn,
)
from kiosk.keyplan import BELOW, PLANS
from kiosk.screen import Screen
from kiosk.text import Fact, Phrase, Secret, Text, Words, phrase, public
from kiosk.value import dataclass

Key = tuple[str, ...]
"""What tells stops and groups apart on one screen, such as ("choice", "size", "2")."""

Role = Literal["button", "radio", "check", "field", "cell", "key", "candidate", "layout", "turn", "out"]

KEYBOARD, TURNING, MAIN, TOOLS, OUT = "keyboard", "turn", "main", "tool", "out"
_PARTS = ("date.year", "date.month", "date.day")


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to act on. event: what selecting it sends; block: the field whose content is told with it."""

    key: Key
    text: Text
    event: Event
    role: Role = "button"
    hint: Text | None = None
    chosen: bool = False
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together: choices, a row of keys, the tool bar."""

    key: Key
    text: Text
    stops: tuple[Stop, ...]


def groups(screen: Screen, pages: int = 1) -> tuple[Group, ...]:
    """All groups of a screen. pages: how many pages its content takes where it is shown (more than one can be turned)."""
    blocks = [block.eye if isinstance(block, Only) else block for block in screen.blocks]
    there = [block for block in blocks if block is not None]
    found = [*_content(there)]
    for block in there:
        if isinstance(block, Keyboard):
            found += _keyboard(block)
    if pages > 1:
        found.append(_turning())
    mains = (one for one in there if isinstance(one, Action) and one.main and one.enabled)
    found += [_alone((MAIN, one.name), _action((MAIN, one.name), one)) for one in mains]
    for block in there:
        if isinstance(block, ToolBar):
            found += _tools(block)
    return tuple(group for group in found if group.stops)


def stop_of(found: tuple[Group, ...], key: Key) -> tuple[Group, int] | None:
    """The group that holds this stop, and its number in it (from 0)."""
    for group in found:
        for number, stop in enumerate(group.stops):
            if stop.key == key:
                return group, number
    return None


def _alone(key: Key, stop: Stop) -> Group:
    return Group(key, stop.text, (stop,))


def _action(key: Key, action: Action) -> Stop:
    return Stop(key, action.text, action.event, hint=action.hint, chosen=action.chosen)


def _content(blocks: list[Block]) -> Iterator[Group]:
    actions: list[Stop] = []
    rows = 0
    for block in blocks:
        if isinstance(block, Action):
            if block.enabled and not block.main:
                actions.append(_action(("action", block.name), block))
            continue
        if actions:
            yield Group(("actions", str(rows)), "stops.actions", tuple(actions))
            actions, rows = [], rows + 1
        match block:
            case Choices():
                yield _choices(block)
            case Menu(key, label, items):
                stops = (_action(("menu", key, item.name), item) for item in items if item.enabled)
                yield Group(("menu", key), label, tuple(stops))
            case TextField(key, label):
                yield _alone(("field", key), Stop(("field", key), label, FieldEntered(key), "field", block=block))
            case DateField():
                yield _date(block)
            case Table(key, label, lines):
                yield Group(("table", key), label, tuple(stop for row in lines for stop in _row(key, row)))
    if actions:
        yield Group(("actions", str(rows)), "stops.actions", tuple(actions))


def _choices(block: Choices) -> Group:
    role: Role = "check" if block.many else "radio"
    stops = (
        Stop(
            ("choice", block.key, option.value),
            option.text,
            Chose(block.key, option.value),
            role,
            option.hint,
            option.value in block.chosen,
        )
        for option in block.options
    )
    return Group(("choice", block.key), block.label, tuple(stops))


def _date(block: DateField) -> Group:
    parts = _PARTS[:2] if block.month_only else _PARTS
    stops = (
        Stop(
            ("cell", block.key, str(number)),
            phrase("date.cell", label=_fact(block.label), part=Phrase(part)),
            FieldEntered(block.key, number),
            "cell",
            block=block,
        )
        for number, part in enumerate(parts)
    )
    return Group(("cell", block.key), block.label, tuple(stops))


def _row(table: str, row: Row) -> Iterator[Stop]:
    label = _fact(row.label)
    if row.change is not None and row.change.enabled:
        name = phrase("table.action", action=_fact(row.change.text), label=label)
        yield Stop(("row", table, row.key, "change"), name, row.change.event)
    value = row.value
    if isinstance(value, Secret) and privacy.masked(value.kind, value.value) != value.value:
        what = Phrase("table.hide" if value.shown else "table.show")
        name = phrase("table.action", action=what, label=label)
        yield Stop(("row", table, row.key, "show"), name, Show(row.key))


def _fact(text: Text) -> Fact:
    return Phrase(text) if isinstance(text, str) else text


def _keyboard(block: Keyboard) -> Iterator[Group]:
    """Candidates first, then the rows of keys, the layouts and the long keys of the last row."""
    if block.candidates:
        picks = [
            Stop((KEYBOARD, "candidate", text), told, CandidatePicked(text), "candidate")
            for text, told in zip(block.candidates, candidates_told(block), strict=True)
        ]
        more = Stop((KEYBOARD, "more"), "keyboard.more", CandidatesTurned(), "key")
        yield Group((KEYBOARD, "candidates"), "stops.candidates", (*picks, more))
    plan = PLANS.get(block.layout)
    cells = plan.cells if plan is not None else ()
    for y in sorted({cell.y for cell in cells}):
        row = sorted((cell for cell in cells if cell.y == y), key=lambda cell: cell.x)
        stops = tuple(_key(block, cell.token, cell.role == "word") for cell in row)
        signs = [cell.token for cell in row if cell.role == "character"]
        name: Text = stops[0].text
        if len(signs) > 1:
            name = phrase("stops.keys", first=public(signs[0].upper()), last=public(signs[-1].upper()))
        yield Group((KEYBOARD, f"row{y}"), name, stops)
    below = tuple(_key(block, token, True) for token in BELOW.get(block.layout, ()))
    if below:
        yield Group((KEYBOARD, "below"), "stops.below", below)
    if len(block.layouts) > 1:
        layouts = (
            Stop(
                (KEYBOARD, "layout", name),
                f"keyboard.{name}",
                LayoutPicked(name),
                "layout",
                chosen=name == block.layout,
            )
            for name in block.layouts
        )
        yield Group((KEYBOARD, "layouts"), "stops.layouts", tuple(layouts))


def candidates_told(block: Keyboard) -> tuple[Text, ...]:
    """What each candidate is called for the ear."""
    if not block.explain:
        return tuple(Words(text) for text in block.candidates)
    from kiosk.writing.explained import told_apart  # the first screens write nothing

    found = told_apart(block.candidates)
    return tuple(told or Words(text) for text, told in zip(block.candidates, found, strict=True))


def _key(block: Keyboard, token: str, word: bool) -> Stop:
    key = (KEYBOARD, "key", token)
    if not word:
        sent = token.upper() if block.layout == "latin" and not block.small else token
        return Stop(key, public(token.upper() if block.layout != "latin" else sent), KeyPressed(sent), "key")
    name = f"keyboard.{token}"
    if token == "done" and block.layout == "date":
        name = "keyboard.next_cell"
    elif token == "shift":
        name = "keyboard.capitals" if block.small else "keyboard.small"
    return Stop(key, name, KeyPressed(token), "key")


def _turning() -> Group:
    down = Stop((TURNING, "down"), "ui.page.down", Turn(1), "turn")
    up = Stop((TURNING, "up"), "ui.page.up", Turn(-1), "turn")
    return Group((TURNING,), "stops.turning", (down, up))


def _tools(bar: ToolBar) -> Iterator[Group]:
    """The bar, and by itself what stands in the strip on top."""
    actions = [action for action in (bar.back, *bar.tools) if action is not None and action.enabled]
    yield Group((TOOLS,), "stops.tools", tuple(_action((TOOLS, action.name), action) for action in actions))
    if bar.display is not None and bar.display.enabled:
        key = (TOOLS, bar.display.name)
        yield _alone(key, _action(key, bar.display))
