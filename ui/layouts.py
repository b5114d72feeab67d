"""Two arrangements whose distances come from the theme at the moment of measuring: a stack, and a grid that goes 3, 2, 1 columns.

Qt's own layouts measure everything anew whenever anything is shown, hidden or named: half of a new screen's time. Here the View measures and
places once, from the top down, when a Screen stands; whoever holds parts puts them into their places with `put`.
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import Theme

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # two Qt classes as parents end in a crash


class Arranged(_Widget):
    """A widget whose parts stand where its arrangement says. Mixed in before the Qt class."""

    arrangement: "Arrangement | None" = None
    inset: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Pixels that are kept free: left, top, right, bottom."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, top, right, bottom = self.inset
        inner = self.arrangement.height(max(1, width - left - right)) if self.arrangement is not None else 0
        return inner + top + bottom

    def place(self) -> None:
        """Puts every part into its place. Called from above, whenever something may have changed."""
        if self.arrangement is not None:
            left, top, right, bottom = self.inset
            self.arrangement.place(self.rect().adjusted(left, top, -right, -bottom))


class Arrangement:
    """Keeps parts of a widget; subclasses place them in `_place`. Distances between them are `gap` of tokens.toml."""

    def __init__(self, theme: Theme, gap: str, owner: Arranged) -> None:
        self.theme = theme
        self.gap = gap
        self.owner = owner
        self.parts: list[QWidget] = []
        owner.arrangement = self

    def add(self, part: QWidget) -> None:
        """Adds a part at the end, a child of the owner from now on."""
        self.parts.append(part)
        if part.parentWidget() is not self.owner:
            part.setParent(self.owner)
        if not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            part.show()  # so that it is measured before its owner is seen

    def discard(self, part: QWidget) -> None:
        """Takes a part away for good."""
        self.parts.remove(part)
        part.hide()
        part.deleteLater()

    def height(self, width: int) -> int:
        """How high all parts are together at this width, in pixels."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def place(self, box: QRect) -> None:
        """Puts every part into its place in this box of the owner."""
        self._place(box, move=True)

    def _shown(self) -> Iterator[QWidget]:
        return (part for part in self.parts if not part.isHidden())

    def _place(self, box: QRect, *, move: bool) -> int:
        raise NotImplementedError


def put(part: QWidget, box: QRect) -> None:
    """Moves a widget there, and all of its parts to where they belong in it."""
    part.setGeometry(box)
    place = getattr(part, "place", None)
    if place is not None:
        place()


def mirrored(widget: QWidget, box: QRect, width: int | None = None) -> QRect:
    """Where the box lies in the widget (or in this width of it): as it is, or from the right in a right-to-left language.

    `QStyle.visualRect` does the same, and costs 20 ms at the first use.
    """
    if widget.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return box
    whole = widget.width() if width is None else width
    return QRect(whole - box.x() - box.width(), box.y(), box.width(), box.height())


def height_of(part: QWidget, width: int) -> int:
    """How high a part wants to be at this width, in pixels."""
    high = part.heightForWidth(width)
    return high if high >= 0 else part.sizeHint().height()


class Stack(Arrangement):
    """One below the other, each as wide as there is room."""

    def _place(self, box: QRect, *, move: bool) -> int:
        gap, x, y, width = self.theme.mm(self.gap), box.x(), box.y(), box.width()
        for part in self._shown():
            high = height_of(part, width)
            if move:
                put(part, QRect(x, y, width, high))
            y += high + gap
        return max(0, y - gap - box.y())


class Titled(Stack):
    """A title above the rest; or before it, where the page has little height."""

    before = False
    ems = 6.0
    """Ideographs of body text that a title before the rest has room for: several of them stand in one column."""

    def has_title(self) -> bool:
        """Whether its title is drawn."""
        return isinstance(next(self._shown(), None), QLabel)

    def fits_before(self, width: int) -> bool:
        """Whether it is lower at this width with its title before the rest; without a title there is nothing to ask."""
        shown = list(self._shown())
        if not self.has_title():
            return True
        lead, inner = self._parts(width)
        if len(shown) != 2 or inner < 2 * lead:
            return False
        return max(height_of(shown[0], lead), height_of(shown[1], inner)) < super()._place(QRect(0, 0, width, 0), move=False)

    def _place(self, box: QRect, *, move: bool) -> int:
        shown = list(self._shown())
        if not self.before or len(shown) != 2 or not isinstance(shown[0], QLabel):
            return super()._place(box, move=move)
        lead, inner = self._parts(box.width())
        title, high = height_of(shown[0], lead), height_of(shown[1], inner)
        if move:
            middle = max(0, (min(high, self.theme.mm("touch")) - title) // 2)
            put(shown[0], mirrored(self.owner, QRect(box.x(), box.y() + middle, lead, title)))
            put(shown[1], mirrored(self.owner, QRect(box.right() + 1 - inner, box.y(), inner, high)))
        return max(title, high)

    def _parts(self, width: int) -> tuple[int, int]:
        """How wide title and rest are, in pixels, beside each other."""
        lead = round(self.ems * self.theme.em())
        return lead, width - lead - self.theme.mm("gap")


class Flow(Arrangement):
    """Columns of equal width, as many as fit (at most `most`) when each is at least `least` ideographs wide; rows of equal height."""

    def __init__(self, theme: Theme, gap: str, owner: Arranged, *, most: int = 3, least: float = 9.0) -> None:
        super().__init__(theme, gap, owner)
        self.most = most
        self.least = least

    def _columns(self, width: int, shown: int) -> int:
        """How many columns so many parts stand in at this width."""
        gap, wanted = self.theme.mm(self.gap), self.least * self.theme.em()
        for number in range(min(self.most, max(1, shown)), 1, -1):
            if (width - gap * (number - 1)) / number >= wanted:
                return math.ceil(shown / math.ceil(shown / number))  # four stand two by two, not three and one
        return 1

    def _place(self, box: QRect, *, move: bool) -> int:
        gap, y = self.theme.mm(self.gap), box.y()
        parts = list(self._shown())
        number = self._columns(box.width(), len(parts))
        wide = (box.width() - gap * (number - 1)) // number
        from_right = self.owner.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for start in range(0, len(parts), number):
            row = parts[start : start + number]
            high = max(height_of(part, wide) for part in row)
            if move:
                for column, part in enumerate(row):
                    x = column * (wide + gap)
                    if from_right:
                        x = box.width() - x - wide
                    put(part, QRect(box.x() + x, y, wide, high))
            y += high + gap
        return max(0, y - gap - box.y())
