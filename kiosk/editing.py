"""What is being filled in on a screen: the text of its fields and the on-screen keyboard that writes into one of them. Pure."""

from collections.abc import Mapping
from dataclasses import field, replace

from kiosk.blocks import Block, FieldKind, Keyboard, Layout, TextField
from kiosk.events import (
    CandidatePicked,
    CandidatesTurned,
    Dated,
    Event,
    FieldEntered,
    KeyPressed,
    LayoutPicked,
    Typed,
    Wrote,
)
from kiosk.requests import Ask, Effect, SuggestHandwriting, SuggestPinyin
from kiosk.results import Suggestion
from kiosk.value import dataclass

Strokes = tuple[tuple[tuple[float, float], ...], ...]

SUGGEST = "editing.suggest"
CANDIDATES_A_PAGE = 10

LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "text": ("pinyin", "handwriting", "digits", "latin"),
    "long_text": ("pinyin", "handwriting", "digits", "latin"),
    "name": ("handwriting", "pinyin", "latin"),
    "search": ("pinyin", "handwriting"),
    "search_latin": ("latin", "pinyin", "handwriting"),
    "id_number": ("id_digits",),
    "figures": ("id_digits",),
    "phone": ("digits",),
    "card": ("digits",),
    "money": ("digits",),
    "integer": ("digits",),
    "code": ("digits",),
    "case": ("latin", "digits"),
    "date": ("date",),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its text, or the cells of a date. edition counts the changes that did not come from the widget itself."""

    kind: FieldKind | str
    text: str = ""
    cells: tuple[str, str, str] = ("", "", "")
    cell: int = 0
    edition: int = 0
    limit: int = 100
    month_only: bool = False


@dataclass(frozen=True, slots=True)
class Editing:
    """All fields of the screen, and the keyboard. small: Latin letters are written small."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    active: str = ""
    layout: Layout = "pinyin"
    composing: str = ""
    candidates: tuple[Suggestion, ...] = ()
    page: int = 0
    strokes: Strokes = ()
    small: bool = False

    def text(self, key: str) -> str:
        """The text of a field ("" when there is none)."""
        return self.fields[key].text if key in self.fields else ""

    def cells(self, key: str) -> tuple[str, str, str]:
        """The cells of a date field."""
        return self.fields[key].cells if key in self.fields else ("", "", "")


def begin(**fields: Field) -> Editing:
    """A fresh editing of these fields; the first one is active."""
    return begin_with(fields)


def begin_with(fields: Mapping[str, Field]) -> Editing:
    """As `begin`, for keys that are no names."""
    active = next(iter(fields), "")
    layout = LAYOUTS[fields[active].kind][0] if active else "pinyin"
    return Editing(dict(fields), active, layout)


def keyboard(editing: Editing) -> Keyboard | None:
    """The on-screen keyboard for the active field."""
    if not editing.active:
        return None
    start = editing.page * CANDIDATES_A_PAGE
    layouts = LAYOUTS[editing.fields[editing.active].kind]
    others = dict.fromkeys(LAYOUTS[field.kind] for field in editing.fields.values())
    return Keyboard(
        editing.layout,
        layouts,
        editing.active,
        editing.composing,
        tuple(candidate.text for candidate in editing.candidates[start : start + CANDIDATES_A_PAGE]),
        editing.page,
        editing.strokes,
        editing.small,
        others=tuple(other for other in others if other != layouts),
    )


def explaining(blocks: tuple[Block, ...], headphones: bool) -> tuple[Block, ...]:
    """The keyboard may tell apart aloud what sounds alike where what is written is no secret, or only the person hears it."""
    board = next((block for block in blocks if isinstance(block, Keyboard) and block.candidates), None)
    if board is None:
        return blocks
    field = next((block for block in blocks if isinstance(block, TextField) and block.key == board.field), None)
    if field is None or not (headphones or (field.private is None and field.shown)):
        return blocks
    return tuple(replace(board, explain=True) if block is board else block for block in blocks)


