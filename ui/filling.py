"""Which widget draws which block: kept while its screen stands, filled anew on the next where its type allows it, else deleted.

Editors are never filled anew, and what was written in what is deleted is gone at once: no word of one person stays behind for the next.
"""

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kiosk.blocks import Block, DateField, Keyboard, TextField
from ui.blocks.base import BlockWidget, Port, drawer_of, key_of

Name = tuple[type[Block], str, int]
"""Of a block on its screen: its type, its key, and which of several alike."""


class Filling:
    """The drawn blocks of one view."""

    def __init__(self, port: Port) -> None:
        self.port = port
        self.widgets: dict[Name, BlockWidget] = {}

    def fill(self, shown: list[Block], heading: str, new: bool, parent: QWidget) -> list[BlockWidget]:
        """A filled widget for every block, in their order. new: the screen is another one; heading: its words; parent: of new widgets."""
        old, kept = self.widgets, {}
        spare: dict[type[Block], list[BlockWidget]] = defaultdict(list)
        if new:
            for (kind, _, _), widget in old.items():
                if widget.reusable:
                    spare[kind].append(widget)
        count: dict[tuple[type[Block], str], int] = defaultdict(int)
        for block in shown:
            kind, key = type(block), key_of(block)
            name = kind, key, count[kind, key]
            count[kind, key] += 1
            found = old.get(name) if not new else (spare[kind].pop(0) if spare[kind] else None)
            widget = found if found is not None else drawer_of(kind)(self.port, parent)
            widget.heading = heading
            widget.alone = _alone(block, shown)
            widget.show_block(block)
            kept[name] = widget
        used = set(kept.values())
        gone = [widget for widget in old.values() if widget not in used]
        for widget in gone:  # else the focus goes from one that is thrown away to the next, and the person seems to have entered it
            for editor in _editors(widget):
                editor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in gone:
            _discard(widget)
        self.widgets = kept
        return list(kept.values())

    def name_of(self, widget: BlockWidget) -> Name | None:
        """Which block it shows; None for none."""
        return next((name for name, shown in self.widgets.items() if shown is widget), None)


def _alone(block: Block, shown: list[Block]) -> bool:
    """Whether the heading can only be about this: no other field is to be written in; or nothing else has a label at all."""
    if isinstance(block, TextField | DateField):
        return sum(isinstance(other, TextField | DateField) for other in shown) == 1
    labelled = [other for other in shown if hasattr(other, "label") and not isinstance(other, Keyboard)]
    return labelled == [block]


def _editors(widget: BlockWidget) -> list[QLineEdit | QPlainTextEdit]:
    return [*widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit)]


def _discard(widget: BlockWidget) -> None:
    for editor in _editors(widget):
        editor.blockSignals(True)
        editor.clear()
    widget.hide()
    widget.deleteLater()
