"""Two layouts whose distances come from the theme at the moment of measuring: a stack, and a grid that goes 3, 2, 1 columns."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from ui.theme import Theme


class _Items(QLayout):
    """Keeps items and answers Qt's questions; subclasses place them in `_place`."""

    def __init__(self, theme: Theme, gap: str, parent: QWidget | None = None) -> None:
        super().__init__()
        self.theme = theme
        self.gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def addWidget(self, widget: QWidget) -> None:
        """Adds a widget without Qt's cache of its heights, which would be stale until the event loop ran."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        if widget.parentWidget() is not None and not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()  # so that it is measured before its parent is seen

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def minimumSize(self) -> QSize:
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        width = self.theme.column()
        return QSize(width, self.heightForWidth(width))

    def _from_right(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _shown(self) -> Iterator[QLayoutItem]:
        return (item for item in self._items if not item.isEmpty())

    def _place(self, rect: QRect, *, move: bool) -> int:
        raise NotImplementedError


def mirrored(widget: QWidget, box: QRect, width: int | None = None) -> QRect:
    """Where the box lies in the widget (or in this width of it): as it is, or from the right in a right-to-left language.

    `QStyle.visualRect` does the same, and costs 20 ms at the first use.
    """
    if widget.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return box
    whole = widget.width() if width is None else width
    return QRect(whole - box.x() - box.width(), box.y(), box.width(), box.height())


def height_of(item: QLayoutItem, width: int) -> int:
    """How high the item wants to be at this width, in pixels."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return max(item.sizeHint().height(), item.minimumSize().height())


class Stack(_Items):
    """One below the other, each as wide as there is room."""

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap, y = self.theme.mm(self.gap), rect.y()
        for item in self._shown():
            high = height_of(item, rect.width())
            if move:
                item.setGeometry(QRect(rect.x(), y, rect.width(), high))
            y += high + gap
        return max(0, y - gap - rect.y())


class Flow(_Items):
    """Columns of equal width, as many as fit (at most `most`) when each is at least `least` ideographs wide; rows of equal height."""

    def __init__(
        self, theme: Theme, gap: str, parent: QWidget | None = None, *, most: int = 3, least: float = 9.0
    ) -> None:
        super().__init__(theme, gap, parent)
        self.most = most
        self.least = least

    def columns(self, width: int) -> int:
        """How many columns there are at this width."""
        gap, wanted = self.theme.mm(self.gap), self.least * self.theme.em()
        shown = sum(1 for _ in self._shown())
        for number in range(min(self.most, max(1, shown)), 1, -1):
            if (width - gap * (number - 1)) / number >= wanted:
                return math.ceil(shown / math.ceil(shown / number))  # four stand two by two, not three and one
        return 1

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap, y = self.theme.mm(self.gap), rect.y()
        items = list(self._shown())
        number = self.columns(rect.width())
        wide = (rect.width() - gap * (number - 1)) // number
        for start in range(0, len(items), number):
            row = items[start : start + number]
            high = max(height_of(item, wide) for item in row)
            if move:
                for column, item in enumerate(row):
                    x = column * (wide + gap)
                    if self._from_right():
                        x = rect.width() - x - wide
                    item.setGeometry(QRect(rect.x() + x, y, wide, high))
            y += high + gap
        return max(0, y - gap - rect.y())