def update(editing: Editing, event: Event) -> tuple[Editing, tuple[Effect, ...]] | None:
    """The editing after an event; None when the event is none of its own."""
    match event:
        case Typed(key, text) if key in editing.fields:
            now = editing.fields[key]
            return _with(editing, key, replace(now, text=text[: now.limit])), ()
        case Dated(key, year, month, day, cell) if key in editing.fields:
            dated = editing.fields[key]
            return _with(editing, key, replace(dated, cells=(year, month, day), cell=_cell(dated, cell))), ()
        case FieldEntered(key, cell) if key in editing.fields:
            entered = replace(editing.fields[key], cell=_cell(editing.fields[key], cell))
            if key == editing.active:
                return _with(editing, key, entered), ()
            layout = LAYOUTS[entered.kind][0]
            return _still(replace(_with(editing, key, entered), active=key, layout=layout, small=False)), ()
        case LayoutPicked(layout) if editing.active and layout in LAYOUTS[editing.fields[editing.active].kind]:
            return _still(replace(editing, layout=_layout(layout), small=False)), ()
        case CandidatesTurned() if editing.candidates:
            pages = -(-len(editing.candidates) // CANDIDATES_A_PAGE)
            return replace(editing, page=(editing.page + 1) % pages), ()
        case CandidatePicked(text) if editing.active:
            return _picked(editing, text)
        case Wrote(strokes) if editing.active:
            written = replace(editing, strokes=strokes)
            if not strokes:
                return _still(written), ()
            return written, (Ask(SuggestHandwriting(strokes), SUGGEST),)
        case KeyPressed(key) if editing.active:
            return _pressed(editing, key)
    return None


def dictated(editing: Editing, event: Event) -> Editing | None:
    """The editing after a field was filled in by speech, so that its widget takes it over, and one goes on to the next; None when the event fills in
    no field of it.
    """
    done = update(editing, event) if isinstance(event, Typed | Dated) else None
    if done is None or not isinstance(event, Typed | Dated):
        return None
    now = done[0].fields[event.key]
    return _on_to_empty(_still(_with(done[0], event.key, replace(now, edition=now.edition + 1))), event.key)


def _on_to_empty(editing: Editing, key: str) -> Editing:
    """What is said or pressed next goes into the next field that is empty; where none is, here."""
    keys = list(editing.fields)
    place = keys.index(key)
    rest = (*keys[place + 1 :], *keys[:place])
    empty = next((one for one in rest if not editing.fields[one].text and not any(editing.fields[one].cells)), key)
    return replace(editing, active=empty, layout=LAYOUTS[editing.fields[empty].kind][0], small=False)


def emptied(editing: Editing, key: str) -> Editing:
    """The editing with nothing in this field, and its widget takes it over: what is secret goes once it was used."""
    now = editing.fields[key]
    return _still(_with(editing, key, replace(now, text="", edition=now.edition + 1)))


def suggested(editing: Editing, candidates: tuple[Suggestion, ...]) -> Editing:
    """The candidates that were asked for have come."""
    return replace(editing, candidates=candidates, page=0) if editing.composing or editing.strokes else editing


def _layout(name: str) -> Layout:
    for layouts in LAYOUTS.values():
        for layout in layouts:
            if layout == name:
                return layout
    raise ValueError(name)


def _with(editing: Editing, key: str, now: Field) -> Editing:
    return replace(editing, fields={**editing.fields, key: now})


def _still(editing: Editing) -> Editing:
    """Nothing is being composed any more."""
    return replace(editing, composing="", candidates=(), page=0, strokes=())


def _insert(editing: Editing, text: str) -> Editing:
    now = editing.fields[editing.active]
    return _with(editing, editing.active, replace(now, text=(now.text + text)[: now.limit], edition=now.edition + 1))


def _compose(editing: Editing, letters: str) -> tuple[Editing, tuple[Effect, ...]]:
    if not letters:
        return _still(editing), ()
    names = editing.fields[editing.active].kind == "name"
    return replace(editing, composing=letters), (Ask(SuggestPinyin(letters, names), SUGGEST),)


def _picked(editing: Editing, text: str) -> tuple[Editing, tuple[Effect, ...]]:
    used = next((candidate.used for candidate in editing.candidates if candidate.text == text), 0)
    rest = editing.composing[used:] if used else ""
    return _compose(_still(_insert(editing, text)), rest)


def _pressed(editing: Editing, key: str) -> tuple[Editing, tuple[Effect, ...]]:
    now = editing.fields[editing.active]
    if editing.layout == "date":
        return _with(editing, editing.active, _date_key(now, key)), ()
    match key:
        case "shift":
            return replace(editing, small=not editing.small), ()
        case "clear":
            return _still(_with(editing, editing.active, replace(now, text="", edition=now.edition + 1))), ()
        case "backspace" if editing.composing:
            return _compose(editing, editing.composing[:-1])
        case "backspace" if editing.strokes:
            return _still(editing), ()
        case "backspace":
            return _with(editing, editing.active, replace(now, text=now.text[:-1], edition=now.edition + 1)), ()
        case "space" if editing.candidates:
            return _picked(editing, editing.candidates[0].text)
        case "space":
            return _insert(editing, " "), ()
        case "done":
            return _still(editing), ()
        case _ if editing.layout == "pinyin" and key.isascii() and key.isalpha():
            return _compose(editing, editing.composing + key.lower())
        case _:
            return _insert(editing, key), ()


WIDTHS = (4, 2, 2)
OPEN = ((), ("", "0", "1"), ("", "0", "1", "2", "3"))
"""What a cell may hold while another digit may still come."""


def _cell(date: Field, cell: int) -> int:
    """A part of a date that there is."""
    return min(max(cell, 0), 1 if date.month_only else 2)


def _date_key(now: Field, key: str) -> Field:
    """A date typed digit by digit: a full cell moves on to the next, an empty one moves back."""
    cells, cell = list(now.cells), now.cell
    last = 1 if now.month_only else 2
    match key:
        case "clear":
            cells, cell = ["", "", ""], 0
        case "backspace":
            if not cells[cell] and cell > 0:
                cell -= 1
            cells[cell] = cells[cell][:-1]
        case "done":
            cell = min(cell + 1, last)
        case _ if key.isdigit():
            if len(cells[cell]) >= WIDTHS[cell] and cell < last:
                cell += 1
            if len(cells[cell]) < WIDTHS[cell]:
                cells[cell] += key
            full = len(cells[cell]) == WIDTHS[cell] or (cell > 0 and cells[cell] not in OPEN[cell])
            if full and cell < last:
                cell += 1
        case _:
            return now
    return replace(now, cells=(cells[0], cells[1], cells[2]), cell=cell, edition=now.edition + 1)
