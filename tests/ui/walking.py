"""A wall on which any screen is hung at any size, theme, window and language, and what is measured there."""

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from audit import Finding, audit_page
from desk import settle
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk import phrases
from kiosk.events import CallPerson
from kiosk.launch.scenes.theatre import Seen
from kiosk.screen import Caption, Choices, Display, Heading, Screen
from ui import accessibility
from ui.blocks.base import visible
from ui.blocks.choices import ChoicesWidget
from ui.desk import Desk
from ui.presses import Presses
from ui.theme import DEFAULT_PX_PER_MM, Theme
from ui.view import View

WINDOWS = ((1920, 1080, 4.03), (1280, 800, DEFAULT_PX_PER_MM), (1024, 768, DEFAULT_PX_PER_MM), (1080, 1920, 4.03))
"""Pixels wide and high, and a millimetre in pixels."""
THEMES = ("day", "black_on_white", "white_on_black", "dim")
LANGUAGES = ("zh", "en")
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Way:
    """One way to show a screen: numbers into WINDOWS, sizes, THEMES, LANGUAGES."""

    window: int
    size: int
    theme: int
    language: int


def every_way() -> list[Way]:
    """The full product: 128."""
    return [Way(w, s, t, k) for w in range(4) for s in range(4) for t in range(4) for k in range(2)]


def pairwise() -> list[Way]:
    """Sixteen ways in which every two values of two factors meet (an orthogonal array; a test counts the pairs)."""
    return [Way(w, s, w ^ s, (w & 1) ^ (s >> 1)) for w in range(4) for s in range(4)]


def ways_for(number: int, seen: Seen, names: set[str]) -> list[Way]:
    """The first screen of a name is shown in half of the pairwise ways, at both ends of the sizes among them; every other drawing at one end.

    Which half is chosen by a fixed seed, so that over all names every way comes up; `--all` shows everything.
    """
    chance = random.Random(SEED ^ zlib.crc32(f"{number} {seen.name}".encode()))
    ends = [chance.choice([way for way in pairwise() if way.size == size]) for size in (0, 3)]
    if seen.screen.name not in names:
        names.add(seen.screen.name)
        return [*ends, *chance.sample([way for way in pairwise() if way not in ends], len(pairwise()) // 2 - 2)]
    return [chance.choice(ends)]


class Wall:
    """One window for all screens shown in it. Events go nowhere."""

    def __init__(self, window: int) -> None:
        accessibility.install()
        width, height, scale = WINDOWS[window]
        self.theme = Theme(scale)
        self.theme.install()
        self.now = 100.0
        self.desk = Desk(lambda event: None, phrases.load("zh"), Display(), self.theme, Presses(self._clock))
        self.window = QWidget()
        self.view = View(self.desk, self.window)
        self.window.resize(width, height)
        self.view.setGeometry(self.window.rect())
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def _clock(self) -> float:
        self.now += 1.0
        return self.now

    def hang(self, seen: Seen, way: Way) -> Screen:
        """Shows it, with something in its caption; returns what was shown."""
        display = replace(seen.display, size=way.size, theme=THEMES[way.theme])
        self.desk.display = display
        self.theme.apply(display)
        language = seen.screen.language if seen.screen.language != "zh" else LANGUAGES[way.language]
        if self.desk.phrases.language != language:
            self.desk.phrases = phrases.load(language)
        screen = replace(seen.screen, language=language, blocks=tuple(map(self._said, seen.screen.blocks)))
        with self.desk.drawing():
            self.view.screen_id = None  # as if one came from another screen
            self.view.show_screen(screen)
        return screen

    def _said(self, block: object) -> object:
        return replace(block, text=self.desk.phrases.show("tool.again")) if isinstance(block, Caption) else block

    def close(self) -> None:
        """Takes the window away."""
        self.window.close()
        self.window.deleteLater()
        settle()


def measured(wall: Wall, screen: Screen) -> Iterator[Finding]:
    """All that falls short on any page of what hangs there."""
    view = wall.view
    for page in range(len(view.page.starts)):
        view.page.turn_to(page)
        yield from audit_page(view, wall.theme)
    view.page.turn_to(0)
    headings = [block for block in visible(screen.blocks) if isinstance(block, Heading)]
    if len(headings) != 1:
        yield Finding("one heading", screen.name, len(headings), 1)
    yield from _order(view)
    yield from _first_choice(view, screen)


def _order(view: View) -> Iterator[Finding]:
    """A-27: everything that can be pressed or written in is in the order, once."""
    order = view.order()
    if len(set(order)) != len(order):
        yield Finding("A-27 twice", "", len(order), len(set(order)))
    for widget in view.findChildren(QWidget):
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tabbed and widget.isEnabled() and widget.isVisibleTo(view) and widget not in order:
            yield Finding("A-27 left out", f"{type(widget).__name__} {widget.accessibleName()}", 0, 1)


def _first_choice(view: View, screen: Screen) -> Iterator[Finding]:
    """The first thing to choose stands on the first page wherever question, help and one card fit on it."""
    first = next((widget for widget in view.page.blocks if isinstance(widget, ChoicesWidget)), None)
    if first is None or view.page.blocks.index(first) > 1 or not isinstance(first.block, Choices):
        return
    card = next(iter(first.cards), None)
    if card is None:
        return
    bottom = card.mapTo(view.page.sheet, QPoint(0, card.height())).y()
    if bottom > view.page.ends[0] and bottom <= view.page.height():
        yield Finding("first choice out of sight", screen.name, bottom, view.page.ends[0])


def tabbed_through(view: View) -> Iterator[Finding]:
    """A-27, A-02: Tab goes through everything once and round, and what has the focus is in sight."""
    order = view.order()
    reached: list[QWidget] = []
    turning = {view.page.up, view.page.down}
    for _ in range(len(order) + 4):
        focus = view.focusWidget()
        QTest.keyClick(focus if focus is not None else view, Qt.Key.Key_Tab)
        focus = view.focusWidget()
        if focus is None:
            yield Finding("A-27 lost", "", len(reached), len(order))
            return
        if focus.visibleRegion().isEmpty():
            yield Finding("A-27 out of sight", f"{type(focus).__name__} {focus.accessibleName()}", 0, 1)
        if reached and focus is reached[0]:
            break
        reached.append(focus)
    missed = set(order) - set(reached) - turning
    if missed:
        yield Finding("A-27 not reached", ", ".join(sorted(w.accessibleName() for w in missed)), len(reached), len(order))
    if len(set(reached)) != len(reached):
        yield Finding("A-27 trap", "", len(set(reached)), len(reached))


def call_place(view: View) -> tuple[int, int, int, int] | None:
    """Where the button stands that calls a person; None when there is none."""
    for tool, action in zip(view.bar.tools, view.bar.block.tools, strict=True):
        if isinstance(action.event, CallPerson) and tool.isVisibleTo(view):
            box = QRect(tool.mapTo(view, QPoint(0, 0)), tool.size())
            return box.x(), box.y(), box.width(), box.height()
    return None


