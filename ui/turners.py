"""The two large buttons that turn the content of a page, beside its column, down where a hand is."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.text import phrase
from ui.blocks.base import Port
from ui.faces import Face
from ui.layouts import mirrored
from ui.widgets import Button


class Turners:
    """`measure` before `place`: it dresses them as there is height for them. All numbers are pixels."""

    def __init__(self, port: Port, turn: Callable[[int], None], parent: QWidget) -> None:
        self.port = port
        self.parent = parent
        self.up = Button(port.theme, port.presses, lambda: turn(-1), parent)
        self.down = Button(port.theme, port.presses, lambda: turn(1), parent)
        self._wide = self._high = 0
        self._beside = False
        self.show(False)

    def show(self, shown: bool) -> None:
        """Whether there is something to turn."""
        self.up.setVisible(shown)
        self.down.setVisible(shown)

    def measure(self, height: int, low_room: int) -> int:
        """How wide both are together, in a page of this height. low_room: the part of it, from below, that may hold them; 0: all of it."""
        theme = self.port.theme
        room = low_room or height
        pressable = room >= theme.mm("touch")  # as much of them as a finger needs lies low, whatever their height
        up, down = self.port.phrases.show("ui.page.up"), self.port.phrases.show("ui.page.down")
        words = 2 if " " in up and " " in down else 1
        for icons, lines in dict.fromkeys(((True, words), (False, words), (False, 1))):
            self.up.show_face(Face(up, "", "chevron-up" if icons else "", "turn"))
            self.down.show_face(Face(down, "", "chevron-down" if icons else "", "turn"))
            self._wide = max(theme.mm("tool"), self.up.narrowest(lines), self.down.narrowest(lines))
            self._high = max(self.up.heightForWidth(self._wide), self.down.heightForWidth(self._wide))
            if height >= self._high + theme.mm("gap_small") and pressable:
                break
        self._beside = room < 2 * self._high + theme.mm("gap") + theme.mm("gap_small") + theme.mm("gap_any")
        return 2 * self._wide + theme.mm("gap") if self._beside else self._wide

    def top(self, height: int) -> int:
        """Where the upper one begins in a page of this height, as they were measured."""
        rows = self._high if self._beside else 2 * self._high + self.port.theme.mm("gap")
        return height - self.port.theme.mm("gap_small") - rows

    def place(self, page: QRect, column: int, low_room: int) -> None:
        """Beside the column, which ends so far from the page's edge: not at the far end of a wide window."""
        theme, wide, high = self.port.theme, self._wide, self._high
        gap, large = theme.mm("gap"), theme.mm("gap_large")
        x = min(page.width() - large - wide, column + large + (wide + gap if self._beside else 0))
        bottom = min(page.height(), max(high + theme.mm("gap_any"), page.height() - theme.mm("gap_small")))
        if low_room:
            bottom = min(page.height(), max(bottom, page.height() - low_room + high))
        lower = QRect(x, bottom - high, wide, high)
        upper = lower.translated(-wide - gap, 0) if self._beside else lower.translated(0, -high - gap)
        for button, box in ((self.up, upper), (self.down, lower)):
            button.setGeometry(mirrored(self.parent, box))

    def tell(self, at: int, total: int) -> None:
        """The page with this number, from 0, of so many is open."""
        up, down = at > 0, at + 1 < total
        for button, enabled, other, other_enabled in ((self.up, up, self.down, down), (self.down, down, self.up, up)):
            if not enabled and button.hasFocus() and other_enabled:  # Qt would carry it off to another page, and turn back to it
                other.setEnabled(True)
                other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.up.setEnabled(up)
        self.down.setEnabled(down)
        if total > 1:
            place = self.port.phrases.show(phrase("ui.page.place", step=at + 1, total=total))
            self.up.setAccessibleDescription(place)
            self.down.setAccessibleDescription(place)
