"""高龄津贴 from the first screen to the receipt by a keyboard alone: Tab, Shift+Tab, Enter, Space and digits; nothing is clicked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from kiosk.blocks import Action, Choices
from tests.stories.allowance import apply, own_hall
from tests.stories.hall import Hall

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with own_hall(tmp_path) as opened:
        yield opened


class Keys:
    """A keyboard. Every press goes to what has the focus, as the system would send it."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.driver = hall.driver
        self.view = hall.app.window.view

    def focus(self) -> QWidget:
        """What has the focus; it is in sight."""
        widget = self.view.focusWidget()
        assert widget is not None and not widget.visibleRegion().isEmpty()
        return widget

    def press(self, key: Qt.Key) -> None:
        """One key."""
        QTest.keyClick(self.focus(), key)
        self.driver.pump()

    def tab_to(self, words: str) -> None:
        """Tabs until the button with these words has the focus; at most once round."""
        for _ in range(len(self.view.walk.order()) + 5):
            focus = self.view.focusWidget()
            if isinstance(focus, QAbstractButton) and focus.accessibleName() == words:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to a button on {self.driver.name}")

    def do(self, action: Action, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Tabs to it and presses it."""
        self.tab_to(self.driver.words(action))
        self.press(key)

    def main(self) -> None:
        """The one next step."""
        action = self.driver.main()
        assert action is not None, self.driver.name
        self.do(action)

    def named(self, name: str) -> None:
        """The action of this name."""
        self.do(next(action for action in self.driver.actions() if action.name == name))

    def choose(self, block: Choices, value: str) -> None:
        """A card, by Space."""
        option = next(option for option in block.options if option.value == value)
        if value not in block.chosen:
            self.tab_to(self.hall.app.desk.phrases.show(option.text))
            self.press(Qt.Key.Key_Space)

    def write(self, text: str) -> None:
        """Types."""
        for sign in text:
            QTest.keyClick(self.focus(), sign)  # type: ignore[call-overload]
            self.driver.pump()

    def witness(self, number: str, secret: str) -> None:
        """By Tab from one field to the other."""
        self.write(number)
        first = self.focus()
        while self.focus() is first or not isinstance(self.focus(), QLineEdit):
            self.press(Qt.Key.Key_Tab)
        self.write(secret)


def test_the_old_age_allowance_is_applied_for_by_keys_alone(hall: Hall) -> None:
    apply(Keys(hall))
