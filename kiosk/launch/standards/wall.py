"""A wall on which any screen is hung in any size, theme, window and language. Events go nowhere; they are counted."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk import phrases
from kiosk.blocks import Block, Caption
from kiosk.display import LANGUAGES, THEMES, Display
from kiosk.events import Event
from kiosk.launch.scenes.theatre import Seen
from kiosk.screen import Screen
from kiosk.value import dataclass
from ui import accessibility
from ui.desk import Desk
from ui.presses import Presses
from ui.theme import DEFAULT_PX_PER_MM, Theme
from ui.view import View

WINDOWS = ((1920, 1080, 4.03), (1280, 800, DEFAULT_PX_PER_MM), (1024, 768, DEFAULT_PX_PER_MM), (1080, 1920, 4.03))
"""Pixels wide and high, and a millimetre in pixels."""
SIZES = 4


@dataclass(frozen=True, slots=True)
class Way:
    """One way to show a screen: numbers into WINDOWS, sizes, THEMES, LANGUAGES."""

    window: int
    size: int
    theme: int
    language: int


def pairwise() -> list[Way]:
    """Sixteen ways in which every two values of two factors meet (an orthogonal array; a test counts the pairs)."""
    return [Way(w, s, w ^ s, (w & 1) ^ (s >> 1)) for w in range(4) for s in range(4)]


def window_name(window: int) -> str:
    """As a report names it."""
    width, height, _ = WINDOWS[window]
    return f"{width}x{height}"


class Wall:
    """One window for all screens shown in it."""

    def __init__(self, window: int) -> None:
        accessibility.install()
        width, height, scale = WINDOWS[window]
        self.theme = Theme(scale)
        self.theme.install()
        self.now = 100.0
        self.sent: list[Event] = []
        self.desk = Desk(self.sent.append, phrases.load("zh"), Display(), self.theme, Presses(self._clock))
        self.window = QWidget()
        self.view = View(self.desk, self.window)
        self.window.resize(width, height)
        self.view.setGeometry(self.window.rect())
        self.window.show()
        self.window.activateWindow()
        if not QTest.qWaitForWindowActive(self.window):
            raise RuntimeError("the window was not shown")
        self.standing = False

    def _clock(self) -> float:
        """Goes on by itself, but while presses are tried."""
        if not self.standing:
            self.now += 1.0
        return self.now

    # --- hands, for measures_pressing.Hands

    def deeds(self) -> int:
        """How many events came."""
        return len(self.sent)

    def later(self, seconds: float) -> None:
        """Lets time pass."""
        self.now += seconds

    # --- hanging

    def hang(self, seen: Seen, way: Way, *, low: bool = False, caption: str = "") -> Screen:
        """Shows it, with something in its caption; returns what was shown. low: in the low-reach mode."""
        display = replace(seen.display, size=way.size, theme=THEMES[way.theme], low_reach=low)
        self.desk.display = display
        self.theme.apply(display)
        language = seen.screen.language if seen.screen.language != "zh" else LANGUAGES[way.language]
        if self.desk.phrases.language != language:
            self.desk.phrases = phrases.load(language)
        said = caption or self.desk.phrases.show("tool.again")
        screen = replace(seen.screen, language=language, blocks=tuple(_captioned(seen.screen.blocks, said)))
        with self.desk.drawing():
            self.view.screen_id = None  # as if one came from another screen
            self.view.show_screen(screen)
        self.sent.clear()
        return screen

    def recolour(self, theme: int) -> None:
        """The same in another theme."""
        self.desk.display = replace(self.desk.display, theme=THEMES[theme])
        self.theme.apply(self.desk.display)

    def redraw(self, screen: Screen) -> None:
        """The same screen once more, as after any event."""
        with self.desk.drawing():
            self.view.show_screen(screen)

    def close(self) -> None:
        """Takes the window away."""
        self.window.close()
        self.window.deleteLater()
        settle()


def _captioned(blocks: Iterable[Block], said: str) -> Iterable[Block]:
    return (replace(block, text=said) if isinstance(block, Caption) else block for block in blocks)


def settle() -> None:
    """Everything that is already waiting happens; nothing is waited for."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
