"""高龄津贴 by the nine keys of a pad alone: four arrows, select, help, read again, louder, softer; and what is told on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk import phrases
from kiosk.blocks import Action, Choices, TextField
from kiosk.requests import Tell
from tests.stories.allowance import apply, own_hall, people
from tests.stories.hall import Hall
from ui.blocks.keyboard import KeyboardWidget
from ui.keys import Key
from voice.saying import Saying
from voice.telling import tell

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]


class Pad:
    """Nine keys and an ear. told: the sentences of each thing that the focus came to by a key."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.driver = hall, hall.driver
        self.view = hall.app.window.view
        self.presses = 0
        self.told: list[str] = []
        hall.program.controller._tell = self._hear

    def _hear(self, told: Tell) -> None:
        saying = Saying(phrases.load("zh"))
        self.told.append("。".join(utterance.text for utterance in tell(told, saying)))

    def focus(self) -> QWidget:
        widget = self.view.focusWidget()
        assert widget is not None and not widget.visibleRegion().isEmpty()
        return widget

    def press(self, key: Qt.Key) -> None:
        self.presses += 1
        QTest.keyClick(self.focus(), key)
        self.driver.pump()

    def to(self, words: str) -> None:
        """By arrows to the button with these words: group by group, then thing by thing."""
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            for _ in range(len(self.view.walk.order()) + 5):
                focus = self.view.focusWidget()
                if isinstance(focus, QAbstractButton) and focus.accessibleName() == words:
                    return
                before = focus
                self.press(key)
                if key is Qt.Key.Key_Right and self.view.focusWidget() is before:
                    break  # in a field, to the right is within the field
        raise AssertionError(f"no arrow leads to a button on {self.driver.name}")

    def do(self, action: Action) -> None:
        self.to(self.driver.words(action))
        self.press(Qt.Key.Key_Return)

    def main(self) -> None:
        action = self.driver.main()
        assert action is not None, self.driver.name
        self.do(action)

    def named(self, name: str) -> None:
        self.do(next(action for action in self.driver.actions() if action.name == name))

    def choose(self, block: Choices, value: str) -> None:
        option = next(option for option in block.options if option.value == value)
        if value not in block.chosen:
            self.to(self.hall.app.desk.phrases.show(option.text))
            self.press(Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        """By the keys on the screen."""
        for sign in text:
            if self._key(sign) is None:
                self._onto(self._layout("digits" if sign.isdigit() else "latin"))
            key = self._key(sign)
            assert key is not None, self.driver.name
            self._onto(key)

    def witness(self, number: str, secret: str) -> None:
        """By arrows out of the keyboard and up from one field to the other."""
        self.write(number)
        second = [block.key for block in self.driver.blocks() if isinstance(block, TextField)][1]
        for _ in range(10):
            if not isinstance(self.focus(), Key) and self.hall.program.controller.session.editing.active == second:
                break
            self.press(Qt.Key.Key_Up)
        self.write(secret)

    def _board(self) -> KeyboardWidget:
        return next(widget for widget in self.view.dock if isinstance(widget, KeyboardWidget))

    def _key(self, sign: str) -> Key | None:
        keys = (key for key in self._board().visible_keys() if key.kind == "character")
        return next((key for key in keys if key.token.lower() == sign.lower()), None)

    def _layout(self, name: str) -> Key:
        return next(key for key in self._board().visible_keys() if key.kind == "layout" and key.token == name)

    def _onto(self, key: Key) -> None:
        """From the field by "select" into the keyboard, along its rows to the key, and select again."""
        for _ in range(60):
            focus = self.focus()
            if focus is key:
                self.press(Qt.Key.Key_Return)
                return
            self.press(self._towards(focus, key) if isinstance(focus, Key) else Qt.Key.Key_Return)
        raise AssertionError(f"no arrow leads to the key on {self.driver.name}")

    @staticmethod
    def _towards(focus: Key, key: Key) -> Qt.Key:
        away: QPoint = key.mapToGlobal(key.rect().center()) - focus.mapToGlobal(focus.rect().center())
        if abs(away.y()) > max(focus.height(), key.height()) // 2:
            return Qt.Key.Key_Down if away.y() > 0 else Qt.Key.Key_Up
        return Qt.Key.Key_Right if away.x() > 0 else Qt.Key.Key_Left


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with own_hall(tmp_path) as opened:
        yield opened


def test_the_old_age_allowance_is_applied_for_by_nine_keys_alone(hall: Hall) -> None:
    pad = Pad(hall)
    apply(pad)
    print(f"nine keys: {pad.presses} presses")
    assert pad.presses < 900
    assert len(pad.told) > 100 and all(pad.told)
    assert any("第2个，共4个" in told for told in pad.told)
    phone = people(hall)["items"][0]["phone"].removeprefix("+86")
    assert not any(phone in told for told in pad.told), "on a loudspeaker, a number is told by its length"


def test_the_other_keys_of_the_pad_help_read_again_and_change_the_volume(hall: Hall) -> None:
    pad = Pad(hall)
    volume = hall.program.controller.session.display.volume
    pad.press(Qt.Key.Key_F4)
    assert hall.program.controller.session.display.volume == volume + 1
    assert pad.told == ["音量第4级，共5级"]
    pad.press(Qt.Key.Key_F3)
    pad.press(Qt.Key.Key_F3)
    assert hall.program.controller.session.display.volume == volume - 1
    again: list[bool] = []
    hall.program.controller._say_again = lambda: again.append(True)
    pad.press(Qt.Key.Key_F2)
    assert again == [True]
    pad.press(Qt.Key.Key_F1)
    assert hall.driver.name == "over.call"
