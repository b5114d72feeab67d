"""Scanning: everything by one switch or two. Groups are lit one after another, then the things of the group that was chosen. Pure.

With one switch the light goes on by itself and a press takes what is lit; with two, the first leads on and the second takes. Every group ends
with a way out of it, a group that is gone round in vain is left by itself, and after some rounds in vain all rests until the next press: nobody
is locked in, and nothing happens behind a person's back. What can be lit is derived from the Screen (kiosk/stops.py).
"""

from dataclasses import replace

from kiosk.display import Display
from kiosk.events import Event
from kiosk.screen import Mark, Screen
from kiosk.stops import KEYBOARD, OUT, TURNING, Group, Key, Stop, stop_of
from kiosk.text import Text
from kiosk.value import dataclass

SPEEDS = (5.0, 3.5, 2.5, 1.8, 1.2, 0.8, 0.5)
"""Seconds that a thing is lit, slow to fast."""
FIRST = 1.6
"""The first thing of a round is lit so much longer: the round has come to its end and begins anew."""
IN_VAIN = 2
"""Rounds within a group before it is left."""
REACTION = 0.65
"""A step lasts a person's reaction time divided by this (the rule of Simpson and Koester for one-switch scanning)."""
AFTER_SPEECH = 0.5
"""Part of a step that a thing stays lit once its name was said."""


@dataclass(frozen=True, slots=True)
class Out(Event):
    """Out of the group, back to the groups."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Where the light is. screen: on which one; group, item: what is lit (None: nothing, or the whole group); at: its number in the row.

    rounds: gone in vain; due: clock of the next step (0: it waits for a press); offered: the candidates when it was last looked.
    """

    screen: tuple[str, str] = ("", "")
    group: Key | None = None
    item: Key | None = None
    at: int = -1
    rounds: int = 0
    due: float = 0.0
    offered: tuple[Key, ...] = ()


UNLIT = Scan()


@dataclass(frozen=True, slots=True)
class Lit:
    """What has just been lit, to be told: a group with its size, a thing with its place in the group, or words."""

    what: Stop | Group | Text
    number: int = 0
    total: int = 0


Moved = tuple[Scan, Lit | None]
LEAVE = Stop((OUT,), "stops.out", Out(), "out")


def step_s(display: Display) -> float:
    """Seconds of a step."""
    return SPEEDS[min(max(display.scan_speed, 0), len(SPEEDS) - 1)]


def speed_for(reactions: tuple[float, ...]) -> int:
    """The fastest speed that leaves this person time, from some reaction times in seconds."""
    wanted = sum(reactions) / len(reactions) / REACTION
    return max((number for number, seconds in enumerate(SPEEDS) if seconds >= wanted), default=0)


def is_due(scan: Scan, display: Display, clock: float, caption: str) -> bool:
    """Whether the next step of the light has come. caption: what is being said, which is waited for."""
    listening = bool(caption) and display.sound and display.scan_aloud
    return display.scan == 1 and 0 < scan.due <= clock and not listening


def fresh(screen: Screen, found: tuple[Group, ...], display: Display, clock: float) -> Scan:
    """Another screen: nothing is lit; with one switch the light comes by itself, but not where nobody is yet."""
    due = clock + step_s(display) * FIRST if display.scan == 1 and not screen.silent else 0.0
    return Scan(screen.id, due=due, offered=_offered(found))


def step(scan: Scan, found: tuple[Group, ...], display: Display, clock: float) -> Moved:
    """The light goes on by one."""
    inside = _inside(scan, found)
    if inside is not None:
        return _step_inside(scan, inside, display, clock)
    if not found:
        return replace(scan, group=None, item=None, due=0.0), None
    order = found[::-1] if display.scan_back else found
    here = next((n for n, group in enumerate(order) if group.key == scan.group), None)
    following = scan.at if here is None and scan.at >= 0 else 0 if here is None else here + 1
    rounds = scan.rounds
    if following >= len(order):
        following, rounds = 0, rounds + 1
        if display.scan == 1 and display.scan_rounds and rounds >= display.scan_rounds:
            return replace(scan, group=None, item=None, at=-1, rounds=0, due=0.0), Lit("scan.rests")
    return _light_group(scan, order, following, rounds, display, clock)


def press(
    scan: Scan, found: tuple[Group, ...], display: Display, which: int, clock: float
) -> tuple[Moved, Stop | None]:
    """A switch was pressed (1 or 2; with one switch either). Returns what stands now, and what was taken."""
    if scan.group is None or (display.scan == 2 and which == 1):
        return step(replace(scan, rounds=0), found, display, clock), None
    group = next((one for one in found if one.key == scan.group), None)
    if group is None:
        return step(scan, found, display, clock), None
    if scan.item is None:
        if len(group.stops) == 1:
            return (scan, None), group.stops[0]
        return _step_inside(replace(scan, rounds=0, at=-1), group, display, clock), None
    if scan.item == LEAVE.key:
        return _out(scan, found, group, display, clock), None
    stop = next((one for one in group.stops if one.key == scan.item), None)
    return ((scan, None), stop) if stop is not None else (_out(scan, found, group, display, clock), None)


