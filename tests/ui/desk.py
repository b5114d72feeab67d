"""A View with a clock in the test's hands, which keeps every event that was sent."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk import phrases
from kiosk.display import Display
from kiosk.events import Event
from kiosk.screen import Screen
from ui import accessibility
from ui.desk import Desk
from ui.presses import Presses
from ui.theme import Theme
from ui.view import View


class Bench:
    """Shows Screens, presses what a person would press, and tells what was sent."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        accessibility.install()
        self.now = 100.0
        self.sent: list[Event] = []
        self.theme = Theme()
        self.theme.install()
        self.presses = Presses(lambda: self.now)
        self.desk = Desk(self.sent.append, phrases.load("zh"), Display(), self.theme, self.presses)
        self.window = QWidget()
        self.view = View(self.desk, self.window)
        self.window.show()
        self.resize(width, height)
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window, 60_000)

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.view.setGeometry(self.window.rect())

    def wear(self, size: int = 2, theme: str = "day") -> None:
        self.desk.display = Display(size=size, theme=theme)
        self.theme.apply(self.desk.display)

    def show(self, screen: Screen) -> None:
        with self.desk.drawing():
            self.view.show_screen(screen)
        settle()

    def later(self, seconds: float) -> None:
        self.now += seconds

    def button(self, words: str) -> QAbstractButton:
        found = [b for b in self.view.findChildren(QAbstractButton) if b.accessibleName() == words and not b.isHidden()]
        assert found, words
        return found[0]

    def press(self, words: str) -> None:
        """A finger on the button with these words, a second after the last one."""
        self.later(1)
        self.view.page.bring(self.button(words))
        QTest.mouseClick(self.button(words), Qt.MouseButton.LeftButton)
        settle()

    def tap(self, x: int, y: int) -> None:
        self.later(1)
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))

    def key(self, key: Qt.Key) -> None:
        self.later(1)
        QTest.keyClick(self.view.focusWidget() or self.view, key)
        settle()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        settle()


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Waits for a condition, with a deadline."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        QTest.qWait(5)


def settle() -> None:
    """Everything that is already waiting happens; nothing is waited for."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
