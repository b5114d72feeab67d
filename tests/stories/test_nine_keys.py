"""高龄津贴 by the nine keys of a pad alone: four arrows, select, help, read again, louder, softer; and what is told on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk import phrases
from kiosk.forms.values import typed
from kiosk.journeys.apply import state as apply_state
from kiosk.journeys.asking import NO, YES
from kiosk.launch import journeys
from kiosk.launch.tour import Sandbox
from kiosk.launch.tour_journeys import plans
from kiosk.requests import Tell
from kiosk.screen import Action, Choices, DateField, TextField
from tests.stories.hall import Hall
from ui.blocks.keyboard import KeyboardWidget
from ui.keys import Key
from voice.saying import Saying
from voice.telling import tell

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]
ALLOWANCE = "YL0000000101"
ARROWS = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right


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
    sandbox = Sandbox(tmp_path / "portal")
    with Hall(sandbox.embedded.url(), tmp_path / "kiosk") as opened:
        opened.catalogue()
        yield opened
    sandbox.embedded.close()


def answer(pad: Pad, state: apply_state.State) -> None:
    assert state.asking is not None and state.asking.fault is None
    question = state.asking.question
    value = plans()[ALLOWANCE].get(state.asking.pointer, journeys.example(question))
    match pad.driver.find(Choices) or pad.driver.find(DateField):
        case Choices() as block:
            wanted = (
                [YES if value else NO] if isinstance(value, bool) else value if isinstance(value, list) else [value]
            )
            for one in wanted:
                pad.choose(block, str(one))
        case DateField():
            pad.write(str(value).replace("-", ""))
        case _:
            pad.write(typed(question, value))
    pad.main()


def test_the_old_age_allowance_is_applied_for_by_nine_keys_alone(hall: Hall) -> None:
    pad, driver = Pad(hall), hall.driver
    pad.main()
    driver.until("notice")
    pad.main()
    driver.until("sign_in.choose")
    pad.named("sign_in.by.otp")
    driver.until("sign_in.phone")
    people = requests.get(f"{hall.program.portal_url()}/sandbox/people", timeout=10).json()
    pad.write(people["items"][0]["phone"].removeprefix("+86"))
    pad.main()
    driver.until("sign_in.code")
    pad.write(hall.program.controller.session.journey.pending.demonstration_code)  # type: ignore[attr-defined]
    pad.main()
    driver.until("home")
    if not any(action.name == f"service.{ALLOWANCE}" for action in driver.actions()):
        pad.named("home.find")
        service = hall.program.controller.session.catalogue.index.service(ALLOWANCE)
        assert service is not None
        pad.named(f"door.{service.life_events[0]}")
    pad.named(f"service.{ALLOWANCE}")
    for _ in range(60):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        state = hall.application()
        if driver.name == "apply.receipt":
            break
        if driver.name == "apply.question":
            answer(pad, state)
        elif driver.name.startswith("apply.material.choose"):
            block = driver.find(Choices)
            assert isinstance(block, Choices) and state.collecting is not None
            pad.choose(block, state.collecting.slot.modes[0])
            pad.main()
        elif driver.name == "apply.sign":
            witness(pad, people["staff"][0])
        else:
            driver.wait("a draft", lambda: driver.name != "apply.review" or hall.application().draft is not None)
            pad.main()
    assert driver.name == "apply.receipt"
    pad.main()
    driver.wait("the slip", lambda: len(hall.printer.printed) == 1)
    print(f"nine keys: {pad.presses} presses")
    assert pad.presses < 900
    assert len(pad.told) > 100 and all(pad.told)
    assert any("第2个，共4个" in told for told in pad.told)
    phone = people["items"][0]["phone"].removeprefix("+86")
    assert not any(phone in told for told in pad.told), "on a loudspeaker, a number is told by its length"


def witness(pad: Pad, staff: dict[str, str]) -> None:
    """Who cannot draw calls a member of staff."""
    driver = pad.driver
    pad.named("sign.cannot")
    driver.until("apply.witness")
    pad.write(staff["id"])
    second = [block.key for block in driver.blocks() if isinstance(block, TextField)][1]
    for _ in range(10):
        if not isinstance(pad.focus(), Key) and hall_active(pad) == second:
            break
        pad.press(Qt.Key.Key_Up)
    pad.write(staff["pin"])
    pad.main()
    driver.wait("the witness", lambda: driver.name != "apply.witness")


def hall_active(pad: Pad) -> str:
    return pad.hall.program.controller.session.editing.active


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