def follow(
    scan: Scan, screen: Screen, found: tuple[Group, ...], display: Display, clock: float, taken: Stop | None
) -> Moved:
    """Something happened, perhaps what was taken: another screen begins anew, on the same one the light goes where it is of use next."""
    if scan.screen != screen.id:
        return fresh(screen, found, display, clock), None
    offered = _offered(found)
    came, scan = offered != scan.offered and bool(offered), replace(scan, offered=offered)
    if taken is not None:
        return _after(scan, found, taken, display, clock)
    if came and scan.item is None and scan.group is not None and scan.group[0] == KEYBOARD:
        return _to(scan, found, (KEYBOARD, "candidates"), display, clock)
    if scan.group is not None and all(group.key != scan.group for group in found):
        due = clock + step_s(display) if display.scan == 1 else 0.0
        return replace(scan, group=None, item=None, due=due), None
    return scan, None


def heard(scan: Scan, display: Display, clock: float) -> Scan:
    """What is lit was said: it stays lit for a moment more."""
    if not scan.due or not (display.sound and display.scan_aloud):
        return scan
    return replace(scan, due=max(scan.due, clock + step_s(display) * AFTER_SPEECH))


def mark(scan: Scan, screen: Screen, found: tuple[Group, ...]) -> Mark | None:
    """What is lit on this screen."""
    group = next((one for one in found if one.key == scan.group), None) if scan.screen == screen.id else None
    if group is None:
        return None
    keys = tuple(stop.key for stop in group.stops)
    if scan.item == LEAVE.key:
        return Mark(keys, tag=LEAVE.text)
    return Mark(keys) if scan.item is None else Mark((scan.item,), one=True)


# --- the parts of a step -----------------------------------------------------------------------------------------------


def _offered(found: tuple[Group, ...]) -> tuple[Key, ...]:
    return next((tuple(stop.key for stop in one.stops) for one in found if one.key == (KEYBOARD, "candidates")), ())


def _inside(scan: Scan, found: tuple[Group, ...]) -> Group | None:
    return next((one for one in found if one.key == scan.group), None) if scan.item is not None else None


def _due(display: Display, clock: float, first: bool) -> float:
    return clock + step_s(display) * (FIRST if first else 1.0) if display.scan == 1 else 0.0


def _light_group(
    scan: Scan, order: tuple[Group, ...], number: int, rounds: int, display: Display, clock: float
) -> Moved:
    group = order[number]
    now = replace(scan, group=group.key, item=None, at=number, rounds=rounds, due=_due(display, clock, number == 0))
    if len(group.stops) == 1:
        return now, Lit(group.stops[0])
    return now, Lit(group, total=len(group.stops))


def _step_inside(scan: Scan, group: Group, display: Display, clock: float) -> Moved:
    order = (*(group.stops[::-1] if display.scan_back else group.stops), LEAVE)
    here = next((n for n, stop in enumerate(order) if stop.key == scan.item), -1)
    number, rounds = here + 1, scan.rounds
    if number >= len(order):
        number, rounds = 0, rounds + 1
        if display.scan == 1 and rounds >= IN_VAIN:
            out = replace(scan, item=None, rounds=0, due=_due(display, clock, True))
            return out, Lit(group, total=len(group.stops))
    now = replace(scan, item=order[number].key, rounds=rounds, due=_due(display, clock, number == 0))
    if order[number] is LEAVE:
        return now, Lit(LEAVE)
    return now, Lit(order[number], number + 1, len(group.stops))


def _out(scan: Scan, found: tuple[Group, ...], group: Group, display: Display, clock: float) -> Moved:
    """Back to the groups: the one after this is lit."""
    return step(replace(scan, group=group.key, item=None, rounds=0), found, display, clock)


def _to(scan: Scan, found: tuple[Group, ...], key: Key, display: Display, clock: float) -> Moved:
    order = found[::-1] if display.scan_back else found
    number = next((n for n, group in enumerate(order) if group.key == key), None)
    if number is None:
        return step(replace(scan, item=None), found, display, clock)
    now, lit = _light_group(scan, order, number, 0, display, clock)
    return replace(now, due=_due(display, clock, True)), lit


def _after(scan: Scan, found: tuple[Group, ...], taken: Stop, display: Display, clock: float) -> Moved:
    """Something was taken, and the screen is still the same."""
    keyboard = next((one.key for one in found if one.key[0] == KEYBOARD), None)
    match taken.role:
        case "key" | "candidate" | "layout" | "field" | "cell" if keyboard is not None:
            return _to(scan, found, keyboard, display, clock)
        case "check" if (place := stop_of(found, taken.key)) is not None:
            return replace(scan, rounds=0, due=_due(display, clock, True)), Lit(place[0].stops[place[1]])
        case "turn":
            return _to(scan, found, (TURNING,), display, clock)
        case "radio":
            return step(replace(scan, item=None, rounds=0), found, display, clock)
    group = scan.group
    return _to(scan, found, group, display, clock) if group is not None else (scan, None)


def place_of(found: tuple[Group, ...], key: Key) -> Lit | None:
    """What is to be told of a stop that the focus came to."""
    place = stop_of(found, key)
    if place is None:
        return None
    group, number = place
    return Lit(group.stops[number], number + 1, len(group.stops))
