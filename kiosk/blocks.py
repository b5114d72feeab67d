"""The parts of a screen, each a plain value: what it says, what it is for, which events it sends.

A block carries phrase keys and facts, or words that came from the portal already in the person's language, and it says which values are private.
Lengths, colours and pixels are unknown here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import Enum
from typing import Literal

from kiosk.events import Event
from kiosk.privacy import Kind
from kiosk.text import Phrase, Text, Words
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a screen. Keys are stable over redraws of the same screen."""


@dataclass(frozen=True, slots=True)
class Action(Block):
    """Something to press. `main`: the one next step, bottom right in the accent. The label's `hear` words are its spoken commands."""

    text: Text
    event: Event
    key: str = ""
    main: bool = False
    hint: Text | None = None
    icon: str = ""
    enabled: bool = True
    chosen: bool = False

    @property
    def name(self) -> str:
        """A stable key: the given one, or the phrase key."""
        if self.key:
            return self.key
        match self.text:
            case str():
                return self.text
            case Phrase(key, _):
                return key
            case Words(show, _, _):
                return show
            case _:
                return "secret"


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """The question or title of the screen: the largest thing on it. One a screen."""

    text: Text
    help: Text | None = None
    example: Text | None = None


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Plain words. `quiet`: read by eye only when the person asks for more (long legal texts are still all read aloud)."""

    text: Text
    title: Text | None = None


class Tone(Enum):
    """What a notice means; never told by colour alone: each has its icon and its word."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice(Block):
    """Something to know now. `live`: spoken politely when it changes on a screen already read."""

    text: Text
    tone: Tone = Tone.INFO
    live: bool = True
    key: str = "notice"


@dataclass(frozen=True, slots=True)
class Progress(Block):
    """Where one is in a form: step (from 1) of total. `part` names the position in a repeat ("second family member of three")."""

    step: int
    total: int
    part: Text | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    text: Text
    hint: Text | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Choices(Block):
    """Radio cards, or check cards when `many`. Picking sends Chose(key, value)."""

    key: str
    label: Text
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()
    many: bool = False
    error: Text | None = None


@dataclass(frozen=True, slots=True)
class Menu(Block):
    """A few large tiles, each an action of its own."""

    key: str
    label: Text
    items: tuple[Action, ...]


FieldKind = Literal[
    "text", "long_text", "name", "id_number", "figures", "phone", "card", "case", "money", "integer", "code", "search"
]


@dataclass(frozen=True, slots=True)
class TextField(Block):
    """One line (or several: long_text) to be filled in. Every edit sends Typed(key, text). note: what has come of it so far, beside it.

    The widget owns what is being edited; it takes `value` over only when `edition` differs from the last one it saw
    (the on-screen keyboard, speech or a clear button changed it, not the widget itself). `private` kinds keep no undo, no completer.
    """

    key: str
    label: Text
    kind: FieldKind
    value: str = ""
    edition: int = 0
    unit: Text | None = None
    error: Text | None = None
    private: Kind | None = None
    shown: bool = True
    limit: int = 100
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class DateField(Block):
    """Year, month and (unless month_only) day as three large cells; every edit sends Dated(key, year, month, day), each digits or "".

    `edition` as in TextField; `cell` is the part that the on-screen keyboard writes into (0 year, 1 month, 2 day).
    """

    key: str
    label: Text
    year: str = ""
    month: str = ""
    day: str = ""
    month_only: bool = False
    edition: int = 0
    cell: int = 0
    error: Text | None = None
    private: Kind | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: label, value, where it is from, and what to press to change or to show it."""

    key: str
    label: Text
    value: Text
    source: Text | None = None
    change: Action | None = None
    error: Text | None = None


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Labelled values: answers to review, what is already known, a statement, what to bring."""

    key: str
    label: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of a timeline."""

    text: Text
    when: Text | None
    state: Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class Timeline(Block):
    """What happened and what comes, oldest first."""

    key: str
    label: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Slip(Block):
    """A receipt on the screen, as it is printed: lines of (label, value), a QR code's content and its caption."""

    key: str
    title: Text
    lines: tuple[tuple[Text, Text], ...]
    qr: str = ""
    qr_label: Text | None = None


