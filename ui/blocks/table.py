"""Labelled values, one row each: what was answered, what is known, what to bring. The person's own words are bold,
ours are not.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk import privacy
from kiosk.blocks import Row, Table, Tone
from kiosk.events import Show
from kiosk.text import Secret, Words, phrase
from ui.accessibility import Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.faces import Face
from ui.labels import Label
from ui.layouts import Stack, put
from ui.panels import Panel
from ui.widgets import Button

_LABEL_PART = 0.3
"""At most this part of a row is its label's."""
_LEAST_BESIDE = 19
"""Ideographs of body text a row must be wide for label and value to stand side by side."""

_LABEL_EMS = 6
"""Ideographs that the labels of answers are wide at least where there is room: the values of several tables stand in one column."""
_LEAST_LABEL = 5
"""Ideographs a label needs beside the buttons when value and source stand below it."""


class RowWidget(Group):
    """One row: label and value, where it is from, what is wrong with it, and what can be done about it."""

    def __init__(self, port: Port, parent: QWidget) -> None:
        super().__init__(parent)
        self.port = port
        theme = port.theme
        self.label = Label(theme, "body", colour="soft", parent=self)
        self.value = Label(theme, "body", bold=True, balanced=True, parent=self)
        self.source: Label | None = None
        self.error: Panel | None = None
        self.change: Button | None = None
        self.reveal: Button | None = None
        """These four are made for the first row that has one: most rows of a long table have none, and each costs its part of a millisecond."""
        self.last = False
        self.widest_label = 0
        """Pixels: of all rows of the table, so that their values stand in one column."""
        self.widest_value = 0
        """Pixels: of all rows, where nothing can be pressed; 0 where something can."""
        self._spots: dict[int, tuple[int, list[tuple[QWidget, QRect]]]] = {}
        """By width: how high the row is, and where everything stands."""
        self.row: Row

    def show_row(self, row: Row, last: bool) -> None:
        """Fills it."""
        self.row, self.last = row, last
        self._spots.clear()
        show = self.port.phrases.show
        label, value = show(row.label), show(row.value)
        self.label.set_words(label)
        self.value.set_bold(isinstance(row.value, Words | Secret))
        self.value.set_words(value or show("table.empty"))
        if row.source is not None:
            self.source = self.source or Label(self.port.theme, "small", colour="soft", parent=self)
        if self.source is not None:
            self.source.set_words(show(row.source) if row.source is not None else "")
        if row.error is not None:
            self.error = self.error or Panel(self.port.theme, Tone.ERROR, "small", self)
            self.error.show_words(show(row.error))
        if self.error is not None:
            self.error.setVisible(row.error is not None)
        self.setAccessibleName(f"{label} {self.value.text()}")
        self._show_reveal(row, label)
        if row.change is not None:
            self.change = self.change or self._button(self._change)
            words = show(row.change.text)
            self.change.show_face(Face(words, "", row.change.icon or "pencil", "small"))
            self.change.setAccessibleName(self._named(words, label))
        if self.change is not None:
            self.change.setVisible(row.change is not None)

    def _button(self, act: Callable[[], None]) -> Button:
        return Button(self.port.theme, self.port.presses, act, self)

    def _show_reveal(self, row: Row, label: str) -> None:
        value = row.value
        hidden = isinstance(value, Secret) and privacy.masked(value.kind, value.value) != value.value
        if isinstance(value, Secret) and hidden:
            self.reveal = self.reveal or self._button(self._reveal)
            words = self.port.phrases.show("table.hide" if value.shown else "table.show")
            self.reveal.show_face(Face(words, "", "eye-off" if value.shown else "eye", "small"))
            self.reveal.setAccessibleName(self._named(words, label))
        if self.reveal is not None:
            self.reveal.setVisible(hidden)

    def _named(self, words: str, label: str) -> str:
        return self.port.phrases.show(phrase("table.action", action=Words(words), label=Words(label)))

    def _change(self) -> None:
        if self.row.change is not None:
            self.port.send(self.row.change.event)

    def _reveal(self) -> None:
        self.port.send(Show(self.row.key))

    # --- where things stand

    def heightForWidth(self, width: int) -> int:
        return self._measured(width)[0]

    def place(self) -> None:
        """Puts every part where it belongs."""
        width = self.width()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for part, box in self._measured(width)[1]:
            if mirrored:
                box = QRect(width - box.x() - box.width(), box.y(), box.width(), box.height())
            put(part, box)

    def align(self, widest: int, widest_value: int) -> None:
        """The widest label and value of the table have so many pixels; nothing measured before counts any more."""
        self.widest_label, self.widest_value = widest, widest_value
        self._spots.clear()

    @property
    def pressable(self) -> bool:
        """Whether a button stands at its end."""
        return any(button is not None and not button.isHidden() for button in (self.change, self.reveal))

    def _measured(self, width: int) -> tuple[int, list[tuple[QWidget, QRect]]]:
        found = self._spots.get(width)
        if found is None:
            found = self._spots[width] = self._measure(width)
        return found

    def _buttons(self, width: int) -> list[tuple[Button, QRect]]:
        """The buttons at the end of the row, each as wide as its word; below each other where both do not fit."""
        theme = self.port.theme
        found: list[tuple[Button, QRect]] = []
        x, y = width, 0
        for button in (self.change, self.reveal):
            if button is None or button.isHidden():
                continue
            wide = min(width, button.sizeHint().width())
            high = button.heightForWidth(wide)
            if found and x < wide:
                x, y = width, found[-1][1].bottom() + 1 + theme.mm("gap_any")
            x -= wide
            found.append((button, QRect(x, y, wide, high)))
            x -= theme.mm("gap_any")
        return found

    def _measure(self, width: int) -> tuple[int, list[tuple[QWidget, QRect]]]:
        theme = self.port.theme
        pad, gap = theme.mm("pad_small"), theme.mm("gap")
        buttons = self._buttons(width)
        used = width - min((box.x() for _, box in buttons), default=width)
        beside = width >= _LEAST_BESIDE * theme.em() + used
        high = max((box.bottom() + 1 for _, box in buttons), default=0)
        spots: list[tuple[QWidget, QRect]] = []
        if beside:
            free = width - gap - self.widest_value if self.widest_value else 0
            left = min(max(round(width * _LABEL_PART), self.label.longest_word() + 1, free), self.widest_label)
            room = width - left - gap - (used + gap if used else 0)
            end = self._column([(self.label, 0, left)], pad, spots)
            end = max(
                end,
                self._answer(left + gap, room, pad, spots),
            )
            end = max(end, pad + high)
            middle = pad + (theme.line_height() - high) // 2 if high < theme.line_height() else pad
            spots += [(button, box.translated(0, middle)) for button, box in buttons]
        else:
            room = width - used - gap if used else width
            narrow = room < _LEAST_LABEL * theme.em()
            end = self._column([(self.label, 0, width if narrow else room)], pad, spots)
            if buttons and not narrow:
                spots += [(button, box.translated(0, pad)) for button, box in buttons]
                end = max(end, pad + high)
            end = self._answer(0, width, end, spots)
            if buttons and narrow:
                spots += [(button, box.translated(0, end + pad)) for button, box in buttons]
                end += pad + high
        if self.error is not None and not self.error.isHidden():
            tall = self.error.heightForWidth(width)
            spots.append((self.error, QRect(0, end + pad, width, tall)))
            end += pad + tall
        return end + pad, spots

    def atoms(self) -> list[tuple[int, int]]:
        """What stays whole where all of the row is higher than a page: lines, buttons, the error."""
        found = []
        for part in (self.label, self.value, self.source):
            if part is not None and part.text() and part.isVisibleTo(self):
                found += [(part.y() + first, part.y() + last) for first, last in part.atoms()]
        for other in (self.change, self.reveal, self.error):
            if other is not None and other.isVisibleTo(self):
                found.append((other.y(), other.y() + other.height()))
        return found

    def _column(self, parts: list[tuple[Label | None, int, int]], top: int, spots: list[tuple[QWidget, QRect]]) -> int:
        for part, x, wide in parts:
            if part is not None and part.text():
                tall = part.heightForWidth(wide)
                spots.append((part, QRect(x, top, wide, tall)))
                top += tall
        return top

    def _answer(self, x: int, width: int, top: int, spots: list[tuple[QWidget, QRect]]) -> int:
        """The value, and where it is from behind it; below it where there is no room. Returns where they end."""
        theme, source = self.port.theme, self.source
        if source is not None and source.text():
            first, second = self.value.sizeHint().width(), source.sizeHint().width()
            if first + theme.mm("gap") + second <= width:
                high = theme.line_height()
                lower = (high - theme.line_height("small") + 1) // 2
                spots.append((self.value, QRect(x, top, first, high)))
                spots.append((source, QRect(x + first + theme.mm("gap"), top + lower, second, high - lower)))
                return top + high
        return self._column([(self.value, x, width), (source, x, width)], top, spots)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.last:
            thick = self.port.theme.mm("line")
            painter = QPainter(self)
            self.port.theme.fill(painter, QRect(0, self.height() - thick, self.width(), thick), "rule")
            painter.end()


