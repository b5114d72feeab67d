"""The one plain value between deciding and showing: a Screen is a tuple of blocks.

Everything that can be seen, heard, said, tabbed to or scanned to is derived from it by `ui` and `voice` alike. A block carries phrase keys
and facts, or words that came from the portal already in the person's language, and it says which values are private. Lengths, colours and
pixels are unknown here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import Enum
from typing import Literal

from kiosk.events import Event
from kiosk.privacy import Kind
from kiosk.text import Fact as Fact
from kiosk.text import Phrase as Phrase
from kiosk.text import Secret as Secret
from kiosk.text import Text as Text
from kiosk.text import Words as Words
from kiosk.text import phrase as phrase
from kiosk.text import public as public
from kiosk.value import dataclass

# --- blocks ----------------------------------------------------------------------------------------------------------


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
    "text", "long_text", "name", "id_number", "phone", "card", "case", "money", "integer", "code", "search"
]


@dataclass(frozen=True, slots=True)
class TextField(Block):
    """One line (or several: long_text) to be filled in. Every edit sends Typed(key, text).

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


SERVICE = "service."
"""How the key of an action begins that opens a service; its code follows."""

# --- the screen ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """What scanning has lit: the stops of a group, or one. keys: of kiosk/stops.py; tag: words at the light (the way out of a group)."""

    keys: tuple[tuple[str, ...], ...]
    one: bool = False
    tag: Text | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What one person meets at one moment.

    name: stable, such as "apply.review"; instance: tells two screens of one name apart (the question's pointer). A new (name, instance) is read
    aloud from the start and focus goes to the question; the same one redrawn keeps focus, and only changed live blocks speak.
    where: the title of the top strip (the service). demo: marked as a demonstration everywhere. modal: nothing behind it can be reached.
    mark: what scanning has lit; wants_key: whatever key is pressed now is told by its name (which one does a switch send?).
    silent: nothing is spoken by itself (an idle kiosk). sayable: what may also be said here though it stands some steps away (a service's name).
    entered: the field one is in: of several, what is said goes there.
    """

    name: str
    blocks: tuple[Block, ...]
    instance: str = ""
    where: Text | None = None
    back: Event | None = None
    demo: bool = False
    modal: bool = False
    silent: bool = False
    language: str = "zh"
    sayable: tuple[Action, ...] = ()
    mark: Mark | None = None
    wants_key: bool = False
    entered: str = ""

    @property
    def id(self) -> tuple[str, str]:
        """What makes a screen a new one."""
        return self.name, self.instance

    @property
    def open_to_services(self) -> bool:
        """Whether services can be asked for here, by their names or in words of one's own."""
        return any(action.key.startswith(SERVICE) for action in self.sayable)


def screen(
    name: str,
    *blocks: Block | None,
    instance: str = "",
    where: Text | None = None,
    back: Event | None = None,
    modal: bool = False,
    silent: bool = False,
    sayable: tuple[Action, ...] = (),
    wants_key: bool = False,
) -> Screen:
    """A Screen from blocks; None is left out."""
    there = tuple(block for block in blocks if block is not None)
    return Screen(name, there, instance, where, back, modal=modal, silent=silent, sayable=sayable, wants_key=wants_key)


@dataclass(frozen=True, slots=True)
class Display:
    """How this person wants it shown and said. Changeable on every screen; reset at the end of a kiosk session.

    size: 0 to 3 (A-03; 2 is the elders' default); theme: a name in assets/tokens.toml; rate: 0 to 6 of seven steps (3 = normal);
    volume: 0 to 4; headphones: private listening is possible. hands_free: listening begins by itself after reading, without a tap.
    explore: a finger hears what it touches, and presses only what it touches a second time.
    low_reach: all that is pressed stands in the lower half.
    hold_ms: how long a finger must rest for a press; pause_ms: after a press, the same one counts again only so much later (A-10); swabbing: a
    finger may wander, and presses what it rests on when it leaves; px_per_mm: of the screen as it was measured (0: as it says itself).
    pointer: 0 the system's, 1 large, 2 very large.
    scan: by how many switches all is worked (0: by none); scan_speed: a step of scanning.SPEEDS; scan_back: from the end to the beginning;
    scan_rounds: rounds in vain before it rests (0: it never does); scan_aloud: what is lit is said; switches: the keys that the switches send.
    """

    size: int = 2
    theme: str = "day"
    language: str = "zh"
    sound: bool = True
    rate: int = 3
    volume: int = 2
    headphones: bool = False
    hands_free: bool = False
    explore: bool = False
    motion: bool = True
    hold_ms: int = 0
    low_reach: bool = False
    pause_ms: int = 500
    swabbing: bool = False
    pointer: int = 0
    px_per_mm: float = 0.0
    scan: int = 0
    scan_speed: int = 2
    scan_back: bool = False
    scan_rounds: int = 3
    scan_aloud: bool = True
    switches: tuple[str, str] = ("Space", "Return")
    extras: tuple[tuple[str, str], ...] = field(default=())
