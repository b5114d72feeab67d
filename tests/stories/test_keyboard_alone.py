"""高龄津贴 from the first screen to the receipt by a keyboard alone: Tab, Shift+Tab, Enter, Space and digits; nothing is clicked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from kiosk.forms.values import typed
from kiosk.journeys.apply import state as apply_state
from kiosk.journeys.asking import NO, YES
from kiosk.launch import journeys
from kiosk.launch.tour import Sandbox
from kiosk.launch.tour_journeys import plans
from kiosk.screen import Action, Choices, DateField
from tests.stories.hall import Hall

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]
ALLOWANCE = "YL0000000101"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    sandbox = Sandbox(tmp_path / "portal")
    with Hall(sandbox.embedded.url(), tmp_path / "kiosk") as opened:
        opened.catalogue()
        yield opened
    sandbox.embedded.close()


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

    def digits(self, text: str) -> None:
        """Types into the field that has the focus, or the cells of a date one after another."""
        for digit in text:
            QTest.keyClick(self.focus(), digit)  # type: ignore[call-overload]
            self.driver.pump()


def answer(keys: Keys, state: apply_state.State) -> None:
    """Answers what is asked."""
    assert state.asking is not None and state.asking.fault is None
    question = state.asking.question
    value = plans()[ALLOWANCE].get(state.asking.pointer, journeys.example(question))
    block = keys.driver.find(Choices) or keys.driver.find(DateField)
    match block:
        case Choices():
            wanted = [YES if value else NO] if isinstance(value, bool) else value if isinstance(value, list) else [value]
            for one in wanted:
                keys.choose(block, str(one))
        case DateField():
            keys.digits(str(value).replace("-", ""))
        case _:
            keys.digits(typed(question, value))
    keys.main()


def test_the_old_age_allowance_is_applied_for_by_keys_alone(hall: Hall) -> None:
    keys, driver = Keys(hall), hall.driver
    keys.main()
    driver.until("notice")
    keys.main()
    driver.until("sign_in.choose")
    keys.named("sign_in.by.otp")
    driver.until("sign_in.phone")
    people = requests.get(f"{hall.program.portal_url()}/sandbox/people", timeout=10).json()["items"]
    keys.digits(people[0]["phone"].removeprefix("+86"))
    keys.main()
    driver.until("sign_in.code")
    keys.digits(hall.program.controller.session.journey.pending.demonstration_code)  # type: ignore[attr-defined]
    keys.main()
    driver.until("home")
    if not any(action.name == f"service.{ALLOWANCE}" for action in driver.actions()):
        keys.named("home.find")
        service = hall.program.controller.session.catalogue.index.service(ALLOWANCE)
        assert service is not None
        keys.named(f"door.{service.life_events[0]}")
    keys.named(f"service.{ALLOWANCE}")
    for _ in range(60):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        state = hall.application()
        if driver.name == "apply.receipt":
            break
        if driver.name == "apply.question":
            answer(keys, state)
        elif driver.name.startswith("apply.material.choose"):
            block = driver.find(Choices)
            assert isinstance(block, Choices) and state.collecting is not None
            keys.choose(block, state.collecting.slot.modes[0])
            keys.main()
        elif driver.name == "apply.sign":
            witness(keys)
        else:
            driver.wait("a draft", lambda: driver.name != "apply.review" or hall.application().draft is not None)
            keys.main()
    assert driver.name == "apply.receipt"
    keys.main()
    driver.wait("the slip", lambda: len(hall.printer.printed) == 1)


def witness(keys: Keys) -> None:
    """Who can only use keys does not draw: a member of staff witnesses it."""
    driver = keys.driver
    keys.named("sign.cannot")
    driver.until("apply.witness")
    staff = requests.get(f"{keys.hall.program.portal_url()}/sandbox/people", timeout=10).json()["staff"][0]
    for letter in staff["id"]:
        QTest.keyClick(keys.focus(), letter)  # type: ignore[call-overload]
    first = keys.focus()
    while keys.focus() is first or not isinstance(keys.focus(), QLineEdit):
        keys.press(Qt.Key.Key_Tab)
    keys.digits(staff["pin"])
    keys.main()
    driver.wait("the witness", lambda: driver.name != "apply.witness")
