"""What home remembers of how a person wants it shown, said and worked. Sound and headphones are of the day: a screen reader may have silenced us;
how large the screen is belongs to the machine.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from kiosk.screen import Display

OF_THE_DAY = frozenset({"sound", "headphones", "extras", "px_per_mm"})
NAMES = tuple(one.name for one in fields(Display) if one.name not in OF_THE_DAY)


def kept(display: Display) -> dict[str, Any]:
    """As plain values."""
    return {name: list(value) if isinstance(value := getattr(display, name), tuple) else value for name in NAMES}


def restored(display: Display, remembered: Mapping[str, Any] | None) -> Display:
    """The display as it was kept. What another version kept otherwise is left as it is now."""
    found: dict[str, Any] = {}
    for name in NAMES:
        now, value = getattr(display, name), (remembered or {}).get(name)
        if isinstance(now, tuple):
            if isinstance(value, list) and len(value) == len(now) and all(isinstance(one, str) for one in value):
                found[name] = tuple(value)
        elif type(value) is type(now):
            found[name] = value
    return replace(display, **found)
