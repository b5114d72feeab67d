"""Hands and eyes for the tour: acts on the real widgets by what stands on them, and waits for what the screen becomes."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk.blocks import Action, Block, Choices, DateField, Keyboard, actions_in
from kiosk.events import Event
from ui.blocks.base import visible
from ui.ink import InkPad

if TYPE_CHECKING:
    from kiosk.launch.wiring import Program

DEADLINE_S = 60.0


class CannotGoOn(AssertionError):
    """What the driver looked for is not there. Names the screen and the thing, never a value."""


class Ticks:
    """A clock for the guard on presses: every act is far enough from the one before."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.7
        return self.now


class Driver:
    """One person at the screen. presses counts what was pressed; screens are the names that stood, in order."""

    def __init__(self, program: "Program") -> None:
        self.program = program
        self.window: QWidget = program.app.window
        self.presses = 0
        self.screens: list[str] = []

    def pump(self) -> None:
        """One turn of the loop. What was thrown away is gone after it, as in `exec`: processEvents alone does not see to that."""
        self.program.app.application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # --- eyes ----------------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name of the screen."""
        return self.program.controller.screen.name

    def blocks(self) -> list[Block]:
        """What the eye meets."""
        return list(visible(self.program.controller.screen.blocks))

    def actions(self) -> list[Action]:
        """All that can be pressed."""
        return [action for block in self.blocks() for action in actions_in(block)]

    def main(self) -> Action | None:
        """The one next step."""
        return next((action for action in self.actions() if action.main), None)

    def words(self, action: Action) -> str:
        """What stands on it."""
        return self.program.app.desk.phrases.show(action.text)

    def wait(self, what: str, condition: Callable[[], bool], seconds: float = DEADLINE_S) -> None:
        """Lets the program run until the condition holds. Raises CannotGoOn at the deadline."""
        end = time.monotonic() + seconds
        while not condition():
            self.pump()
            if time.monotonic() > end:
                raise CannotGoOn(f"{what}: still at {self.name}")
            QTest.qWait(2)
        self.pump()

    def until(self, *names: str, seconds: float = DEADLINE_S) -> None:
        """Waits for one of these screens."""
        self.wait(" or ".join(names), lambda: self.name in names, seconds)

    # --- hands ---------------------------------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Presses the action of this name (its key, or phrase key)."""
        self.press_where(name, lambda action: action.name == name)

    def press_event(self, kind: type[Event]) -> None:
        """Presses what sends such an event."""
        self.press_where(kind.__name__, lambda action: isinstance(action.event, kind))

    def press_main(self) -> None:
        """Presses the one next step."""
        self.press_where("main", lambda action: action.main)

    def press_where(self, what: str, fits: Callable[[Action], bool]) -> None:
        """Presses the first action that fits, by the words on its button."""
        action = next((action for action in self.actions() if fits(action) and action.enabled), None)
        if action is None:
            raise CannotGoOn(f"no action {what} on {self.name}")
        self.click(self.button(self.words(action)))

    def button(self, words: str) -> QAbstractButton:
        """The button with these words."""
        found = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.accessibleName() == words and button.isVisibleTo(self.window) and button.isEnabled()
        ]
        if not found:
            raise CannotGoOn(f"no such button on {self.name}")
        return found[0]

    def click(self, widget: QWidget) -> None:
        """A finger on its middle; brought into sight before, as turning the page does."""
        self.presses += 1
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pump()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        self.pump()

    def choose(self, block: Choices, value: str) -> None:
        """Picks an option by its words."""
        option = next(option for option in block.options if option.value == value)
        self.click(self.button(self.program.app.desk.phrases.show(option.text)))

    def write(self, text: str, number: int = 0) -> None:
        """Writes into the field: digits by the keys on the screen where they are, else by a keyboard."""
        edits = [
            edit
            for edit in self.window.findChildren(QWidget)
            if isinstance(edit, QLineEdit | QPlainTextEdit) and edit.isVisibleTo(self.window)
        ]
        edit = edits[number]
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pump()
        if text.isdigit() and any(isinstance(block, Keyboard) for block in self.blocks()):
            for digit in text:
                self.click(self.button(digit))
            return
        edit.selectAll()
        committed = QInputMethodEvent()
        committed.setCommitString(text)
        QApplication.sendEvent(edit, committed)
        self.pump()

    def write_date(self, block: DateField, text: str) -> None:
        """Digits of an ISO date or month, key by key."""
        if any(isinstance(other, Keyboard) for other in self.blocks()):
            for digit in text.replace("-", ""):
                self.click(self.button(digit))
            return
        cells = [edit for edit in self.window.findChildren(QLineEdit) if edit.isVisibleTo(self.window)]
        for cell, part in zip(cells, text.split("-"), strict=False):
            cell.setFocus(Qt.FocusReason.OtherFocusReason)
            cell.selectAll()
            QTest.keyClicks(cell, part)
            self.pump()

    def sign(self) -> None:
        """Two strokes on the pad."""
        pad = next(pad for pad in self.window.findChildren(InkPad) if pad.isVisibleTo(self.window))
        pad.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pump()
        self.presses += 1
        for stroke in (((0.2, 0.3), (0.4, 0.5), (0.3, 0.7)), ((0.5, 0.3), (0.7, 0.6), (0.8, 0.4))):
            points = [QPoint(int(x * pad.width()), int(y * pad.height())) for x, y in stroke]
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(pad, point)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])
        self.pump()

    def find(self, kind: type[Block]) -> Block | None:
        """The first block of a kind."""
        return next((block for block in self.blocks() if isinstance(block, kind)), None)
