"""What a screen reader needs: names with the visible words in them, roles, focus, one heading."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Heading
from kiosk.launch.standards.records import Reading
from kiosk.launch.standards.sight import Sight
from kiosk.screen import Screen
from ui.blocks.base import visible
from ui.widgets import Button, CheckCard, RadioCard

NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)


def names(sight: Sight, screen: Screen) -> Iterator[Reading]:
    """A-26."""
    nameless: list[QWidget] = []
    other: list[QWidget] = []
    roleless: list[QWidget] = []
    unfocusable: list[QWidget] = []
    for widget in sight.targets:
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None:
            nameless.append(widget)
            roleless.append(widget)
            continue
        called = interface.text(QAccessible.Text.Name)
        if not called:
            nameless.append(widget)
        elif isinstance(widget, Button | RadioCard | CheckCard) and widget.face.words not in called:
            other.append(widget)
        if interface.role() in NO_ROLE:
            roleless.append(widget)
        if not interface.state().focusable:
            unfocusable.append(widget)
    yield sight.count("nameless", nameless)
    yield sight.count("label_in_name", other)
    yield sight.count("roleless", roleless)
    yield sight.count("unfocusable", unfocusable)
    headings = sum(isinstance(block, Heading) for block in visible(screen.blocks))
    yield sight.read("headings_low", headings)
    yield sight.read("headings_high", headings)
