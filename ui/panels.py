"""A tinted panel with an icon and words: notices, errors, countdowns. Meaning is in icon and word, never in the colour alone (CN-4)."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Tone
from kiosk.value import dataclass
from ui import icons
from ui.labels import Label
from ui.layouts import Arranged, Arrangement, height_of, put
from ui.theme import TextRole, Theme


@dataclass(frozen=True, slots=True)
class Look:
    """How a tone looks: its icon, and its colour role (with `_ground` for what is behind)."""

    icon: str
    role: str


LOOKS = {
    Tone.INFO: Look("info-circle", "info"),
    Tone.GOOD: Look("circle-check", "good"),
    Tone.WARNING: Look("alert-triangle", "warning"),
    Tone.ERROR: Look("alert-octagon", "error"),
}


class _TitleAndWords(Arrangement):
    """The title before the words, where both fit on one line; else above them."""

    def _place(self, box: QRect, *, move: bool) -> int:
        theme, y = self.theme, box.y()
        shown = [part for part in self.parts if isinstance(part, Label) and not part.isHidden()]
        if len(shown) == 2 and not any("\n" in part.text() for part in shown):
            title, words = shown
            left = title.sizeHint().width() + theme.mm("gap")
            if left + words.sizeHint().width() <= box.width():
                high = theme.line_height(words.role)
                if move:
                    lower = (high - theme.line_height(title.role) + 1) // 2
                    boxes = QRect(0, y + lower, left - theme.mm("gap"), high - lower), QRect(left, y, box.width() - left, high)
                    from_right = self.owner.layoutDirection() is Qt.LayoutDirection.RightToLeft
                    for part, place in zip(shown, boxes, strict=True):
                        x = box.width() - place.x() - place.width() if from_right else place.x()
                        put(part, QRect(box.x() + x, place.y(), place.width(), place.height()))
                return high
        for part in shown:
            high = height_of(part, box.width())
            if move:
                put(part, QRect(box.x(), y, box.width(), high))
            y += high + theme.mm(self.gap)
        return max(0, y - theme.mm(self.gap) - box.y())


class Panel(Arranged, QWidget):
    """Icon, an optional bold word, words."""

    def __init__(self, theme: Theme, tone: Tone, role: TextRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(1, 1)  # else Qt looks for a size of its own when it is first shown
        self.theme = theme
        self.tone = tone
        self.role: TextRole = role
        self.title = Label(theme, "small", bold=True, colour=LOOKS[tone].role, parent=self)
        self.label = Label(theme, role, colour=LOOKS[tone].role, parent=self)
        both = _TitleAndWords(theme, "line", self)
        both.add(self.title)
        both.add(self.label)
        self._inset()

    def show_words(self, words: str, title: str = "", tone: Tone | None = None) -> None:
        """Shows these words in this tone."""
        self.title.set_words(title)
        self.label.set_words(words)
        if tone is not None and tone is not self.tone:
            self.tone = tone
            self.title.set_colour(LOOKS[tone].role)
            self.label.set_colour(LOOKS[tone].role)
            self.update()

    def atoms(self) -> list[tuple[int, int]]:
        """It is turned as a whole; where it is higher than a page, line by line."""
        parts = [part for part in (self.title, self.label) if part.text()]
        lines = [(part.y() + first, part.y() + last) for part in parts for first, last in part.atoms()]
        return [(0, self.height()), *lines]

    def restyle(self) -> None:
        """The size or the theme changed."""
        self._inset()
        self.update()

    def _inset(self) -> None:
        pad, small = self.theme.mm("pad"), self.theme.mm("pad_small")
        lead = pad + self.theme.mm("icon") + self.theme.mm("gap_small")
        self.inset = (lead, small, pad, small)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = self.theme, LOOKS[self.tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = theme.mm("line")
        painter.setPen(QPen(theme.colour(look.role), thick))
        painter.setBrush(theme.colour(f"{look.role}_ground"))
        box = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(box, theme.mm("radius"), theme.mm("radius"))
        size = theme.mm("icon")
        above = bool(self.title.text()) and self.title.geometry().bottom() < self.label.geometry().center().y()
        middle = self.inset[1] + theme.line_height((self.title if above else self.label).role) / 2
        icons.paint(painter, look.icon, QRectF(theme.mm("pad"), middle - size / 2, size, size), theme.colour(look.role))
        painter.end()
