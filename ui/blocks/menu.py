"""Large tiles, each an action of its own; and single actions beside the main one."""

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.blocks import Action, Menu
from ui.accessibility import Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.faces import Face
from ui.labels import Label
from ui.layouts import Flow, Stack, Titled
from ui.widgets import Button


@drawer(Menu)
class MenuWidget(BlockWidget):
    """A few large tiles, two or three beside each other when there is room."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.group = Group(self)
        self.tiles: list[Button] = []
        self.flow = Flow(port.theme, "gap", self.group)
        stack = Titled(port.theme, "gap_small", self)
        stack.add(self.label)
        stack.add(self.group)

    def show_block(self, block: Menu) -> None:
        self.block = block
        words = self.words(block.label)
        self.label.set_words("" if self.alone or words == self.heading else words)
        self.group.setAccessibleName(words)
        while len(self.tiles) > len(block.items):
            self.flow.discard(self.tiles.pop())
        while len(self.tiles) < len(block.items):
            tile = Button(self.port.theme, self.port.presses, partial(self._press, len(self.tiles)), self.group)
            self.tiles.append(tile)
            self.flow.add(tile)
        for tile, item in zip(self.tiles, block.items, strict=True):
            tile.setEnabled(item.enabled)
        self._face()

    def _face(self) -> None:
        """What each is called; and, where there is height for it, the label and what each is about."""
        self.label.setVisible(bool(self.label.text()) and not self.tightest)
        for tile, item in zip(self.tiles, self.block.items, strict=True):
            hint = "" if self.tightest else self.words(item.hint)
            tile.show_face(Face(self.words(item.text), hint, item.icon, "tile", self.tightest))
        longest = max((len(tile.face.words) for tile in self.tiles), default=0)
        hinted = any(tile.face.hint for tile in self.tiles)
        self.flow.most = 2 if hinted else 3
        self.flow.least = min(15.0, max(longest + 4.0, 12.0 if hinted else 0.0))

    def squeeze(self, level: int) -> None:
        """Beside a field with little height what was found is seen by its name, rather than turned away."""
        before = self.tightest
        super().squeeze(level)
        self.flow.gap = "gap_any" if level else "gap"
        if self.tightest != before:
            self._face()

    def _press(self, number: int) -> None:
        self.port.send(self.block.items[number].event)


@drawer(Action)
class ActionWidget(BlockWidget):
    """One action that is not the main one. Several in a row stand beside each other (ui/page.py)."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.button = Button(port.theme, port.presses, self._press, self)
        Stack(port.theme, "gap", self).add(self.button)

    def show_block(self, block: Action) -> None:
        self.block = block
        show_action(self.button, block, self)

    def least_height(self, width: int) -> int:
        """What a finger needs."""
        return self.port.theme.mm("touch")

    def _press(self) -> None:
        self.port.send(self.block.event)


def show_action(button: Button, action: Action, widget: BlockWidget) -> None:
    """Shows an action on a plain button."""
    button.show_face(Face(widget.words(action.text), widget.words(action.hint), action.icon))
    button.setCheckable(action.chosen)
    button.setChecked(action.chosen)
    button.setEnabled(action.enabled)
