"""The candidates of pinyin and of handwriting: as many of a page as there is room for, the rest one press on "more"
away.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.keys import Key
from ui.theme import Theme


class Candidates(QWidget):
    """What is being composed, then large candidates.

    In one row (pinyin) those of a page that do not fit come by "more"; a page that is used up is turned by `turn`.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        make: Callable[[], Key],
        pick: Callable[[str], None],
        turn: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._pick, self._turn = pick, turn
        self._make = make
        self.composing = ""
        self._lead = 0
        self.more = self._new("more")
        self._pool: list[Key] = []
        self._texts: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self._page: object = None
        self._first = 0
        self._fitting = 0

    def _new(self, token: str) -> Key:
        key = self._make()
        key.setParent(self)
        key.token = token
        key.act = self._pressed
        return key

    def keys(self) -> list[Key]:
        """The keys that can be pressed now."""
        return [key for key in (*self._pool, self.more) if not key.isHidden()] if not self.isHidden() else []

    def key_of(self, text: str) -> Key | None:
        """The key that shows this candidate now."""
        return next((key for key in self._pool if key.token == text and not key.isHidden()), None)

    def bring(self, text: str) -> None:
        """Shows the part of the row in which this candidate stands."""
        if text in self._texts and self.key_of(text) is None:
            self._first = self._texts.index(text)
            self.place()

    def show_candidates(self, composing: str, texts: tuple[str, ...], more: str, page: object, names: tuple[str, ...] = ()) -> None:
        """Shows these. page: another one begins from its first candidate; names: what a screen reader says of each."""
        if texts != self._texts or page != self._page:
            self._first = 0
        self._texts, self._page = texts, page
        self._names = dict(zip(texts, names, strict=False))
        self.composing = composing
        self.setAccessibleName(composing)
        self.more.show_key("more", more, "word")
        self.update()

    def _pressed(self, key: Key) -> None:
        if key is not self.more:
            self._pick(key.token)
        elif self._first + self._fitting < len(self._texts):
            self._first += self._fitting
            self.place()
        else:
            self._first = 0
            self._turn()

    def place(self) -> None:
        """Places what there is room for."""
        if self.height() >= 2 * self.theme.mm("key"):
            self._arrange_block()
        else:
            self._arrange_row()

    def _filled(self, number: int, text: str, *, large: bool = False) -> Key:
        while len(self._pool) <= number:
            self._pool.append(self._new(""))
        key = self._pool[number]
        key.large = large
        key.show_key(text, text, "candidate", name=self._names.get(text, ""))
        key.show()
        return key

    def _hide_from(self, number: int) -> None:
        for key in self._pool[number:]:
            key.hide()

    def _arrange_row(self) -> None:
        gap, high = self.theme.mm("gap_any"), self.height()
        x = 0
        self._lead = 0
        if self.composing:
            wide = round(self.theme.metrics("body").horizontalAdvance(self.composing)) + self.theme.px(1)
            self._lead = min(wide, self.width() // 2)
            x = self._lead + self.theme.mm("gap_small")
        more = self.more.natural_width() if self._texts else 0
        end = self.width() - more - gap
        number = 0
        for text in self._texts[self._first :]:
            key = self._filled(number, text)
            wide = key.natural_width()
            if x + wide > end and number > 0:
                break
            key.setGeometry(QRect(x, 0, wide, high))
            x += wide + gap
            number += 1
        self._hide_from(number)
        self._fitting = number
        self.more.setGeometry(QRect(self.width() - more, 0, more, high))
        self.more.setVisible(bool(self._texts))
        self.update()

    def composing_box(self) -> QRect:
        """Where the letters are painted that are being composed."""
        return QRect(0, 0, self._lead, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The letters; of too many, the last ones."""
        if not self._lead:
            return
        theme = self.theme
        painter = QPainter(self)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("body"))
        words = theme.metrics("body").elidedText(self.composing, Qt.TextElideMode.ElideLeft, self._lead)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.composing_box(), flags, words)
        painter.end()

    def _arrange_block(self) -> None:
        """Two rows of five, "more" behind them."""
        gap = self.theme.mm("gap_any")
        self._lead = 0
        more = self.more.natural_width()
        wide = (self.width() - more - 5 * gap) // 5
        high = (self.height() - gap) // 2
        shown = self._texts[:10]
        for number, text in enumerate(shown):
            key = self._filled(number, text, large=True)
            x, y = (number % 5) * (wide + gap), (number // 5) * (high + gap)
            key.setGeometry(QRect(x, y, wide, high))
        self._hide_from(len(shown))
        self._fitting = len(shown)
        self.more.setGeometry(QRect(self.width() - more, 0, more, self.height()))
        self.more.setVisible(bool(shown))
