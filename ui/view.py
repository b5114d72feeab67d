"""A Screen as widgets: top strip, content, caption, tool bar, and the keyboard beside them.

The same Screen id drawn again fills the widgets that are there and moves neither focus nor page. A new id begins at its top with the focus
on the question, or in the field when there is one. Which widget draws which block: ui/filling.py; where keys lead: ui/walk.py.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.blocks import Action, Block, Caption, Heading, Progress, ToolBar
from kiosk.display import Display
from kiosk.events import Focused, Pages
from kiosk.screen import Screen
from ui.blocks.base import BlockWidget, Port, visible
from ui.blocks.caption import CaptionWidget
from ui.blocks.heading import HeadingWidget
from ui.blocks.toolbar import ToolBarWidget
from ui.filling import Filling, Name
from ui.focus import Ring, has_stops
from ui.labels import Label
from ui.layouts import mirrored, put
from ui.page import Page
from ui.places import key_at
from ui.reach import Reach
from ui.scan import Light
from ui.strip import Strip
from ui.walk import Walk

_One = TypeVar("_One", bound=Block)

_PORTRAIT = 1.2
"""From this height to width on, the window is an upright kiosk."""
_LOW_EMS = 18
"""A window less high than so many ideographs gives the room of icons, and with a keyboard the service's name, to the question."""
_NARROW_EMS = 24
"""In an upright window less wide, the one row of tools that low reach has does without icons too."""
_EYE, _HAND = 0.08, 0.86
"""Of an upright kiosk's height, from the top: where the strip begins and the tool bar ends. On a 32 inch upright screen whose lower edge is
0.75 m above the floor the bar then ends at 0.82 m, the keyboard stands above it at elbow height, and what is pressed stays within the 1.22 m of
EN 301 549 8.3 as far as it can. The quiet band above keeps the question at eye level. In low reach the bar goes down to the edge."""


