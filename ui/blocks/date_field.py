"""A date as three large cells, year, month and day: typed digit by digit, never from a calendar grid."""

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from kiosk.blocks import DateField, Tone
from kiosk.events import Dated, FieldEntered
from kiosk.text import Words, phrase
from ui.accessibility import Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.edits import LineEdit
from ui.labels import Label
from ui.layouts import Stack
from ui.panels import Panel
from ui.theme import Theme

_DIGITS = (4, 2, 2)
_PARTS = ("date.year", "date.month", "date.day")
_OPEN: tuple[tuple[str, ...], ...] = ((), ("0", "1"), ("0", "1", "2", "3"))
"""One digit after which another may still come: 3 is March, 1 may become 12."""


class Cell(LineEdit):
    """Year, month or day. `left` is called when Backspace finds nothing to take away."""

    def __init__(self, owner: "DateFieldWidget", number: int, private: bool) -> None:
        super().__init__(owner.port.theme, self._come, private=private, role="title", parent=owner.cells)
        self.owner = owner
        self.number = number
        self.setMaxLength(_DIGITS[number])
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setInputMethodHints(self.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
        self.textChanged.connect(self._edited)  # a screen reader writes without "editing"

    def _come(self) -> None:
        self.owner.entered(self.number)

    def _edited(self) -> None:
        self.owner.edited(self.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text() and self.number > 0:
            event.accept()
            self.owner.go_to(self.number - 1)
        else:
            super().keyPressEvent(event)

    def wide(self) -> int:
        """Pixels: its digits and room around them."""
        digits = self.theme.metrics("title", True).horizontalAdvance("0") * _DIGITS[self.number]
        return max(self.theme.mm("touch"), round(digits) + 2 * self.theme.mm("pad") + self.theme.px(4))

    def high(self) -> int:
        """Pixels."""
        return max(self.theme.mm("field"), self.theme.line_height("title"))


class _Cells(Group):
    """The cells in a row, each before its word; below each other where there is no room."""

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        super().__init__(owner)
        self.theme = theme
        self.pairs: list[tuple[Cell, Label]] = []

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def atoms(self) -> list[tuple[int, int]]:
        """The cells stay together; where all are higher than a page, each row of them."""
        rows = sorted({(cell.y(), cell.y() + cell.height()) for cell, _ in self.pairs})
        return [(0, self.height()), *rows]

    def place(self) -> None:
        """Puts every cell where it belongs."""
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        small, gap = self.theme.mm("gap_small"), self.theme.mm("gap")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = y = 0
        for cell, word in self.pairs:
            wide, high = cell.wide(), cell.high()
            room = word.sizeHint().width()
            if x and x + wide + small + room > width:
                x, y = 0, y + high + gap
            if move:
                line = self.theme.line_height("body")
                begin, after = x, x + wide + small
                if mirrored:
                    begin, after = width - x - wide, width - x - wide - small - room
                cell.setGeometry(begin, y, wide, high)
                word.setGeometry(after, y + (high - line) // 2, room, line)
            x += wide + small + room + gap
        return y + (self.pairs[0][0].high() if self.pairs else 0)


@drawer(DateField)
class DateFieldWidget(BlockWidget):
    """Label, error, cells. A full cell leads on to the next one."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.error = Panel(port.theme, Tone.ERROR, parent=self)
        self.cells = _Cells(self, port.theme)
        self.edition = -1
        self._filling = False
        self.block: DateField
        stack = Stack(port.theme, "gap_small", self)
        for part in (self.label, self.error, self.cells):
            stack.add(part)

    def show_block(self, block: DateField) -> None:
        self.block = block
        words, error = self.words(block.label), self.words(block.error)
        self.label.set_words("" if self.alone or words == self.heading else words)
        self.error.show_words(error)
        self.error.setVisible(bool(error))
        self.tell_error(error)
        self.cells.setAccessibleName(words)
        self.cells.setAccessibleDescription(error)
        if not self.cells.pairs:
            self._make(block)
        for number, (cell, word) in enumerate(self.cells.pairs):
            part = self.words(_PARTS[number])
            word.set_words(part)
            name = phrase("date.cell", label=Words(words), part=Words(part))
            cell.setAccessibleName(self.words(name))
            cell.setAccessibleDescription(error)
            cell.show_error(bool(error))
        if block.edition != self.edition:
            self.edition = block.edition
            self._write(block)

    def _make(self, block: DateField) -> None:
        for number in range(2 if block.month_only else 3):
            cell = Cell(self, number, block.private is not None)
            word = Label(self.port.theme, "body", parent=self.cells)
            self.cells.pairs.append((cell, word))
            cell.show()

    def _write(self, block: DateField) -> None:
        """Takes the cells over from the Screen, and follows it to the cell that the keyboard writes into."""
        self._filling = True
        for (cell, _), value in zip(self.cells.pairs, (block.year, block.month, block.day), strict=False):
            if cell.text() != value:
                cell.setText(value)
        if any(cell.hasFocus() for cell, _ in self.cells.pairs) and block.cell < len(self.cells.pairs):
            self.go_to(block.cell)
        self._filling = False

    def first_editor(self) -> QWidget | None:
        return self.cells.pairs[min(self.block.cell, len(self.cells.pairs) - 1)][0]

    # --- called by the cells

    def entered(self, number: int) -> None:
        """The focus came into a cell."""
        if not self._filling:
            self.port.send(FieldEntered(self.block.key, number))

    def edited(self, number: int) -> None:
        """A cell was written into, by whatever way but the Screen."""
        if self._filling:
            return
        year, month, day = ([cell.text() for cell, _ in self.cells.pairs] + ["", ""])[:3]
        self.port.send(Dated(self.block.key, year, month, day, number))
        text = (year, month, day)[number]
        full = len(text) == _DIGITS[number] or (number > 0 and len(text) == 1 and text not in _OPEN[number])
        if full and number + 1 < len(self.cells.pairs):
            self.go_to(number + 1)

    def go_to(self, number: int) -> None:
        """Moves the focus to a cell, behind what is in it."""
        cell = self.cells.pairs[number][0]
        cell.setFocus(Qt.FocusReason.OtherFocusReason)
        cell.end(False)
