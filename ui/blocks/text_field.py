"""One answer to write. The editor owns what is being written; the Screen writes into it only with a new edition."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.blocks import TextField, Tone
from kiosk.events import FieldEntered, Typed
from kiosk.text import phrase
from ui.blocks.base import BlockWidget, Port, drawer
from ui.edits import LineEdit, SecretLine, TextArea, paint_frame
from ui.labels import Label
from ui.layouts import Arranged, Titled
from ui.panels import Panel

_WIDTHS = {"phone": 11.0, "id_number": 14.0, "figures": 15.0, "card": 15.0, "money": 9.0, "integer": 7.0, "code": 9.0, "name": 14.0, "search": 12.0}
"""Ideographs a field of this kind is wide: its size says how much is expected. Others take the whole column."""


class _Area(TextArea):
    """A text area with the frame of a field."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(-self.viewport().pos())
        paint_frame(painter, self, self.theme, self.wrong)
        painter.end()
        super().paintEvent(event)


@drawer(TextField)
class TextFieldWidget(BlockWidget):
    """Label, error, the line, its unit."""

    reusable = False

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.label = Label(port.theme, "body", bold=True, parent=self)
        self.error = Panel(port.theme, Tone.ERROR, parent=self)
        self.editor: LineEdit | TextArea | None = None
        self.line = _Line(self)
        self.unit = Label(port.theme, "body", parent=self.line)
        self.edition = -1
        stack = Titled(port.theme, "gap_small", self)
        for part in (self.label, self.error, self.line):
            stack.add(part)

    def show_block(self, block: TextField) -> None:
        self.block = block
        words, error, unit = self.words(block.label), self.words(block.error), self.words(block.unit or block.note)
        self.label.set_words("" if self.alone or words == self.heading else words)
        self.error.show_words(error)
        self.error.setVisible(bool(error))
        self.tell_error(error)
        self.unit.set_words(unit)
        editor = self.editor or self._make_editor(block)
        editor.setAccessibleName(words)
        filled = self.words(phrase("field.secret", n=len(block.value))) if not block.shown and block.value else ""
        editor.setAccessibleDescription(" ".join(filter(None, (error, filled, unit))))
        editor.show_error(bool(error))
        if block.edition != self.edition:
            self.edition = block.edition
            self._write(editor, block.value)

    def first_editor(self) -> QWidget | None:
        return self.editor

    def least_beside(self) -> int:
        """Only what is looked for: its question is short, and what was found is to be seen below it."""
        return self.line.editor_width() if self.block.kind == "search" and not self.wrong else 0

    def room_below(self) -> int:
        """What was found: a label, a name and what it is about."""
        theme = self.port.theme
        found = 2 * theme.line_height() + theme.line_height("small") + 2 * theme.mm("pad") + theme.mm("gap_small")
        return found if self.block.kind == "search" else 0

    def _make_editor(self, block: TextField) -> LineEdit | TextArea:
        theme, private = self.port.theme, block.private is not None
        editor: LineEdit | TextArea
        if block.kind == "long_text":
            editor = _Area(theme, self._entered, private=private, parent=self.line)
            editor.textChanged.connect(self._edited)
        else:
            if block.shown:
                editor = LineEdit(theme, self._entered, private=private, parent=self.line)
            else:
                editor = SecretLine(theme, self._entered, parent=self.line)
            editor.setMaxLength(block.limit)
            editor.textChanged.connect(self._edited)  # a screen reader writes without "editing"
        self.editor = editor
        self.line.editor = editor
        editor.show()
        return editor

    def _write(self, editor: LineEdit | TextArea, value: str) -> None:
        if isinstance(editor, LineEdit):
            if editor.text() != value:
                editor.blockSignals(True)
                editor.setText(value)
                editor.blockSignals(False)
        elif editor.toPlainText() != value:
            editor.blockSignals(True)
            editor.setPlainText(value)
            editor.blockSignals(False)
            editor.moveCursor(editor.textCursor().MoveOperation.End)

    def _edited(self) -> None:
        match self.editor:
            case LineEdit() as line:
                self.port.send(Typed(self.block.key, line.text()))
            case TextArea() as area:
                text = area.toPlainText()
                if len(text) > self.block.limit:
                    self._write(area, text[: self.block.limit])
                self.port.send(Typed(self.block.key, text[: self.block.limit]))

    def _entered(self) -> None:
        self.port.send(FieldEntered(self.block.key))


class _Line(Arranged, QWidget):
    """The editor, as wide as its answer, and the unit beside it (or below when there is no room)."""

    def __init__(self, owner: TextFieldWidget) -> None:
        super().__init__(owner)
        self.owner = owner
        self.editor: LineEdit | TextArea | None = None

    def editor_width(self) -> int:
        """Pixels for what is expected in it; with little height, for less where the rest stands beside it."""
        theme, kind = self.owner.port.theme, self.owner.block.kind
        ems = 6.0 if self.owner.tightest and kind == "search" else _WIDTHS.get(kind, 100.0)
        return int(ems * theme.em()) + 2 * theme.mm("pad")

    def _widths(self, width: int) -> tuple[int, int]:
        """Pixels for the editor and for the unit (0: below; -1: a note that has no room, since no editor changes its width for it)."""
        theme, unit = self.owner.port.theme, self.owner.unit
        block = self.owner.block
        wanted = min(width, self.editor_width())
        if not unit.text():
            return wanted, 0
        room = unit.sizeHint().width()
        beside = width - room - theme.mm("gap")
        if block.note is not None:
            return wanted, room if wanted <= beside else -1
        return (min(wanted, beside), room) if beside >= theme.em() * 6 else (wanted, 0)

    def _editor_height(self, editor: LineEdit | TextArea) -> int:
        """Where everything must lie low, a keyboard leaves room for one line, in a low window for two; what is written turns in them."""
        if isinstance(editor, TextArea) and (self.owner.port.display.low_reach or self.owner.tight):
            return editor.height_of(1 if self.owner.port.display.low_reach or self.owner.tightest else 2)
        high = editor.sizeHint().height()
        return min(high, self.owner.port.theme.mm("field_low")) if self.owner.tight and isinstance(editor, LineEdit) else high

    def heightForWidth(self, width: int) -> int:
        if self.editor is None:
            return 0
        high = self._editor_height(self.editor)
        if self.owner.unit.text() and not self._widths(width)[1]:
            high += self.owner.unit.heightForWidth(width)
        return high

    def place(self) -> None:
        if self.editor is None:
            return
        theme, unit = self.owner.port.theme, self.owner.unit
        wide, beside = self._widths(self.width())
        high = self._editor_height(self.editor)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.editor.setGeometry(self.width() - wide if mirrored else 0, 0, wide, high)
        unit.setVisible(beside >= 0 and bool(unit.text()))
        if beside > 0:
            line = unit.heightForWidth(beside)
            x = wide + theme.mm("gap")
            unit.setGeometry(self.width() - x - beside if mirrored else x, (high - line) // 2, beside, line)
        elif not unit.isHidden():
            unit.setGeometry(0, high, self.width(), unit.heightForWidth(self.width()))
