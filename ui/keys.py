"""One key of the on-screen keyboard: a character, a word, or a candidate.

A character key is deaf after a change of screen only ("11" stands in every identity number); every other one asks the guard.
"""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from ui import icons
from ui.presses import Presses
from ui.pressing import Pressing
from ui.theme import TextRole, Theme

KeyKind = Literal["character", "word", "layout", "candidate"]

_FILLS: dict[KeyKind, str] = {
    "character": "surface",
    "candidate": "surface",
    "word": "ground",
    "layout": "ground",
}


def width_of(theme: Theme, words: str, role: TextRole = "small", icon: bool = False, least: str = "touch_any") -> int:
    """The least width in pixels of a key with these words. least: of tokens.toml."""
    text = theme.metrics(role, True).horizontalAdvance(words)
    return max(theme.mm(least), round(text) + (theme.mm("icon_small") + theme.px(1) if icon else 0) + 2 * theme.px(2))


class Key(Pressing, QPushButton):
    """A key. It never takes the focus from the editor by a touch, but it can be tabbed and scanned to."""

    def __init__(self, theme: Theme, presses: Presses, act: Callable[["Key"], None], parent: QWidget) -> None:
        QPushButton.__init__(self, parent)
        self.begin_pressing(presses)
        self.theme = theme
        self.act = act
        self.kind: KeyKind = "character"
        self.token = ""
        self.icon_name = ""
        self.large = False
        """A candidate with room around it is as large as a title."""
        self._face: tuple[str, str, str, str, bool, str] | None = None
        self._widths: dict[TextRole, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)

    def show_key(
        self, token: str, words: str, kind: KeyKind, *, icon: str = "", chosen: bool = False, name: str = ""
    ) -> None:
        """token: what the press means; words: what stands on it; name: what a screen reader says instead."""
        face = (token, words, kind, icon, chosen, name)
        if face == self._face:
            return
        self._face = face
        self._widths.clear()
        self.token, self.kind, self.icon_name = token, kind, icon
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(name or words)
        self.setCheckable(kind == "layout")
        self.setChecked(chosen)
        self.update()

    def pressed_for(self, held: float | None) -> None:
        if self.kind == "character" or self.token == "backspace":
            held_long = held is None or held * 1000 >= self.presses.hold_ms
            if held_long and self.presses.accept_character(self.token):
                self.act(self)
        elif self.presses.accept(held):
            self.act(self)

    # --- measuring and painting

    def words(self) -> str:
        """What stands on it."""
        return self.text().replace("&&", "&")

    def role(self) -> TextRole:
        """The role of its text."""
        if self.kind in ("word", "layout"):
            return "small"
        if self.kind == "candidate" and self.height() < self.theme.em("key") * 1.25:
            return "body"
        return "title" if self.large else "key"

    def natural_width(self) -> int:
        """The least width that shows its words, in pixels."""
        role = self.role()
        found = self._widths.get(role)
        if found is None:
            least = "key" if self.kind == "candidate" else "touch_any"
            found = self._widths[role] = width_of(self.theme, self.words(), role, bool(self.icon_name), least)
        return found

    def restyle(self) -> None:
        """The size or the theme changed."""
        self._widths.clear()
        self.update()

    def _icon_room(self) -> int:
        """An icon that would crowd its word is left out."""
        return (
            self.theme.mm("icon_small") + self.theme.px(1)
            if self.width() >= self.natural_width() and self.icon_name
            else 0
        )

    def ink(self) -> QRectF:
        """Where the words are painted."""
        metrics = self.theme.metrics(self.role(), True)
        wide = metrics.horizontalAdvance(self.words())
        icon = self._icon_room()
        high = metrics.capHeight() if self.words().isascii() else self.theme.em(self.role()) * 0.92
        return QRectF((self.width() - wide + icon) / 2, (self.height() - high) / 2, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isDown() or self.isChecked()
        thick = theme.mm("line_strong") if strong else theme.mm("line")
        fill = "pressed" if self.isDown() else "chosen" if self.isChecked() else _FILLS[self.kind]
        painter.setPen(QPen(theme.colour("accent" if strong else "line"), thick))
        painter.setBrush(theme.colour(fill))
        box = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(box, theme.px(2), theme.px(2))
        ink = self.ink()
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(self.role(), self.kind != "candidate"))
        painter.drawText(QPointF(ink.x(), self._baseline(ink)), self.words())
        if self._icon_room():
            size = theme.mm("icon_small")
            place = QRectF(ink.x() - size - theme.px(1), (self.height() - size) / 2, size, size)
            icons.paint(painter, self.icon_name, place, theme.colour("ink"))
        painter.end()

    def _baseline(self, ink: QRectF) -> float:
        """Capitals stand on the bottom of the box, ideographs reach a little below their line."""
        return ink.bottom() if self.words().isascii() else ink.bottom() - self.theme.em(self.role()) * 0.09
