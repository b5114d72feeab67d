"""Where a stop of the Screen (kiosk/stops.py) stands on the glass: from its key to its widget, and from the widget with the focus to its key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.stops import KEYBOARD, MAIN, TOOLS, TURNING, Key, groups
from ui.blocks.base import BlockWidget

if TYPE_CHECKING:
    from ui.view import View


def place(view: "View", key: Key) -> QWidget | None:
    """The widget of a stop; None when nothing of it is drawn. It may stand on another page or be folded away."""
    match key:
        case (kind, *rest) if kind == TURNING:
            return view.page.down if rest == ["down"] else view.page.up
        case (kind, _) if kind == MAIN:
            return view.bar.main
        case (kind, name) if kind == TOOLS:
            return _tool(view, name)
        case (kind, *rest) if kind == KEYBOARD:
            return next((found for widget in view.dock if (found := _key(widget, rest)) is not None), None)
    return next((found for widget in _blocks(view) if (found := _part(widget, key)) is not None), None)


def key_at(view: "View", widget: QWidget) -> Key | None:
    """The key of the stop that this widget is; None for what is no stop (the question, a pad)."""
    if view.shown is None:
        return None
    for group in groups(view.shown, len(view.page.starts)):
        for stop in group.stops:
            if place(view, stop.key) is widget:
                return stop.key
    return None


def _blocks(view: "View") -> Iterator[BlockWidget]:
    yield from view.upper.blocks
    yield from view.page.blocks


def _tool(view: "View", name: str) -> QWidget | None:
    bar = view.bar
    for number, action in enumerate(bar.block.tools):
        if action.name == name:
            return bar.tools[number]
    if bar.block.back is not None and bar.block.back.name == name:
        return bar.back
    display = view.strip.action
    return view.strip.display if display is not None and display.name == name else None


def _part(widget: BlockWidget, key: Key) -> QWidget | None:
    from ui.blocks.choices import ChoicesWidget
    from ui.blocks.date_field import DateFieldWidget
    from ui.blocks.menu import ActionWidget, MenuWidget
    from ui.blocks.table import TableWidget
    from ui.blocks.text_field import TextFieldWidget

    match widget, key:
        case ChoicesWidget(), ("choice", block, value) if widget.block.key == block:
            values = [option.value for option in widget.block.options]
            return widget.cards[values.index(value)] if value in values else None
        case MenuWidget(), ("menu", block, name) if widget.block.key == block:
            found = [item.name for item in widget.block.items]
            return widget.tiles[found.index(name)] if name in found else None
        case ActionWidget(), ("action", name) if widget.block.name == name:
            return widget.button
        case TextFieldWidget(), ("field", block) if widget.block.key == block:
            return widget.editor
        case DateFieldWidget(), ("cell", block, number) if widget.block.key == block:
            return widget.cells.pairs[int(number)][0]
        case TableWidget(), ("row", _, line, what):
            row = next((row for row in widget.rows if row.row.key == line), None)
            return None if row is None else row.change if what == "change" else row.reveal
    return None


def _key(widget: BlockWidget, rest: list[str]) -> QWidget | None:
    from ui.blocks.keyboard import KeyboardWidget

    if not isinstance(widget, KeyboardWidget):
        return None
    keys = [*widget.keys, *widget.row]
    match rest:
        case ["candidate", text]:
            return widget.candidates.key_of(text)
        case ["more"]:
            return widget.candidates.more
        case ["layout", name]:
            layouts = [key for key in keys if key.kind == "layout" and not key.isHidden()]
            return next((key for key in layouts if key.token == name), layouts[0] if len(layouts) == 1 else None)
        case ["key", token]:
            return next(
                (
                    key
                    for key in keys
                    if key.kind != "layout" and not key.isHidden() and key.token.lower() == token.lower()
                ),
                None,
            )
    return None
