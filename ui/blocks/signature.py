"""A pad to sign on, with a finger or a pen. Who cannot write presses the action beside it, which the journey offers."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.blocks import SignaturePad
from kiosk.events import Signed
from ui.accessibility import Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.ink import InkPad, Strokes
from ui.labels import Label
from ui.layouts import mirrored

_PROPORTION = 2.6
"""Width to height: always the same, so that a signature is never drawn out of shape."""
_LEAST_MM, _MOST_MM = 45.0, 80.0
_TIGHT_MM = 35.0
"""In a low window: a name still has the width of a hand."""
_LEAST_HINT = 9
"""Ideographs of small text that the hint needs to stand beside the pad."""
_SHARE = 0.3
"""At most this part of the window's height."""


@drawer(SignaturePad)
class SignatureWidget(BlockWidget):
    """The pad with a line to sign on, as large as there is room."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.group = Group(self)
        self.pad = InkPad(port.theme, self._signed, "line", self.group)
        self.hint = Label(port.theme, "small", colour="soft", parent=self)
        self.block: SignaturePad
        self._more = 0
        """Pixels of height that nothing else needs."""

    def show_block(self, block: SignaturePad) -> None:
        self.block = block
        words = self.words(block.label)
        self.label.set_words("" if self.alone or words == self.heading else words)
        state = self.words("signature.there" if block.strokes else "signature.here")
        self.hint.set_words(state)
        self.group.setAccessibleName(words)
        self.pad.setAccessibleName(words)
        self.pad.setAccessibleDescription(state)
        self.pad.show_strokes(block.strokes)

    def mend(self) -> None:
        self.pad.show_strokes(self.block.strokes)

    def _signed(self, strokes: Strokes) -> None:
        self.port.send(Signed(self.block.key, strokes))

    def squeeze(self, level: int) -> None:
        super().squeeze(level)
        self._more = 0

    def stretch(self, pixels: int) -> bool:
        self._more = max(0, pixels) if self.tight else 0
        return self._more > 0

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def place(self) -> None:
        """Puts label, pad and hint where they belong."""
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        theme = self.port.theme
        small = theme.mm("gap_small")
        y = 0
        if self.label.text():
            tall = self.label.heightForWidth(width)
            if move:
                self.label.setGeometry(0, 0, width, tall)
            y = tall + small
        high = self._pad_height(width)
        wide = round(high * _PROPORTION)
        if move:
            self.group.setGeometry(0, y, wide, high)
            self.pad.setGeometry(0, 0, wide, high)
        gap = theme.mm("gap_large")
        beside = width - wide - gap
        if beside >= min(_LEAST_HINT * theme.em("small"), self.hint.sizeHint().width()):
            if move:
                tall = min(high, self.hint.heightForWidth(beside))
                self.hint.setGeometry(mirrored(self, QRect(wide + gap, y + (high - tall) // 2, beside, tall)))
            return y + high
        y += high + small
        tall = self.hint.heightForWidth(width)
        if move:
            self.hint.setGeometry(0, y, width, tall)
        return y + tall

    def _pad_height(self, width: int) -> int:
        theme = self.port.theme
        window = self.window().height() if self.parentWidget() else 0
        most = min(theme.px(_MOST_MM), int(window * _SHARE)) if window else theme.px(_MOST_MM)
        usual = max(theme.px(_LEAST_MM), most)
        high = min(theme.px(_TIGHT_MM) + self._more, usual) if self.tight else usual
        return min(high, int(width / _PROPORTION))

    def atoms(self) -> list[tuple[int, int]] | None:
        """Label and pad stay together."""
        pad = self.group.geometry()
        return [(0, pad.bottom() + 1), (self.hint.y(), self.hint.y() + self.hint.height())]