@dataclass(frozen=True, slots=True)
class Picture(Block):
    """Page images (PNG or JPEG bytes) that were scanned or photographed, each with its name."""

    key: str
    label: Text
    pages: tuple[bytes, ...]


FilmState = Literal["still", "fetching", "playing", "paused", "ended"]


@dataclass(frozen=True, slots=True)
class SignVideo(Block):
    """What this screen says, in sign language. source: where the portal has the film. Without sound; it begins only when it is asked for.

    A journey places it still; what it is about to do, the film itself and its buttons come from kiosk/watching.py.
    """

    key: str
    label: Text
    source: str
    state: FilmState = "still"
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Meter(Block):
    """How far something is, 0 to 100 (None: unknown, still working). Live, spoken at most every 5 s."""

    key: str
    label: Text
    percent: int | None


@dataclass(frozen=True, slots=True)
class SignaturePad(Block):
    """A pad to sign on. Every finished stroke sends Signed(key, strokes); points are 0 to 1 of the pad's width and height."""

    key: str
    label: Text
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class BankCard(Block):
    """The outline of a bank card (85.60 x 53.98 mm) that a real one is held to; factor: how much larger than the screen is believed to be."""

    key: str
    label: Text
    factor: float = 1.0


Layout = Literal["pinyin", "handwriting", "digits", "id_digits", "latin", "date"]


@dataclass(frozen=True, slots=True)
class Keyboard(Block):
    """The on-screen keyboard. Keys send KeyPressed, candidates send CandidatePicked, layouts send LayoutPicked. small: Latin letters are small.

    explain: candidates that sound alike may be told apart aloud: nobody is there who must not know what is written.
    others: the layouts of each other field of the screen: it is as high as the highest of all, so that nothing moves when another is written in.
    """

    layout: Layout
    layouts: tuple[Layout, ...]
    field: str
    composing: str = ""
    candidates: tuple[str, ...] = ()
    page: int = 0
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    small: bool = False
    explain: bool = False
    others: tuple[tuple[Layout, ...], ...] = ()
    key: str = "keyboard"


@dataclass(frozen=True, slots=True)
class ToolBar(Block):
    """The fixed places of every screen: back, again, sound, talk, call, leave (those present keep their place).

    absent: tools that other screens have instead: in the place of the tool of the same key, else in the one after the call for a person.
    """

    back: Action | None
    tools: tuple[Action, ...]
    display: Action | None = None
    absent: tuple[Action, ...] = ()
    key: str = "toolbar"


@dataclass(frozen=True, slots=True)
class Caption(Block):
    """What the voice is saying now."""

    text: str
    key: str = "caption"


@dataclass(frozen=True, slots=True)
class Countdown(Block):
    """Seconds left before something happens by itself, and what."""

    text: Text
    seconds: int
    key: str = "countdown"


@dataclass(frozen=True, slots=True)
class Only(Block):
    """The only way eye and ear may differ."""

    eye: Block | None = None
    ear: Block | None = None


def actions_in(block: Block) -> Iterator[Action]:
    """All that stands to be pressed in one block, also what is not enabled now. Who looks into an `Only` says first for eye or ear."""
    match block:
        case Action():
            yield block
        case Menu():
            yield from block.items
        case Table():
            yield from (row.change for row in block.rows if row.change is not None)
        case ToolBar():
            yield from (tool for tool in (block.back, *block.tools, block.display) if tool is not None)


def commands_in(blocks: Iterable[Block]) -> Iterator[Action]:
    """What can be taken now by its name alone: not what changes the row of a table, since all rows call it the same."""
    for block in blocks:
        if not isinstance(block, Table):
            yield from (action for action in actions_in(block) if action.enabled)
