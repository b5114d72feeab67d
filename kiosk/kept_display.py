"""What home remembers of how a person wants it shown, said and worked. Sound and headphones are of the day: a screen reader may have silenced us;
how large the screen is belongs to the machine.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from kiosk.display import Display
from kiosk.scanning import SPEEDS
from kiosk.settings import CHOICES

OF_THE_DAY = frozenset({"sound", "headphones", "extras", "px_per_mm"})
BETWEEN = {
    "rate": (0, 6),
    "volume": (0, 4),
    "hold_ms": (0, 2000),
    "pause_ms": (0, 2000),
    "pointer": (0, 2),
    "scan": (0, 2),
    "scan_speed": (0, len(SPEEDS) - 1),
    "scan_rounds": (1, 5),
}
"""The least and the most of each number that is not one of the settings' choices."""
NAMES = tuple(one.name for one in fields(Display) if one.name not in OF_THE_DAY)


def kept(display: Display) -> dict[str, Any]:
    """As plain values."""
    return {name: list(value) if isinstance(value := getattr(display, name), tuple) else value for name in NAMES}


def restored(display: Display, remembered: Mapping[str, Any] | None) -> Display:
    """The display as it was kept. What another version kept otherwise, or what there is not, is left as it is now."""
    kept_then = remembered or {}
    return replace(display, **{name: _whole(kept_then[name]) for name in NAMES if _fits(name, getattr(display, name), kept_then.get(name))})


def _whole(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _fits(name: str, now: object, value: object) -> bool:
    if isinstance(now, tuple):  # the keys of the switches: a second one need not be
        return isinstance(value, list) and len(value) == len(now) and all(isinstance(one, str) for one in value) and bool(value[0])
    if type(value) is not type(now):
        return False
    if name in BETWEEN:
        least, most = BETWEEN[name]
        return isinstance(value, int) and least <= value <= most
    return name not in CHOICES or value in CHOICES[name]
