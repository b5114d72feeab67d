"""Explore by touch: what lies under a finger that rests or slides, as it is to be told (F25). Pure.

The finger is at a stop (kiosk/stops.py), or at a block that cannot be pressed; of a table at one of its rows.
"""

from kiosk.blocks import Block, Choices, DateField, Menu, Only, SignaturePad, SignVideo, Table, TextField
from kiosk.events import Event
from kiosk.requests import Tell
from kiosk.screen import Screen
from kiosk.stops import Group, Key, stop_of
from kiosk.text import Text
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class UnderFinger(Event):
    """stop: the key of what would be pressed; else the number of the block, of a table with the key of its row; where: the title above all."""

    stop: Key | None = None
    block: int = -1
    row: str = ""
    where: bool = False


def told(screen: Screen, groups: tuple[Group, ...], finger: UnderFinger) -> Tell | None:
    """What to say of it; None when nothing that can be told stands there (any more)."""
    if finger.stop is not None:
        found = stop_of(groups, finger.stop)
        if found is None:
            return None
        group, number = found
        return Tell(group.stops[number], number + 1, len(group.stops))
    if finger.where:
        return Tell(screen.where) if screen.where is not None else None
    if not 0 <= finger.block < len(screen.blocks):
        return None
    block = screen.blocks[finger.block]
    if isinstance(block, Only):
        if block.eye is None:
            return None
        block = block.eye
    if isinstance(block, Table) and finger.row:
        return next((Tell(row) for row in block.rows if row.key == finger.row), None)
    label = _label(block)
    return Tell(label if label is not None else block)


def _label(block: Block) -> Text | None:
    """Of what holds many things only its name: the things are under the finger themselves."""
    return block.label if isinstance(block, Choices | Menu | Table | TextField | DateField | SignaturePad | SignVideo) else None


