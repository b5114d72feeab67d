"""Everything that is measured on one drawing of one screen."""

from collections.abc import Iterator

from PySide6.QtCore import QRect

from kiosk.events import CallPerson
from kiosk.launch.standards.measures_keys import keyboard, ring
from kiosk.launch.standards.measures_names import names
from kiosk.launch.standards.measures_pressing import by_reader, is_main, pressing, trying
from kiosk.launch.standards.measures_seeing import colours, seeing
from kiosk.launch.standards.records import Box, Reading
from kiosk.launch.standards.sight import Sight, pages
from kiosk.launch.standards.wall import Wall
from kiosk.screen import Screen

LEAST_MM = {False: 12.7, True: 20.0}
"""A-07: of any target, of a main one."""


def placed(wall: Wall, screen: Screen) -> Iterator[Reading]:
    """All that depends on places and sizes, on every page."""
    for _ in pages(wall.view):
        sight = Sight(wall.view, wall.theme)
        yield from seeing(sight)
        yield from pressing(sight, screen)
        yield from names(sight, screen)


def tried(wall: Wall, screen: Screen, *, reader: bool) -> Iterator[Reading]:
    """All that is really pressed, held, slid off, tabbed through and drawn again. reader: also pressed as a screen reader does it."""
    wall.standing = True
    try:
        for _ in pages(wall.view):
            yield from trying(Sight(wall.view, wall.theme), wall)
    finally:
        wall.standing = False
    for _ in pages(wall.view) if reader else ():
        yield from by_reader(Sight(wall.view, wall.theme), wall)
    yield from keyboard(Sight(wall.view, wall.theme))
    focus = wall.view.focusWidget()
    wall.redraw(screen)
    kept = wall.view.focusWidget() is focus
    yield Sight(wall.view, wall.theme).read("redraw_focus", 0 if kept else 1, None if kept else focus)


def coloured(wall: Wall) -> Iterator[Reading]:
    """All that depends on the theme, on every page."""
    for _ in pages(wall.view):
        yield from colours(Sight(wall.view, wall.theme))
    yield from ring(Sight(wall.view, wall.theme))


def fingerprint(wall: Wall) -> tuple[int, ...]:
    """The same where every widget of every page is in the same place."""
    return tuple(Sight(wall.view, wall.theme).fingerprint() for _ in pages(wall.view))


def low(wall: Wall, screen: Screen) -> Iterator[Reading]:
    """A-24: how high the highest target lies in the low-reach mode; and all that depends on places.

    A finger needs a part of a target that is as large as the least target; where the rest of it reaches to does not matter. With a keyboard in
    the window, in millimetres above its lower edge; else in per cent of the window, from the top.
    """
    yield from placed(wall, screen)
    for _ in pages(wall.view):
        sight = Sight(wall.view, wall.theme)
        for widget in sight.targets:
            seen, least = sight.seen(widget), wall.theme.px(LEAST_MM[is_main(widget)])
            top = max(seen.top(), seen.bottom() + 1 - least)
            if wall.view.dock:
                yield sight.read("low_reach_writing", wall.theme.to_mm(wall.view.height() - top), widget)
            else:
                yield sight.read("low_reach_top", 100 * top / wall.view.height(), widget)


def call_place(wall: Wall) -> Box | None:
    """Where the button stands that calls a person; None when there is none."""
    view = wall.view
    for tool, action in zip(view.bar.tools, view.bar.block.tools, strict=True):
        if isinstance(action.event, CallPerson) and tool.isVisibleTo(view):
            box: QRect = Sight(view, wall.theme).box(tool)
            return box.x(), box.y(), box.width(), box.height()
    return None
