"""The names of keys that settings and switches speak of, and what a pad of nine keys does with which. No Qt: ui/keypad.py knows their codes."""

from collections.abc import Mapping
from typing import Literal, get_args

Deed = Literal["next", "previous", "next_group", "previous_group", "select", "help", "again", "louder", "softer", "pause"]
"""What the nine keys do: to the next and the previous thing, to the next and the previous group, take it, ask for a person, read again.

Where there is a tenth, it lets the voice pause and go on.
"""

DEEDS: tuple[Deed, ...] = get_args(Deed)

DEFAULTS: Mapping[Deed, str] = {
    "next": "Down",
    "previous": "Up",
    "next_group": "Right",
    "previous_group": "Left",
    "select": "Return",
    "help": "F1",
    "again": "F2",
    "softer": "F3",
    "louder": "F4",
    "pause": "F5 Pause",
}
"""Several keys for one deed are separated by spaces."""

NAMES = frozenset(
    (
        *"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        *(f"F{number}" for number in range(1, 36)),
        *("Space", "Return", "Enter", "Tab", "Backspace", "Esc", "Ins", "Del", "Home", "End", "PgUp", "PgDown"),
        *("Left", "Right", "Up", "Down", "Pause", "Print", "ScrollLock", "Menu", "Help", "Volume Up", "Volume Down"),
        *("Select", "Yes", "No", "+", "-", "*", "/", ".", ",", ";", "=", "[", "]", "\\", "'", "`"),
    )
)
"""As Qt's portable text calls them. Those with a space in them cannot stand in a list of several."""


def names(setting: str) -> tuple[str, ...]:
    """The keys that a setting names. Raises ValueError for one that there is not."""
    found = (setting,) if setting in NAMES else tuple(setting.split())
    if not found or not set(found) <= NAMES:
        raise ValueError(setting)
    return found
