"""Words on the screen: wrapping, never shortened, with the role a screen reader expects."""

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import TextRole, Theme
from ui.typeset import UNBOUNDED, Setter, Setting, Typeset, longest_word


class Label(QLabel):
    """A text of any length in one role, weight and colour."""

    def __init__(
        self,
        theme: Theme,
        role: TextRole = "body",
        *,
        bold: bool = False,
        colour: str = "ink",
        balanced: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.resize(1, 1)  # else Qt looks for a size of its own when it is first shown
        self.theme = theme
        self.role: TextRole = role
        self.bold = bold
        self.colour = colour
        self.balanced = balanced
        self.pad = 0
        """Pixels kept free at either side."""
        self._words = ""
        self._setter = Setter()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_words(self, words: str) -> None:
        """Shows these words; an empty label takes no room."""
        if words != self._words:
            self._words = words
            self._setter.forget()
            self.setText(words)
            self.setAccessibleName(words)
        self.setVisible(bool(words))

    def set_bold(self, bold: bool) -> None:
        """Another weight."""
        if bold != self.bold:
            self.bold = bold
            self.restyle()

    def set_colour(self, role: str) -> None:
        """Another colour role."""
        if role != self.colour:
            self.colour = role
            self.update()

    def typeset(self, width: int) -> Typeset:
        """The text as it is set at this width."""
        found = self._setter.known(width)
        if found is None:
            theme, role = self.theme, self.role
            setting = Setting(theme.font(role, self.bold), theme.line_height(role), width, balanced=self.balanced)
            found = self._setter.at(self._words, setting)
        return found

    def longest_word(self) -> int:
        """The width in pixels of the longest word of Latin letters, which must not be broken."""
        return math.ceil(longest_word(self._words, self.theme.metrics(self.role, self.bold)))

    def restyle(self) -> None:
        """The size or the theme changed."""
        self._setter.forget()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self.typeset(max(1, width - 2 * self.pad)).height

    def least_height(self, width: int) -> int:
        """Pixels that it is surely high at this width, found without breaking a line (a space may vanish at each break); 0 without words."""
        if not self._words:
            return 0
        lines = math.ceil((self.typeset(UNBOUNDED).widest - 1) / (max(1, width) + self.theme.em(self.role)))
        return max(1, lines) * self.theme.line_height(self.role)

    def sizeHint(self) -> QSize:
        natural = self.typeset(UNBOUNDED)
        return QSize(natural.widest + 2 * self.pad, natural.height)

    def atoms(self) -> list[tuple[int, int]]:
        """Top and bottom of every line: where this text must not be cut when it is turned."""
        distance = self.theme.line_height(self.role)
        lines = self.typeset(max(1, self.width() - 2 * self.pad)).lines
        return [(n * distance, (n + 1) * distance) for n in range(lines)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.typeset(max(1, self.width() - 2 * self.pad))
        words.paint(painter, self.pad, 0, self.theme.colour(self.colour))
        painter.end()


class HeadingLabel(Label):
    """The question of a screen: a heading for screen readers, which the focus may rest on (ui/accessibility.py)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "title", bold=True, balanced=True, parent=parent)
