"""A question with its choices: large cards, the whole card is the target, chosen is told by tick, weight and frame."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Choices, Tone
from kiosk.events import Chose
from ui.accessibility import Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.faces import Face
from ui.labels import Label
from ui.layouts import Flow, Titled
from ui.panels import Panel
from ui.widgets import CheckCard, RadioCard


@drawer(Choices)
class ChoicesWidget(BlockWidget):
    """Radio cards, or check cards when several may be chosen."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.error = Panel(port.theme, Tone.ERROR, parent=self)
        self.group = Group(self)
        self.cards: list[RadioCard | CheckCard] = []
        self.flow = Flow(port.theme, "gap", self.group)
        stack = Titled(port.theme, "gap_small", self)
        for part in (self.label, self.error, self.group):
            stack.add(part)

    def show_block(self, block: Choices) -> None:
        self.block = block
        words, error = self.words(block.label), self.words(block.error)
        self.label.set_words("" if self.alone or words == self.heading else words)
        self.error.show_words(error)
        self.error.setVisible(bool(error))
        self.tell_error(error)
        self.group.setAccessibleName(words)
        self.group.setAccessibleDescription(error)
        self._make_cards(block)
        self.flow.most = 1 if any(option.hint for option in block.options) else 4
        longest = max((len(card.face.words) for card in self.cards), default=0)
        self.flow.least = min(16.0, longest + (5.5 if any(option.icon for option in block.options) else 3.3))

    def _make_cards(self, block: Choices) -> None:
        kind = CheckCard if block.many else RadioCard
        while self.cards and (len(self.cards) > len(block.options) or not isinstance(self.cards[-1], kind)):
            self.flow.discard(self.cards.pop())
        while len(self.cards) < len(block.options):
            card = kind(self.port.theme, self.port.presses, partial(self._pick, len(self.cards)), self.group)
            self.cards.append(card)
            self.flow.add(card)
        for card, option in zip(self.cards, block.options, strict=True):
            card.show_face(Face(self.words(option.text), self.words(option.hint), option.icon, "choice"))
            card.setChecked(option.value in block.chosen)

    def squeeze(self, level: int) -> None:
        super().squeeze(level)
        self.flow.gap = "gap_any" if level else "gap"

    def _pick(self, number: int) -> None:
        self.port.send(Chose(self.block.key, self.block.options[number].value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from card to card; at either end, and to either side, arrows lead out of the group."""
        step = -1 if event.key() == Qt.Key.Key_Up else 1 if event.key() == Qt.Key.Key_Down else 0
        at = next((n for n, card in enumerate(self.cards) if card.hasFocus()), -1)
        if step and at >= 0 and 0 <= at + step < len(self.cards):
            self.cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)
            event.accept()
        else:
            event.ignore()
