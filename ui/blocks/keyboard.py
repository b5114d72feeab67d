"""The on-screen keyboard: digits, dates, letters, pinyin with its candidates, and a pad to write on. It is low, so
that the question stays.

Every state is in the Session; keys only tell what was pressed.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Keyboard, Layout
from kiosk.events import CandidatePicked, CandidatesTurned, KeyPressed, LayoutPicked, Wrote
from kiosk.keyplan import BELOW, LOW, PLANS, Cell, Plan
from kiosk.stops import candidates_told
from ui.accessibility import Group
from ui.blocks.base import BlockWidget, Port, drawer
from ui.blocks.candidates import Candidates
from ui.ink import InkPad, Strokes
from ui.keygrid import DIRECTIONS, arrange, neighbour, rows_of, spread, word_rows
from ui.keys import Key, width_of
from ui.layouts import put

SHARE = 0.4
"""At most this part of the window's height."""


@drawer(Keyboard)
class KeyboardWidget(BlockWidget):
    """Candidates above, keys or the pad in the middle, the names of the layouts and the long keys below."""

    docked = True

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.group = Group(self)
        self.candidates = Candidates(port.theme, self.group, self._key, self._pick, self._turn)
        self.pad = InkPad(port.theme, self._wrote, "cross", self.group)
        self.keys: list[Key] = []
        self.row: list[Key] = []
        self.block: Keyboard | None = None
        self._low = False
        """There is too little height for the row of layouts."""
        self._wide = 0
        """The window's width that its last row was filled for, in pixels."""
        self._kept: tuple[object, int] = None, 0
        """What its height depends on, and its height in pixels."""

    # --- what it shows

    def show_block(self, block: Keyboard) -> None:
        self.block = block
        self._low = self._is_low()
        writing = block.layout == "handwriting"
        self.group.setAccessibleName(self.words("keyboard.name"))
        self.pad.setAccessibleName(self.words("keyboard.pad"))
        self.pad.setVisible(writing)
        self.pad.show_strokes(block.strokes)
        self._fill_keys()
        self._fill_row(block)
        self.candidates.setVisible(writing or block.layout == "pinyin")
        self.candidates.show_candidates(
            block.composing,
            block.candidates,
            self.words("keyboard.more"),
            (block.field, block.page),
            tuple(self.port.phrases.say(told) for told in candidates_told(block)),
        )

    def mend(self) -> None:
        if self.block is not None:
            self.pad.show_strokes(self.block.strokes)

    def _refill(self) -> None:
        """Another window or size may have room for the row of layouts, or none any more."""
        if self.block is not None and (self._low != self._is_low() or (self._low and self._wide != self.window().width())):
            self._low = self._is_low()
            self._fill_keys()
            self._fill_row(self.block)

    def _plan(self) -> Plan | None:
        return self._plan_of(self.block.layout, self.block.layouts) if self.block is not None else None

    def _plan_of(self, layout: Layout, layouts: tuple[Layout, ...]) -> Plan | None:
        low = LOW.get(layout) if self._low and len(layouts) > 1 else None
        return low or PLANS.get(layout)

    def _key(self) -> Key:
        key = Key(self.port.theme, self.port.presses, self._pressed, self.group)
        key.show()
        return key

    def _sized(self, pool: list[Key], wanted: int) -> None:
        while len(pool) < wanted:
            pool.append(self._key())
        for number, key in enumerate(pool):
            key.setVisible(number < wanted)

    def _fill_keys(self) -> None:
        plan = self._plan()
        cells = plan.cells if plan else ()
        self._sized(self.keys, len(cells))
        for key, cell in zip(self.keys, cells, strict=False):
            self._face(key, cell)

    def _face(self, key: Key, cell: Cell) -> None:
        if cell.token == "switch":
            layout = self._next_layout()
            key.show_key(layout, self.words(f"keyboard.{layout}"), "layout")
        elif cell.role == "word":
            key.show_key(cell.token, self._label(cell.token), "word", icon=_icon(cell.token))
        else:
            shown = cell.token if self.block and self.block.small and self.block.layout == "latin" else cell.token.upper()
            pinyin = self.block is not None and self.block.layout == "pinyin"
            key.show_key(cell.token if pinyin else shown, shown, "character")

    def _next_layout(self) -> str:
        if self.block is None or self.block.layout not in self.block.layouts:
            return ""
        layouts = self.block.layouts
        return layouts[(layouts.index(self.block.layout) + 1) % len(layouts)]

    def _label(self, token: str) -> str:
        if token == "shift":
            return self.words("keyboard.capitals" if self.block and self.block.small else "keyboard.small")
        if token == "done" and self.block and self.block.layout == "date":
            return self.words("keyboard.next_cell")
        return self.words(f"keyboard.{token}")

    def _fill_row(self, block: Keyboard) -> None:
        self._wide = self.window().width()
        layouts, words = self._below(block.layout, block.layouts, self._inner(self._wide))
        self._sized(self.row, len(layouts) + len(words))
        for key, layout in zip(self.row, layouts, strict=False):
            key.show_key(layout, self.words(f"keyboard.{layout}"), "layout", chosen=layout == block.layout)
        for key, token in zip(self.row[len(layouts) :], words, strict=False):
            if token == "switch":
                key.show_key(self._next_layout(), self.words(f"keyboard.{self._next_layout()}"), "layout")
            else:
                key.show_key(token, self._label(token), "word", icon=_icon(token))

    def _below(self, layout: Layout, layouts: tuple[Layout, ...], width: int) -> tuple[tuple[Layout, ...], tuple[str, ...]]:
        """What stands below its keys where one may go on to these layouts: their names (with little height only the next one's), and long keys."""
        if self._low and layout in LOW:
            return (), ()
        names, words = layouts if len(layouts) > 1 else (), BELOW.get(layout, ())
        if self._low and names and len(rows_of(self._widths(names, words), width, self._gap())) > 1:
            return (), ("switch", *words)
        return names, words

    def _widths(self, names: tuple[Layout, ...], words: tuple[str, ...]) -> list[int]:
        """How wide their keys are at least, in pixels."""
        theme = self.port.theme
        wide = [width_of(theme, self.words(f"keyboard.{name}")) for name in names]
        return wide + [width_of(theme, self._label(token), icon=bool(_icon(token))) for token in words if token != "switch"]

    # --- what is pressed

    def _pressed(self, key: Key) -> None:
        if key.kind == "layout":
            self.port.send(LayoutPicked(key.token))
        else:
            self.port.send(KeyPressed(key.token))

    def _pick(self, text: str) -> None:
        self.port.send(CandidatePicked(text))

    def _turn(self) -> None:
        self.port.send(CandidatesTurned())

    def _wrote(self, strokes: Strokes) -> None:
        self.port.send(Wrote(strokes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest key in their direction; at an edge they lead out of the keyboard."""
        here = self.focusWidget()
        if event.key() in DIRECTIONS and isinstance(here, Key):
            near = neighbour(here, self.visible_keys(), *DIRECTIONS[event.key()])
            if near is not None:
                near.setFocus(Qt.FocusReason.TabFocusReason)
                event.accept()
                return
        event.ignore()

    def visible_keys(self) -> list[Key]:
        """All keys that can be pressed now, in reading order."""
        return [key for key in (*self.candidates.keys(), *self.keys, *self.row) if not key.isHidden()]

    # --- where it stands

    def heightForWidth(self, width: int) -> int:
        """Of its highest layout, and of those of the screen's other fields: nothing moves when another one comes."""
        self._refill()
        if self.block is None:
            return 0
        inner, boards = self._inner(width), (self.block.layouts, *self.block.others)
        kept = inner, boards, self.block.layout, self._low, self.port.theme.look, self.port.theme.px_per_mm, self.port.phrases.language, self._room()
        if kept != self._kept[0]:
            rows = {self._rows_of(layout, layouts, inner) for layouts in boards for layout in layouts}
            rows.add(self._rows_of(self.block.layout, self.block.layouts, inner))
            self._kept = kept, max(map(self._height, rows))
        return self._kept[1]

    def _height(self, rows: int) -> int:
        """With so many rows, in pixels."""
        return rows * self._row_height(rows) + (rows - 1) * self._gap() + 2 * self._pad()

    def _rows_of(self, layout: Layout, layouts: tuple[Layout, ...], width: int) -> int:
        """Rows of keys, of candidates and of words. The pad is as high as three rows at least."""
        plan = self._plan_of(layout, layouts)
        names, words = self._below(layout, layouts, width)
        below = 1 if "switch" in words else len(rows_of(self._widths(names, words), width, self._gap()))
        return (plan.rows if plan else 3) + (layout == "pinyin") + below

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.port.theme
        painter = QPainter(self)
        theme.fill(painter, self.rect(), "band")
        theme.fill(painter, QRect(0, 0, self.width(), theme.mm("line")), "rule")
        painter.end()

    def _inner(self, width: int) -> int:
        return max(1, width - 2 * self.port.theme.mm("margin"))

    def _pad(self) -> int:
        return self.port.theme.mm("gap_small")

    def _gap(self) -> int:
        return self.port.theme.mm("gap_any")

    def _room(self) -> int:
        """What a low window leaves: strip and tool bar, the question and its field stay in sight. 0: not known yet."""
        theme = self.port.theme
        window = self.window().height() if self.parentWidget() else 0
        if not window:
            return 0
        others = 2 * theme.mm("tool") + theme.px(18) + theme.line_height("title") + theme.mm("field")
        return min(int(window * SHARE), window - others - 3 * theme.mm("gap_small"))

    def _fitting(self, rows: int) -> int:
        return (self._room() - 2 * self._pad() - (rows - 1) * self._gap()) // rows

    def _row_height(self, rows: int) -> int:
        theme = self.port.theme
        fitting = self._fitting(rows) if self._room() else theme.mm("key")
        return max(theme.mm("touch_any"), min(theme.mm("key"), fitting))

    def _is_low(self) -> bool:
        return bool(self._room()) and self._fitting(5) < self.port.theme.mm("touch_any")

    def _word_rows(self, width: int) -> list[list[Key]]:
        return word_rows([key for key in self.row if not key.isHidden()], width, self._gap())

    def place(self) -> None:
        """Puts every key where it belongs."""
        if self.block is None:
            return
        self._refill()
        width, gap = self._inner(self.width()), self._gap()
        self.group.setGeometry(self.port.theme.mm("margin"), self._pad(), width, self.height() - 2 * self._pad())
        words = self._word_rows(width)
        rows = self._rows_of(self.block.layout, self.block.layouts, width)
        high = (self.height() - 2 * self._pad() - (rows - 1) * gap) // rows  # what a higher layout needs makes these keys larger
        y = 0
        plan = self._plan()
        if plan is None:
            high = min(high, self.port.theme.mm("key"))
            middle = self.height() - 2 * self._pad() - len(words) * (high + gap)
            self._arrange_pad(width, middle)
            y = middle + gap
        else:
            if self.block.layout == "pinyin":
                put(self.candidates, QRect(0, 0, width, high))
                y = high + gap
            arrange(self.keys, plan, y, self._column_width(plan), high, gap)
            y += plan.rows * (high + gap)
        for row in words:
            needed = sum(key.natural_width() + gap for key in row) - gap
            spread(row, QRect(0, y, min(width, max(needed, self._grid_width(plan))), high), gap)
            y += high + gap

    def _arrange_pad(self, width: int, high: int) -> None:
        """The pad is square, so that no character is drawn out of shape."""
        side = min(high, width // 2)
        self.pad.setGeometry(QRect(0, 0, side, side))
        left = side + self.port.theme.mm("gap")
        put(self.candidates, QRect(left, 0, width - left, high))

    def _column_width(self, plan: Plan) -> float:
        fitting = (self._inner(self.width()) - (plan.columns - 1) * self._gap()) / plan.columns
        return min(fitting, self.port.theme.px(plan.widest))

    def _grid_width(self, plan: Plan | None) -> int:
        if plan is None:
            return self._inner(self.width())
        return round(plan.columns * (self._column_width(plan) + self._gap())) - self._gap()


def _icon(token: str) -> str:
    return "backspace" if token == "backspace" else ""
