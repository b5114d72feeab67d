"""What stands on a button: words that wrap and grow with it, a hint, an icon, a mark. Measured and painted here; how it is pressed: ui/widgets.py."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from kiosk.value import dataclass
from ui import icons
from ui.theme import TextRole, Theme
from ui.typeset import UNBOUNDED, Setter, Setting, Typeset

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # two Qt classes as parents end in a crash

Kind = Literal["main", "plain", "small", "tool", "turn", "tile", "choice"]
_STACKED = ("tool", "turn")
"""Icon above the word."""
_TRAILING = ("arrow-right", "chevron-right", "arrow-down", "chevron-down")
"""Icons that point where the press leads stand behind the word."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a button shows."""

    words: str
    hint: str = ""
    icon: str = ""
    kind: Kind = "plain"
    snug: bool = False
    """There is little height."""


class Faced(_Button):
    """A real Qt button that shows a Face. Mixed in before the Qt class."""

    theme: Theme
    face: Face
    mark: Literal["", "radio", "check"] = ""

    def begin_face(self, theme: Theme) -> None:
        """After Qt's own constructor."""
        self.theme = theme
        self.face = Face("")
        self._words, self._hint = Setter(), Setter()
        self._heights: dict[tuple[int, bool], int] = {}
        self._beside = -1

    # --- what it shows

    def show_face(self, face: Face) -> None:
        """Shows these words, this hint and icon."""
        if not icons.known(face.icon):
            face = replace(face, icon="")
        if face == self.face:
            return
        self.face = face
        self.setText(face.words.replace("&", "&&"))
        self.setAccessibleName(face.words)
        self.setAccessibleDescription(face.hint)
        self.restyle()

    def restyle(self) -> None:
        """The size, the theme or what it shows changed."""
        self._words.forget()
        self._hint.forget()
        self._heights.clear()
        self._beside = -1
        self.update()

    # --- measuring

    def _text_role(self) -> TextRole:
        return "small" if self.face.kind in (*_STACKED, "small") else "body"

    def _icon_size(self) -> int:
        return self.theme.mm({"small": "icon_small", "tile": "icon_large"}.get(self.face.kind, "icon"))

    def _pad(self) -> int:
        return self.theme.mm("pad_small" if self.face.kind in (*_STACKED, "small") else "pad")

    def _lead(self) -> int:
        """Room before the words for the mark and the icon."""
        if self.face.kind in _STACKED:
            return 0
        room = 0
        if self.mark:
            room += self.theme.mm("mark") + self.theme.mm("gap_small")
        if self.face.icon and self.face.icon not in _TRAILING:
            room += self._icon_size() + self.theme.mm("gap_small")
        return room

    def _trail(self) -> int:
        return self._icon_size() + self.theme.mm("gap_small") if self._trailing() else 0

    def _trailing(self) -> bool:
        return self.face.kind not in _STACKED and self.face.icon in _TRAILING

    def _bold(self) -> bool:
        return self.face.kind in ("main", "tile") or self.isChecked()

    def _centred(self) -> bool:
        return self.face.kind in ("main", "plain", "small", *_STACKED) and not self.mark and not self.face.hint

    def _typeset(self, width: int, bold: bool) -> tuple[Typeset, Typeset | None]:
        """The words and the hint as they are set in a button of this width."""
        theme = self.theme
        inner = max(theme.em(), width - self._around())
        words = self._words.known(inner, bold)
        if words is None:
            role, stacked = self._text_role(), self.face.kind in _STACKED
            distance = math.ceil(theme.em(role) * 1.3) if stacked else theme.line_height(role)
            setting = Setting(theme.font(role, bold), distance, inner, centred=stacked, balanced=True)
            words = self._words.at(self.face.words, setting, bold)
        if not self.face.hint:
            return words, None
        hint = self._hint.known(inner)
        if hint is None:
            small = Setting(theme.font("small"), theme.line_height("small"), inner, balanced=True)
            hint = self._hint.at(self.face.hint, small)
        return words, hint

    def _around(self) -> int:
        """Pixels beside the words: padding, mark and icon."""
        if self._beside < 0:
            self._beside = 2 * self._pad() + self._lead() + self._trail()
        return self._beside

    def _height_of_words(self, width: int, bold: bool) -> int:
        words, hint = self._typeset(width, bold)
        return words.height + (hint.height if hint else 0)

    def heightForWidth(self, width: int) -> int:
        found = self._heights.get((width, self._bold()))
        if found is None:
            if len(self._heights) > 12:
                self._heights.clear()
            found = self._heights[width, self._bold()] = self._measure(width)
        return found

    def _measure(self, width: int) -> int:
        high = self._height_of_words(width, self._bold() or bool(self.mark))  # choosing a card does not make it higher
        if self.face.kind in _STACKED:
            icon = self._icon_size() + self.theme.px(0.5) if self.face.icon else 0
            return max(self.theme.mm("tool"), high + icon + 2 * self.theme.mm("pad_small"))
        beside = max(self._icon_size() if self.face.icon else 0, self.theme.mm("mark") if self.mark else 0)
        least = self.theme.mm("strip" if self.face.kind == "small" else "touch")
        return max(least, max(high, beside) + (2 * self.theme.mm("pad_small") if self.face.snug else round(1.4 * self._pad())))

    def sizeHint(self) -> QSize:
        words, hint = self._typeset(UNBOUNDED, self._bold())
        natural = max(words.widest, hint.widest if hint else 0) + self._around()
        width = max(self.theme.mm("strip" if self.face.kind == "small" else "touch"), min(natural, self.theme.column()))
        return QSize(width, self.heightForWidth(width))

    def atoms(self) -> list[tuple[int, int]]:
        """It is turned as a whole; where it is higher than a page, line by line."""
        words, hint = self._typeset(self.width(), self._bold())
        top = round(self.text_box().top())
        found = [(0, self.height())]
        for text in filter(None, (words, hint)):
            distance = text.setting.line_height
            found += [(top + n * distance, top + (n + 1) * distance) for n in range(text.lines)]
            top += text.height
        return found

    def narrowest(self, lines: int) -> int:
        """The narrowest width in pixels at which the words stand in at most so many lines, no word broken."""
        theme, role, bold = self.theme, self._text_role(), self._bold()
        metrics, em = theme.metrics(role, bold), theme.em(role)
        longest = max(
            (metrics.horizontalAdvance(word) for word in self.face.words.split() if word.isascii()), default=0.0
        )
        around = self._around()
        if lines == 1:
            return math.ceil(metrics.horizontalAdvance(self.face.words)) + 2 + around
        low, high = max(em, int(longest) + 1), int(metrics.horizontalAdvance(self.face.words)) + 2
        distance = theme.line_height(role)
        while high - low > 2:
            middle = (low + high) // 2
            fits = Typeset(self.face.words, Setting(theme.font(role, bold), distance, middle)).lines <= lines
            low, high = (low, middle) if fits else (middle, high)
        return max(low, high) + around

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, accent = self._paint_ground(painter)
        if self.face.kind in _STACKED:
            self._paint_tool(painter, ink)
        else:
            self._paint_card(painter, ink, accent)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> tuple[str, str]:
        """The box itself. Returns the colour roles of words and of icons in it."""
        theme, down, enabled = self.theme, self.isDown(), self.isEnabled()
        main = self.face.kind == "main" and enabled
        thick = theme.mm("line")
        line, fill, ink, accent = "line", "pressed" if down else "surface", "ink", "accent"
        if main:
            line = fill = "accent_pressed" if down else "accent"
            ink = accent = "accent_ink"
        elif self.isChecked():
            thick, line, fill = theme.mm("line_strong"), "accent", "pressed" if down else "chosen"
        elif self.face.kind in ("tool", "small"):
            line = "rule"
        if down and not main:
            thick = theme.mm("line_strong")
            line = "accent"
        if not enabled:
            line, fill, ink, accent = "faint", "band", "soft", "soft"
        pen = QPen(theme.colour(line), thick)
        if not enabled:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour(fill))
        inset = thick / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.mm("radius"), theme.mm("radius")
        )
        return ink, accent

    def text_box(self) -> QRectF:
        """Where the words and the hint are painted."""
        words, hint = self._typeset(self.width(), self._bold())
        block = words.height + (hint.height if hint else 0)
        widest = max(words.widest, hint.widest if hint else 0)
        if self.face.kind in _STACKED:
            above = self._icon_size() + self.theme.px(0.5) if self.face.icon else 0
            wide = min(widest, self.width() - 2 * self._pad()) if words.single else self.width() - 2 * self._pad()
            return QRectF((self.width() - wide) / 2, (self.height() + above - block) / 2, wide, block)
        lead, trail = self._lead(), self._trail()
        x: float = self._pad()
        if self._centred():
            x = max(x, (self.width() - lead - widest - trail) / 2)
        return QRectF(x + lead, (self.height() - block) / 2, widest, block)

    def _paint_tool(self, painter: QPainter, ink: str) -> None:
        words, _ = self._typeset(self.width(), self._bold())
        box = self.text_box()
        if self.face.icon:
            size = self._icon_size()
            place = QRectF((self.width() - size) / 2, box.top() - self.theme.px(0.5) - size, size, size)
            icons.paint(painter, self.face.icon, place, self.theme.colour("accent" if ink == "ink" else ink))
        words.paint(painter, box.x(), box.y(), self.theme.colour(ink))

    def _paint_card(self, painter: QPainter, ink: str, accent: str) -> None:
        theme, box, middle = self.theme, self.text_box(), self.height() / 2
        words, hint = self._typeset(self.width(), self._bold())
        gap, size, x = theme.mm("gap_small"), self._icon_size(), box.x() - self._lead()
        if self.mark:
            side = theme.mm("mark")
            self._paint_mark(painter, QRectF(x, middle - side / 2, side, side))
            x += side + gap
        if self.face.icon and not self._trailing():
            icons.paint(painter, self.face.icon, QRectF(x, middle - size / 2, size, size), theme.colour(accent))
        words.paint(painter, box.x(), box.y(), theme.colour(ink))
        if hint:
            hint.paint(painter, box.x(), box.y() + words.height, theme.colour("soft" if ink == "ink" else ink))
        if self._trailing():
            end = box.right() + gap if self._centred() else self.width() - self._pad() - size
            icons.paint(painter, self.face.icon, QRectF(end, middle - size / 2, size, size), theme.colour(accent))

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        """Circle or square; a tick in it when chosen: the form tells, not the colour."""
        theme = self.theme
        chosen = self.isChecked()
        pen = QPen(theme.colour("accent" if chosen else "line"), theme.mm("line_strong") * 0.7)
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent" if chosen else "surface"))
        inset = pen.widthF() / 2
        shape = box.adjusted(inset, inset, -inset, -inset)
        if self.mark == "radio":
            painter.drawEllipse(shape)
        else:
            painter.drawRoundedRect(shape, box.width() * 0.2, box.width() * 0.2)
        if chosen:
            inner = box.width() * 0.14
            icons.paint(painter, "check", box.adjusted(inner, inner, -inner, -inner), theme.colour("accent_ink"))