class View(QWidget):
    """Draws one Screen after another."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.port = port
        self.screen_id: tuple[str, str] | None = None
        self.strip = Strip(port, self)
        self.upper = Page(port, self)
        self.page = Page(port, self)
        self.caption = CaptionWidget(port, self)
        self.bar = ToolBarWidget(port, self)
        self.bar.turned = self.place
        self.dock: list[BlockWidget] = []
        self.walk = Walk(self)
        self._filling = Filling(port)
        self._screen: Screen | None = None
        self._placed = QSize()
        self._drawn: tuple[Screen, tuple[Display, str, Qt.LayoutDirection]] | None = None
        self._reach = Reach(self)
        self.ring = Ring(port.theme, self)
        self.light = Light(self)
        self._paged: tuple[object, tuple[int, ...]] | None = None
        self._pages: tuple[tuple[str, str], int] | None = None
        """Of which screen how many pages were told last."""
        self._showing = False
        self.came_by_key = False
        """The focus is being moved by a key: what it comes to is told."""
        port.theme.changed.connect(self.restyle)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    # --- filling

    def show_screen(self, screen: Screen) -> None:
        """Draws this Screen."""
        self._showing = True
        try:
            self._show_screen(screen)
        finally:
            self._showing = False
        self.light.follow(screen.mark)
        pages = screen.id, len(self.page.starts)
        if (self.port.display.scan or self.port.display.explore) and pages != self._pages:
            self._pages = pages
            self.port.send(Pages(pages[1]))

    @property
    def shown(self) -> Screen | None:
        """What is drawn."""
        return self._screen

    @property
    def drawn(self) -> list[BlockWidget]:
        """The widgets of all blocks, in the order of the Screen."""
        return list(self._filling.widgets.values())

    def name_of(self, widget: BlockWidget) -> Name | None:
        """Which block it shows; None for none."""
        return self._filling.name_of(widget)

    def bring_candidate(self, text: str) -> None:
        """The keyboard shows this candidate."""
        for widget in self.dock:
            candidates = getattr(widget, "candidates", None)
            if candidates is not None:
                candidates.bring(text)

    def _show_screen(self, screen: Screen) -> None:
        new = screen.id != self.screen_id
        phrases = self.port.phrases
        unlit = screen if screen.mark is None else replace(screen, mark=None)
        look = self.port.display, phrases.language, self.layoutDirection()
        drawn = unlit, look
        self._screen, self.screen_id = screen, screen.id
        if not new and drawn == self._drawn:  # most events change nothing that is seen
            for widget in self.drawn:
                widget.mend()
            self.walk.keep()
            return
        if self._drawn is None or look != self._drawn[1]:
            self.page.let_go()
        self._drawn = drawn
        shown = list(visible(screen.blocks))
        title = _first(shown, Heading)
        heading = phrases.show(title.text) if title is not None else ""
        bar, caption, progress = _first(shown, ToolBar), _first(shown, Caption), _first(shown, Progress)
        main = next((b for b in shown if isinstance(b, Action) and b.main), None)
        fixed = (bar, main, caption, progress)
        content = [b for b in shown if not any(b is other for other in fixed)]
        widgets = self._filling.fill(content, heading, new, self.page.sheet)
        if new:
            self.bar.close_more()
            self.page.to_top()
        where = phrases.show(screen.where) if screen.where is not None else ""
        low, display = self.port.display.low_reach, bar.display if bar is not None else None
        if bar is not None and display is not None and low:
            bar, display = replace(bar, tools=(*bar.tools, display), display=None), None
        self.strip.show_strip(where, progress, screen.demo, display)
        self.strip.setVisible(bool(where or progress or screen.demo or display))
        self.caption.setVisible(caption is not None)
        if caption is not None:
            self.caption.show_block(caption)
        self.bar.setVisible(bar is not None or main is not None)
        self.bar.show_block(bar or ToolBar(None, ()))
        self.bar.show_main(main)
        self.dock = [widget for widget in widgets if widget.docked]
        for widget in self.dock:
            if widget.parentWidget() is not self:
                widget.setParent(self)
            widget.show()
        content_widgets = [widget for widget in widgets if not widget.docked]
        high_up: list[BlockWidget] = [w for w in content_widgets if low and isinstance(w, HeadingWidget)]
        self.page.apart = low
        self.upper.setVisible(low)
        self.upper.set_blocks(high_up)
        self.page.set_blocks([w for w in content_widgets if w not in high_up])
        self.page.card = screen.modal
        self.place()
        self._tell_rest(content_widgets, new)
        if new:
            self.walk.begin()
        else:
            self.walk.keep()

    def _tell_rest(self, widgets: list[BlockWidget], new: bool) -> None:
        """What has nothing to press is told with the question, or a screen reader that follows the focus would never meet it."""
        title = next((widget for widget in widgets if isinstance(widget, HeadingWidget)), None)
        if title is None or (title.title.hasFocus() and not new):  # what changes under the focus is announced by itself
            return
        silent = (widget for widget in widgets if widget is not title and not has_stops(widget))
        rest = [label.text() for widget in silent for label in widget.findChildren(Label) if not label.isHidden()]
        wrong = [widget.wrong for widget in widgets if widget.first_editor() is None]  # an editor tells its own
        title.tell(" ".join(filter(None, (*wrong, *rest))))

    def restyle(self) -> None:
        """Another size or theme: everything measures and paints itself anew."""
        for widget in self.findChildren(QWidget):
            again = getattr(widget, "restyle", None)
            if again is not None:
                again()
        self.page.let_go()
        self.place()
        self.update()

    # --- placing

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.size() != self._placed:  # what was placed before the window is shown, is
            self.page.let_go()
            self.place()

    def place(self) -> None:
        """Strip on top, tool bar at the bottom (upright: at the height of the hand), caption above it, content in between."""
        width, high = self.width(), self.height()
        if width <= 0 or high <= 0:
            return
        self._placed = self.size()
        upright = high > width * _PORTRAIT
        low = high < _LOW_EMS * self.port.theme.em()
        narrow = upright and self.port.display.low_reach and width < _NARROW_EMS * self.port.theme.em()
        self.bar.set_low(low or narrow)
        self.strip.short = low and bool(self.dock)
        top = round(high * _EYE) if upright else 0
        if not self.strip.isHidden():
            tall = self.strip.heightForWidth(width)
            put(self.strip, QRect(0, top, width, tall))
            top += tall
        dock = [(widget, max(widget.heightForWidth(width), 0)) for widget in self.dock]
        bottom = round(high * _HAND) if upright and not self.port.display.low_reach else high
        self.bar.roomy = upright and not self.port.display.low_reach
        if not self.bar.isHidden():
            tall = self.bar.heightForWidth(width)
            bottom -= tall
            put(self.bar, QRect(0, bottom, width, tall))
        if dock:
            bottom -= sum(tall for _, tall in dock)
            self._stack(dock, bottom, width)
        if not self.caption.isHidden():
            side = self.port.theme.side(width)
            wide = width - side - self.port.theme.mm("margin")
            tall = self.caption.heightForWidth(wide)
            bottom -= tall
            put(self.caption, mirrored(self, QRect(side, bottom, wide, tall)))
        self.page.low_room = 0
        if self.port.display.low_reach:
            top = self._place_low(top, bottom)
        put(self.page, QRect(0, top, width, max(1, bottom - top)))
        if not self.caption.isHidden():
            self._help()
        focus, paged = self.focusWidget(), (self.screen_id, tuple(self.page.starts))
        if focus is not None and paged != self._paged:  # else the page stays where the person, or the light, has turned it
            self.page.bring(focus)
        self._paged = paged
        self.ring.place()
        self.light.place()
        self.update()

    def _help(self) -> None:
        """What helps and has no height at its question stands in the caption's row, and in what the page above it leaves free."""
        box = self.caption.geometry()
        least = self.caption.heightForWidth(box.width())
        unseen = next((widget.unseen for widget in self.drawn if isinstance(widget, HeadingWidget)), ())
        high = self.caption.show_help(unseen, box.width(), least + self.page.free())
        put(self.caption, QRect(box.x(), box.bottom() + 1 - high, box.width(), high))

    def _place_low(self, top: int, bottom: int) -> int:
        """What is pressed goes into the lower half (A-24), the question above it. Returns where the page begins."""
        low_room = max(bottom - self.height() // 2, self.port.theme.mm("touch"))
        self.page.low_room = low_room
        if self.upper.blocks:
            tall = self.upper.wanted(self.width())
            if tall <= bottom - low_room - top:
                put(self.page, QRect(0, top + tall, self.width(), bottom - top - tall))
                if self.page.tallest() <= self.page.height():  # else something would be cut in two
                    put(self.upper, QRect(0, top, self.width(), tall))
                    return top + tall
            self.page.set_blocks([*self.upper.blocks, *self.page.blocks])  # too little height for both: all is turned
            self.upper.set_blocks([])
            self.upper.hide()
        return top

    def _stack(self, dock: list[tuple[BlockWidget, int]], top: int, width: int) -> None:
        for widget, tall in dock:
            put(widget, QRect(0, top, width, tall))
            top += tall

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        modal = self._screen is not None and self._screen.modal
        fill = self.port.theme.fill
        fill(painter, event.rect(), "band" if modal else "ground")
        if self.height() > self.width() * _PORTRAIT:
            fill(painter, QRect(0, 0, self.width(), round(self.height() * _EYE)) & event.rect(), "band")
        if not self.bar.isHidden() and self.bar.geometry().bottom() + 1 < self.height():
            under = QRect(0, self.bar.geometry().bottom() + 1, self.width(), self.height())
            fill(painter, under & event.rect(), "band")
        painter.end()

    # --- focus and keys

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round in the order that is seen, whatever order the widgets were made in."""
        return self.walk.step(forward)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.page.bring(new)
            self.ring.follow(new)
            by_key, self.came_by_key = self.came_by_key and old is not None, False
            key = key_at(self, new) if by_key and not self._showing else None
            if key is not None:
                self.port.send(Focused(key))
        else:
            self.ring.follow(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self.walk.press(event))

    # --- a finger beside a target

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._reach.press(event, self.port.theme.mm("past")):
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._reach.move(event, self.port.theme.mm("past"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._reach.release(event, self.port.theme.mm("past"))


def _first(blocks: Iterable[Block], kind: type[_One]) -> _One | None:
    """The first block of this type; None without one."""
    return next((block for block in blocks if isinstance(block, kind)), None)
