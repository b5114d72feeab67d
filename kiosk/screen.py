"""The one plain value between deciding and showing: a Screen is a tuple of blocks (kiosk/blocks.py).

Everything that can be seen, heard, said, tabbed to or scanned to is derived from it by `ui` and `voice` alike.
"""

from kiosk.blocks import Action, Block
from kiosk.events import Event
from kiosk.text import Text
from kiosk.value import dataclass

SERVICE = "service."
"""How the key of an action begins that opens a service; its code follows."""


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
