"""Words on the screen: wrapping, never shortened, with the role a screen reader expects."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import TextRole, Theme
from ui.typeset import UNBOUNDED, Setter, Setting, Typeset


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
        self.theme = theme
        self.role: TextRole = role
        self.bold = bold
        self.colour = colour
        self.balanced = balanced
        self._setter = Setter()
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, words: str) -> None:
        """Shows these words; an empty label takes no room."""
        if words != self.text():
            self._setter.forget()
            self.setText(words)
            self.setAccessibleName(words)
        self.setVisible(bool(words))

    def set_colour(self, role: str) -> None:
        """Another colour role."""
        if role != self.colour:
            self.colour = role
            self.update()

    def typeset(self, width: int) -> Typeset:
        """The text as it is set at this width."""
        theme, role = self.theme, self.role
        setting = Setting(theme.font(role, self.bold), theme.line_height(role), width, balanced=self.balanced)
        return self._setter.at(self.text(), setting)

    def restyle(self) -> None:
        """The size or the theme changed."""
        self._setter.forget()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.typeset(max(1, width - self._sides())).height

    def sizeHint(self) -> QSize:
        natural = self.typeset(UNBOUNDED)
        return QSize(natural.widest + self._sides(), natural.height)

    def _sides(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.em(self.role), self.theme.line_height(self.role))

    def atoms(self) -> list[tuple[int, int]]:
        """Top and bottom of every line: where this text must not be cut when it is turned."""
        distance = self.theme.line_height(self.role)
        lines = self.typeset(self.width() - self._sides()).lines
        return [(n * distance, (n + 1) * distance) for n in range(lines)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.typeset(max(1, self.width() - self._sides()))
        words.paint(painter, self.contentsMargins().left(), 0, self.theme.colour(self.colour))
        painter.end()


class HeadingLabel(Label):
    """The question of a screen: a heading for screen readers, which the focus may rest on (ui/accessibility.py)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "title", bold=True, balanced=True, parent=parent)
