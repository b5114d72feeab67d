"""The bar of fixed places: back, the tools, and bottom right the one next step.

Where all do not fit beside each other, the bar folds to back, call a person, more, next, and `more` opens the rest above it. Whether it folds
depends on the window, the size and the tools that there may be, never on the next step's words nor on what one screen lacks: every screen of a
visit has the same places, counted from the lower edge (WCAG 3.2.6).
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.blocks import Action, ToolBar
from kiosk.events import CallPerson
from kiosk.value import dataclass
from ui.blocks.base import BlockWidget, Port, drawer
from ui.faces import Face, Kind
from ui.layouts import mirrored
from ui.widgets import Button

_BACK_EMS, _MAIN_EMS, _MAIN_EMS_LOW = 3.2, 4.2, 6.6
"""Ideographs that the places of back and next have room for in one line; longer words wrap: not so soon where there is little height."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How wide each tool is, in pixels, and how wide `more` is: 0 where nothing is folded."""

    widths: list[int]
    more: int


def _nothing() -> None:
    """What an empty place does."""


@drawer(ToolBar)
class ToolBarWidget(BlockWidget):
    """Back, tools, next."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(port, parent)
        self.block = ToolBar(None, ())
        self.main_action: Action | None = None
        self.open = False
        self.turned: Callable[[], None] = _nothing
        """Called when the folded tools were opened or closed: the bar has another height."""
        self.low = False
        """There is little height (a low window at the largest size): everything stands without its icon."""
        self.roomy = False
        """There is height to spare (an upright kiosk): tools that do not fit beside each other get rows of their own, the lowest."""
        self.back = self._button(self._press_back)
        self.main = self._button(self._press_main)
        self.more = self._button(self._turn_more)
        self.tools: list[Button] = []
        self.absent: list[Button] = []
        """Never shown: they only keep their places."""
        self._plan: tuple[tuple[object, ...], _Plan] | None = None

    def _button(self, act: Callable[[], None]) -> Button:
        button = Button(self.port.theme, self.port.presses, act, self)
        button.hide()
        return button

    # --- filling

    def show_block(self, block: ToolBar) -> None:
        self.block = block
        self._show(self.back, block.back, "plain", "arrow-left")
        while len(self.tools) > len(block.tools):
            tool = self.tools.pop()
            tool.hide()
            tool.deleteLater()
        while len(self.tools) < len(block.tools):
            self.tools.append(self._button(partial(self._press_tool, len(self.tools))))
        for tool, action in zip(self.tools, block.tools, strict=True):
            self._show(tool, action, "tool", "")
        while len(self.absent) < len(block.absent):
            self.absent.append(self._button(_nothing))
        for place, action in zip(self.absent, block.absent, strict=False):
            place.show_face(Face(self.words(action.text), "", "" if self.low else action.icon, "tool"))
        self._show_more()

    def set_low(self, low: bool) -> None:
        """Whether there is little height."""
        if low != self.low:
            self.low = low
            self.show_block(self.block)
            self.show_main(self.main_action)

    def show_main(self, action: Action | None) -> None:
        """Shows the one next step (None: there is none, its place stays empty)."""
        self.main_action = action
        self._show(self.main, action, "main", "arrow-right")

    def show_rest(self, shown: bool) -> None:
        """Opens what is folded away, or folds it again: scanning comes to it."""
        if self.open != shown:
            self._turn_more()

    def close_more(self) -> None:
        """Another screen: what was opened is closed."""
        if self.open:
            self.open = False
            self._show_more()

    def restyle(self) -> None:
        self._plan = None
        super().restyle()

    def _show(self, button: Button, action: Action | None, kind: Kind, icon: str) -> None:
        button.setVisible(action is not None)
        if action is not None:
            hint = self.words(action.hint) if kind == "tool" else ""
            shown = "" if self.low else action.icon or icon
            button.show_face(Face(self.words(action.text), "", shown, kind))
            button.setAccessibleDescription(hint)
            button.setCheckable(action.chosen)
            button.setChecked(action.chosen)
            button.setEnabled(action.enabled)

    def _show_more(self) -> None:
        key, icon = ("ui.less", "chevron-down") if self.open else ("ui.more", "dots")
        self.more.show_face(Face(self.words(key), "", "" if self.low else icon, "tool"))

    # --- pressing

    def _press_back(self) -> None:
        if self.block.back is not None:
            self.port.send(self.block.back.event)

    def _press_main(self) -> None:
        if self.main_action is not None:
            self.port.send(self.main_action.event)

    def _press_tool(self, number: int) -> None:
        self.port.send(self.block.tools[number].event)

    def _turn_more(self) -> None:
        self.open = not self.open
        self._show_more()
        self.turned()

    # --- placing

    def first_tool(self) -> Button | None:
        """The button that calls a person, which is never folded away."""
        return next(
            (b for b, a in zip(self.tools, self.block.tools, strict=True) if isinstance(a.event, CallPerson)), None
        )

    def _places(self) -> list[list[Button]]:
        """The places of the tools, one after the other, and all that may stand in each: here, or on another screen."""
        keys = [action.key for action in self.block.tools]
        places: list[list[Button]] = [[tool] for tool in self.tools]
        call = self.first_tool()
        behind = self.tools.index(call) + 1 if call is not None else len(places)
        for button, action in zip(self.absent, self.block.absent, strict=False):
            if action.key in keys:
                places[keys.index(action.key)].append(button)
            elif behind < len(places):
                places[behind].append(button)
            else:
                places.append([button])
        return places

    def plan(self, width: int) -> _Plan:
        """How wide each place is at this width of the bar, and whether the tools are folded.

        Words in one line where there is room for all, else all as wide as the widest in two lines, else folded.
        """
        places = self._places()
        faces = (width, self.low, *(tool.face for place in places for tool in place))
        if self._plan is None or self._plan[0] != faces:
            theme = self.port.theme
            least = theme.mm("tool")
            room = width - self._back_width() - self._main_width() - 2 * self._side()
            room -= theme.mm("gap") * (len(places) + 1)
            single = [max(least, *(tool.narrowest(1) for tool in place)) for place in places]
            if sum(single) <= room:
                plan = _Plan(single, 0)
            else:
                double = max((max(least, tool.narrowest(2)) for place in places for tool in place), default=least)
                if double * len(places) <= room and not self.low:
                    plan = _Plan([double] * len(places), 0)
                else:
                    plan = self._folded(single, double, room + theme.mm("gap") * (len(places) + 1))
            self._plan = faces, plan
        return self._plan[1]

    def _folded(self, single: list[int], double: int, room: int) -> _Plan:
        """The one tool that stays has its words in one line where there is room for it beside `more`."""
        theme = self.port.theme
        more = max(theme.mm("tool"), self.more.narrowest(1))
        left = room - more - 3 * theme.mm("gap")
        call = self.first_tool()
        wide = single[self.tools.index(call)] if call is not None else double
        return _Plan([wide if wide <= left else max(double, more)] * len(single), more)

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def place(self) -> None:
        """Puts every button into its place."""
        self._place(self.width(), move=True)

    def _side(self) -> int:
        return self.port.theme.mm("gap_large")

    def _place_width(self, ems: float) -> int:
        theme = self.port.theme
        icon = 0 if self.low else theme.mm("icon") + theme.mm("gap_small")
        return int(ems * theme.em()) + icon + 2 * theme.mm("pad")

    def _back_width(self) -> int:
        return self._place_width(_BACK_EMS)

    def _main_width(self) -> int:
        return self._place_width(_MAIN_EMS_LOW if self.low else _MAIN_EMS)

    def _place(self, width: int, *, move: bool) -> int:
        theme = self.port.theme
        gap, side, pad = theme.mm("gap"), self._side(), theme.mm("gap_small")
        plan = self.plan(width)
        folded = bool(plan.more)
        call = self.first_tool()
        apart = folded and self.roomy
        places = self._places()
        row = [
            (place, wide)
            for place, wide in zip(places, plan.widths, strict=True)
            if not folded or (place[0] is call and not apart)
        ]
        rest = [place for place in places if folded and (apart or place[0] is not call)]
        if rest and not apart:
            row.append(([self.more], plan.more))
        back = self._back_width()
        main = width - 2 * side - back - sum(wide + gap for _, wide in row) - gap
        wanted = max(self._main_width(), width // 3)
        if self.main_action is not None and (self.low or apart):
            wanted = max(wanted, self.main.narrowest(1))  # a second line would take height
        main = min(main, wanted)
        self._dress_main(main)
        low = max((tool.heightForWidth(wide) for place, wide in row for tool in place), default=theme.mm("tool"))
        beside = [(self.back, back)] if self.block.back is not None else []
        beside += [(self.main, main)] if self.main_action is not None else []
        high = max(low, *(button.heightForWidth(wide) for button, wide in beside), 0)
        top = pad
        opened = bool(rest) and (self.open or apart)
        if opened and not apart:
            top = self._place_rest(rest, top, width, move=move) + gap
        if move:
            self.more.setVisible(bool(rest) and not apart)
            for place in rest:
                self._show_place(place, opened)
            x = side + back + gap
            base = top + high - low  # tools stay where they are when the words beside them need two lines
            for button, box in ((self.back, QRect(side, top, back, high)), (self.main, QRect(width - side - main, top, main, high))):
                own = max(low, button.heightForWidth(box.width())) if button.face.words else low
                self._put(button, box.adjusted(0, high - own, 0, 0))
            for place, wide in row:
                self._show_place(place, shown=True)
                self._put(place[0], QRect(x, base, wide, low))
                x += wide + gap
        bottom = top + high
        if apart:  # below the others, or every second line of the next step would move them
            bottom = self._place_rest(rest, bottom + gap, width, move=move)
        return bottom + pad

    def _dress_main(self, width: int) -> None:
        """The next step does without its icon where a word would have to be broken for it."""
        if self.main_action is None or self.low:
            return
        icon = self.main_action.icon or "arrow-right"
        self.main.show_face(Face(self.main.face.words, "", icon, "main"))
        if self.main.face.words.isascii() and self.main.narrowest(len(self.main.face.words)) > width:
            self.main.show_face(Face(self.main.face.words, "", "", "main"))

    def _show_place(self, place: list[Button], shown: bool) -> None:
        """Shows what stands in a place, unless it only keeps it."""
        if place[0] not in self.absent:
            place[0].setVisible(shown)

    def _place_rest(self, rest: list[list[Button]], y: int, width: int, *, move: bool) -> int:
        """The folded tools in a row (or rows) of their own, from y on. Returns where they end."""
        theme = self.port.theme
        gap, side = theme.mm("gap"), self._side()
        every = [tool for place in rest for tool in place]
        for lines in (1, 2):
            wide = max(max(tool.narrowest(lines) for tool in every), theme.mm("tool"))
            columns = max(1, min(len(rest), (width - 2 * side + gap) // (wide + gap)))
            if columns == len(rest):
                break
        high = max(tool.heightForWidth(wide) for tool in every)
        for start in range(0, len(rest), columns):
            if move:
                for number, place in enumerate(rest[start : start + columns]):
                    self._put(place[0], QRect(side + number * (wide + gap), y, wide, high))
            y += high + gap
        return y - gap

    def _put(self, button: Button, box: QRect) -> None:
        button.setGeometry(mirrored(self, box))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.port.theme
        theme.fill(painter, self.rect(), "band")
        theme.fill(painter, QRect(0, 0, self.width(), theme.mm("line")), "rule")
        painter.end()