@drawer(Table)
class TableWidget(BlockWidget):
    """The rows, thin rules between them."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.group = Group(self)
        self.rows: list[RowWidget] = []
        self.lines = Stack(port.theme, "line", self.group)
        stack = Stack(port.theme, "gap_small", self)
        stack.add(self.label)
        stack.add(self.group)

    def show_block(self, block: Table) -> None:
        words = self.words(block.label)
        self.label.set_words("" if words == self.heading else words)
        self.group.setAccessibleName(words)
        while len(self.rows) > len(block.rows):
            self.lines.discard(self.rows.pop())
        while len(self.rows) < len(block.rows):
            self.rows.append(RowWidget(self.port, self.group))
            self.lines.add(self.rows[-1])
        for number, (widget, row) in enumerate(zip(self.rows, block.rows, strict=True), 1):
            widget.show_row(row, number == len(block.rows))
        self._align()

    def restyle(self) -> None:
        super().restyle()
        self._align()

    def _align(self) -> None:
        """All values begin where the longest label leaves off; those of answers in one column with the tables above and below."""
        widest = max((row.label.sizeHint().width() for row in self.rows), default=0)
        value = 0
        if any(row.pressable for row in self.rows):
            widest = max(widest, _LABEL_EMS * self.port.theme.em())
        else:
            value = max((row.value.sizeHint().width() for row in self.rows), default=0)
        for row in self.rows:
            row.align(widest, value)

    def least_height(self, width: int) -> int:
        """One line in each row."""
        return len(self.rows) * (self.port.theme.line_height() + 2 * self.port.theme.mm("pad_small"))

    def atoms(self) -> list[tuple[int, int]] | None:
        """The rows: none is cut in two, and the title stays with the first; where one is higher than a page, its parts."""
        top = self.group.y()
        found = [(top + row.y(), top + row.y() + row.height()) for row in self.rows]
        if not self.label.isHidden():
            found[:1] = [(self.label.y(), found[0][1] if found else self.label.y() + self.label.height())]
            found += [(self.label.y() + first, self.label.y() + last) for first, last in self.label.atoms()]
        for row in self.rows:
            found += [(top + row.y() + first, top + row.y() + last) for first, last in row.atoms()]
        return found
