"""The content between strip and tool bar: one column, turned by large buttons when it does not fit. No
scroll bars, nothing cut in two.
"""

from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.value import dataclass
from ui.blocks.base import BlockWidget, Port
from ui.blocks.heading import ParagraphWidget
from ui.focus import stops
from ui.groups import Group, leaders, measured, runs, together
from ui.layouts import Titled, mirrored, put
from ui.paging import Sheet, atoms_of
from ui.turners import Turners


@dataclass(frozen=True, slots=True)
class _Held:
    """How a page stands on which somebody writes: its level (BlockWidget.squeeze), whether its blocks are close, whether it was turned."""

    level: int = -1
    close: bool = False
    turned: bool = False


class Page(QWidget):
    """Shows block widgets one below the other; `starts` are the heights at which its pages begin."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.port = port
        self.clip = QWidget(self)
        self.sheet = QWidget(self.clip)
        self.blocks: list[BlockWidget] = []
        self.starts = [0]
        self.ends = [0]
        self.at = 0
        self._level = 0
        """How little height there is (BlockWidget.squeeze)."""
        self._held = _Held()
        self.apart = False
        """One group of choices at a time: where all must stand low, they do not crowd each other."""
        self.card = False
        """What lies over another screen stands on a card of its own."""
        self.low_room = 0
        """Above the lower edge so many pixels may hold what is pressed (A-24); 0: all of the page. What is only read may stand higher."""
        self._turners = Turners(port, lambda by: self.turn_to(self.at + by), self)
        self.up, self.down = self._turners.up, self._turners.down

    # --- filling

    def set_blocks(self, blocks: list[BlockWidget]) -> None:
        """Shows these widgets, in this order. They become children of the sheet."""
        self.blocks = blocks
        for widget in blocks:
            if widget.parentWidget() is not self.sheet:
                widget.setParent(self.sheet)
        ours = [child for child in self.sheet.children() if child in blocks]
        if ours != blocks:
            for widget in blocks:
                widget.raise_()  # the order that screen readers meet them in

    def to_top(self) -> None:
        """Another screen: it begins at its beginning."""
        self.at = 0
        self.let_go()

    def let_go(self) -> None:
        """Window, look or language changed: the next drawing decides anew how it stands. Till then nothing jumps back under one who writes."""
        self._held = _Held()

    # --- placing

    def place(self) -> None:
        """Places every block; keeps the page that is open. The View calls it whenever something may have changed."""
        if self.width() <= 0 or self.height() <= 0:
            return
        theme = self.port.theme
        side, width = theme.side(self.width()), self._column(self.width())
        gap, card = theme.mm("gap_large"), theme.mm("gap_large") if self.card else 0
        groups, turns = self._squeezed(width)
        narrow, close, whole = turns or self._held.turned or (self._level > 0 and self._grows()), self._close(), width
        if narrow:
            beside = self._turners.measure(self.height(), self.low_room) + theme.mm("gap") + theme.mm("gap_large") + card
            width = min(width, self.width() - side - beside)
            self._squeeze(self._level, width)
            above = self._turners.top(self.height()) - theme.mm("gap_any")
            groups = list(measured(self.blocks, width, theme, self._level, (0, 0) if self.low_room else (whole, above)))
        crowded = self._high(groups, gap) + self._below() > self.height() or self._too_high(groups, gap)
        if self._held.close or (crowded and not self._stands()):  # rather closer together than turned
            gap = close
        if self._level and not narrow and not self.low_room:
            groups, gap = self._stretched(groups, width, gap)
        wide = max(width, *(box.right() + 1 for group in groups[:1] for _, box in group.boxes), 0)
        self._put(groups, wide, gap)
        reached = self.starts[min(self.at, len(self.starts) - 1)]
        high = self._high(groups, gap)
        self.sheet.resize(wide, high)
        self.starts, self.ends = self._find_pages(high)
        self.at = max(0, bisect_right(self.starts, reached) - 1)
        turns = narrow and len(self.starts) > 1
        self._turners.show(turns)
        if self._writing():
            self._held = _Held(self._level, gap == close, narrow)
        if turns:
            self._turners.place(self.rect(), side + width + card, self.low_room)
        self._show_at(side)

    def _squeezed(self, width: int) -> tuple[list[Group], bool]:
        """All of it, with rather a line less here and there than turned; and whether it must be turned nevertheless."""
        levels = range(max(0, self._held.level), self._held.level + 1 if self._stands() else 3 if self._writing() else 2)
        if self._surely_turns(width):
            self._level = levels[-1]  # squeezed once, at the width that the buttons leave
            return [], True
        groups: list[Group] = []
        for level in levels:
            self._squeeze(level, width)
            gap = self._close()
            groups = list(self._fitting(width, gap))
            turns = self._high(groups, gap) + self._below() > self.height() or (self.apart and len(leaders(self.blocks)) > 1)
            if not turns and not self._too_high(groups, gap):
                return groups, False
        return groups, True

    def _stretched(self, groups: list[Group], width: int, gap: int) -> tuple[list[Group], int]:
        """What gave way takes back what nothing else needs, rather than that blocks stand far apart. And how far they stand then, in pixels."""
        close = self._close()
        spare = self.height() - self._high(groups, close) - self._below()
        taker = next((widget for widget in self.blocks if widget.stretch(spare)), None)
        if taker is None:
            return groups, gap
        larger = list(self._measure(width))
        if self._high(larger, close) + self._below() <= self.height():
            return larger, close
        taker.stretch(0)
        return groups, gap

    def _writing(self) -> bool:
        """Whether there is something to fill in."""
        return any(widget.first_editor() for widget in self.blocks)

    def _below(self) -> int:
        """What is kept free for what is about to come: then it moves nothing of what is there."""
        return self.blocks[-1].room_below() if self.blocks else 0

    def _stands(self) -> bool:
        """Whether it was decided how it stands for all that may come of what is written."""
        return self._held.level >= 0 and self._grows()

    def _grows(self) -> bool:
        """Whether something comes below what is written, while it is."""
        return any(widget.room_below() for widget in self.blocks)

    def _squeeze(self, level: int, width: int) -> None:
        self._level = level
        titled = [widget.arrangement for widget in self.blocks if isinstance(widget.arrangement, Titled)]
        for widget in self.blocks:
            widget.squeeze(level)
        # Where all must lie low one group stands at a time: a title of many lines beside its choices would hold two rows of them together.
        before = level > 0 and not self.low_room and not self._grows() and all(arrangement.fits_before(width) for arrangement in titled)
        for arrangement in titled:
            arrangement.before = before and arrangement.has_title()

    def _high(self, groups: list[Group], gap: int) -> int:
        """As `together`, with what `_edge` keeps free above and below."""
        return together(groups, gap) - 2 * (gap - self._edge(gap))

    def _edge(self, gap: int) -> int:
        """What is kept free above the first and below the last: next to nothing where blocks stand close and there is little height."""
        return gap if gap > self._close() else (gap, min(gap, self.port.theme.mm("line_strong")), 0)[self._level]

    def _column(self, width: int) -> int:
        """How wide the content is in a window of this width, while nothing is turned."""
        theme = self.port.theme
        return min(theme.column(), width - theme.side(width) - theme.mm("margin"))

    def _close(self) -> int:
        """How close together blocks may stand before the page is rather turned; paragraphs stay apart."""
        theme = self.port.theme
        close = theme.mm("gap_any") if self._level > 1 else max(theme.mm("gap_small"), theme.mm("gap_any"))
        paragraphs = sum(isinstance(widget, ParagraphWidget) for widget in self.blocks)
        return max(close, theme.paragraph_gap()) if paragraphs > 1 else close

    def _surely_turns(self, width: int) -> bool:
        """Whether there is too much for one page, whatever is squeezed: then only what stands beside the buttons that turn is measured."""
        least: list[int] = []
        for actions, group in runs(self.blocks):
            highs = [high for widget in group if (high := widget.least_height(width))]
            least += [max(highs)] if actions and highs else highs  # those that follow each other stand beside each other
        return sum(least) + self.port.theme.mm("gap_any") * (len(least) - 1) > self.height()

    def _fitting(self, width: int, gap: int) -> Iterator[Group]:
        """As `_measure`, ending with the first that does not fit on one page."""
        high = 2 * self._edge(gap) - gap
        for group in self._measure(width):
            yield group
            high += group.height + gap
            if high > self.height():
                return

    def _too_high(self, groups: list[Group], gap: int) -> bool:
        """Whether from the first that can be pressed on there is more than may hold it."""
        if not self.low_room:
            return False
        rest = groups
        while rest and not any(stops(widget) for widget, _ in rest[0].boxes):
            rest = rest[1:]
        return bool(rest) and together(rest, gap) - gap > self.low_room

    def free(self) -> int:
        """Pixels at its lower end that hold nothing."""
        return max(0, self.height() - self.sheet.height()) if len(self.starts) == 1 and not self.low_room else 0

    def wanted(self, width: int) -> int:
        """The height in pixels at which nothing of it is turned, in a window of this width."""
        return together(list(self._measure(self._column(width))), self._close())

    def _measure(self, width: int) -> Iterator[Group]:
        """What stands below each other at this width."""
        return measured(self.blocks, width, self.port.theme, self._level)

    def _put(self, groups: list[Group], width: int, gap: int) -> None:
        """Puts every block into its place on the sheet, `gap` pixels apart."""
        y = self._edge(gap)
        for group in groups:
            for widget, box in group.boxes:
                put(widget, mirrored(self, box.translated(0, y), width))
                if widget.isHidden():
                    widget.show()
            y += group.height + gap

    # --- turning

    def _find_pages(self, high: int) -> tuple[list[int], list[int]]:
        """Where pages begin and end."""
        room, theme = self.height(), self.port.theme
        tops = [widget.y() for widget in leaders(self.blocks)] if self.apart else []
        targets = sorted(self._targets()) if self.low_room else []
        whole = high <= room and len(tops) < 2 and (not targets or high - targets[0][0] <= self.low_room)
        if whole or room < theme.line_height("small"):
            return [0], [high]
        return Sheet(high, sorted(self._atoms()), tops, targets).pages(room, self.low_room, theme.mm("gap_small"))

    def _atoms(self) -> Iterator[tuple[int, int]]:
        for widget in self.blocks:
            yield from atoms_of(widget, self.sheet)

    def tallest(self) -> int:
        """The height in pixels of the highest of what must stay whole."""
        return max((bottom - top for top, bottom in self._atoms()), default=0)

    def _targets(self) -> Iterator[tuple[int, int]]:
        """Top and bottom on the sheet of everything that can be pressed or written in."""
        for widget in self.blocks:
            for stop in stops(widget):
                top = stop.mapTo(self.sheet, QPoint(0, 0)).y()
                yield top, top + stop.height()

    def _show_at(self, side: int) -> None:
        start = self.starts[self.at]
        end = self.ends[self.at]
        width = self.sheet.width()
        box = QRect(side, 0, width, min(self.height(), end - start))
        if self.low_room and any(top < end and bottom > start for top, bottom in self._targets()):
            box.moveBottom(self.height() - 1)
        self.clip.setGeometry(mirrored(self, box))
        self.sheet.move(0, -start)
        self._turners.tell(self.at, len(self.starts))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.card:
            return
        theme = self.port.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick, pad = theme.mm("line"), theme.mm("gap_large") - theme.mm("line")
        box = self.clip.geometry().adjusted(-pad, 0, pad, 0)
        box.setTop(max(theme.mm("gap_small"), self.clip.y()))
        box.setBottom(min(self.height() - thick, self.clip.geometry().bottom()))
        painter.setPen(QPen(theme.colour("rule"), thick))
        painter.setBrush(theme.colour("ground"))
        painter.drawRoundedRect(box, theme.mm("radius") * 2, theme.mm("radius") * 2)
        painter.end()

    def turn_to(self, number: int) -> None:
        """Opens this page (from 0), or the nearest there is."""
        self.at = min(max(number, 0), len(self.starts) - 1)
        self._show_at(self.port.theme.side(self.width()))

    def bring(self, widget: QWidget) -> None:
        """Turns to the page on which this widget of ours stands."""
        if not self.sheet.isAncestorOf(widget):
            return
        top = widget.mapTo(self.sheet, QPoint(0, 0)).y()
        number = max(0, bisect_right(self.starts, top) - 1)
        if number != self.at:
            self.turn_to(number)
