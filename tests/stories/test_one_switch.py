"""高龄津贴 from the first screen to the receipt by one switch alone: a light goes round by itself, and one key takes what is lit."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.blocks import Choices, TextField
from kiosk.controller import RealClock
from kiosk.events import Stamp
from kiosk.stops import Group, Key, groups
from tests.stories.allowance import apply, own_hall
from tests.stories.hall import Hall

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F35")]
ROUND = 40
"""Steps of the light within which whatever is on a screen comes up."""


class Fake(RealClock):
    """The machine's days, and seconds that pass when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = 1000.0

    def stamp(self) -> Stamp:
        return replace(super().stamp(), clock=self.clock)


class Switch:
    """One hand on one switch. presses, steps: how often it was pressed, and how many steps of the light went by."""

    def __init__(self, hall: Hall, clock: Fake) -> None:
        self.hall, self.clock = hall, clock
        self.driver = hall.driver
        self.presses = self.steps = 0

    def begin(self) -> None:
        """The kiosk is worked by one switch, which sends a space."""
        session = self.hall.program.controller.session
        self.hall.program.controller.session = replace(session, display=replace(session.display, scan=1))

    def press(self) -> None:
        self.presses += 1
        QTest.keyClick(self.hall.app.window.view, Qt.Key.Key_Space)
        self.driver.pump()

    def step(self) -> None:
        """Until the light has gone on."""
        self.steps += 1
        self.clock.clock += 5.0
        self.hall.program.controller.scan()
        self.driver.pump()

    def lit(self) -> tuple[tuple[Key, ...], bool]:
        """What is lit, and whether it is one thing alone."""
        mark = self.hall.screen.mark
        if mark is None:
            return (), False
        light = self.hall.app.window.view.light
        assert light.isVisible() and not light.frame().isEmpty(), mark
        return (() if mark.tag is not None else mark.keys), mark.one

    def take(self, key: Key) -> None:
        """Waits until the group is lit, takes it, waits for the thing, takes that."""
        before = self.hall.screen
        alone = any(group.stops[0].key == key and len(group.stops) == 1 for group in self.groups())
        assert any(key == stop.key for group in self.groups() for stop in group.stops), (key, before.name)
        for _ in range(ROUND):
            keys, one = self.lit()
            if key in keys and (one or alone):
                break
            if key in keys:
                self.press()
                continue
            if not keys and self.hall.program.controller.session.scan.due == 0:
                self.press()  # it rests
                continue
            self.step()
        else:
            raise AssertionError(f"{key} is never lit on {before.name}")
        self.press()

    def groups(self) -> tuple[Group, ...]:
        """All that can be taken here."""
        return groups(self.hall.screen, self.hall.program.controller.session.pages)

    def main(self) -> None:
        """The one next step."""
        action = self.driver.main()
        assert action is not None, self.driver.name
        self.take(("main", action.name))

    def named(self, name: str) -> None:
        """The action of this name, wherever it stands."""
        self.take(next(stop.key for group in self.groups() for stop in group.stops if stop.key[-1] == name))

    def write(self, text: str) -> None:
        """Digits and Latin letters by the keyboard on the screen."""
        for sign in text:
            if not self._has(sign) and not self._has(sign.lower()):
                self.take(("keyboard", "layout", "digits" if sign.isdigit() else "latin"))
            self.take(("keyboard", "key", next(token for token in (sign, sign.lower()) if self._has(token))))

    def choose(self, block: Choices, value: str) -> None:
        """A card."""
        if value not in block.chosen:
            self.take(("choice", block.key, value))

    def witness(self, number: str, secret: str) -> None:
        """One field after the other."""
        first, second = [block.key for block in self.driver.blocks() if isinstance(block, TextField)]
        for field, text in ((first, number), (second, secret)):
            self.take(("field", field))
            self.write(text)

    def _has(self, token: str) -> bool:
        return any(stop.key == ("keyboard", "key", token) for group in self.groups() for stop in group.stops)


@pytest.fixture
def clock() -> Fake:
    return Fake()


@pytest.fixture
def hall(tmp_path: Path, clock: Fake) -> Iterator[Hall]:
    with own_hall(tmp_path, clock=clock) as opened:
        yield opened


def test_the_old_age_allowance_is_applied_for_by_one_switch_alone(hall: Hall, clock: Fake) -> None:
    switch = Switch(hall, clock)
    switch.begin()
    switch.press()
    apply(switch)
    print(f"one switch: {switch.presses} presses, {switch.steps} steps of the light")
    assert switch.presses < 400


def test_pages_are_turned_by_the_switch_too(hall: Hall, clock: Fake) -> None:
    switch, view = Switch(hall, clock), hall.app.window.view
    session = hall.program.controller.session
    hall.program.controller.session = replace(session, display=replace(session.display, scan=1, size=3))
    switch.press()
    assert len(view.page.starts) > 2
    while not any(key[0] == "turn" for key in switch.lit()[0]):
        switch.step()
    before = view.page.at
    switch.take(("turn", "up"))
    assert view.page.at == before - 1
    switch.take(("turn", "down"))
    assert view.page.at == before


def test_two_switches_move_and_take(hall: Hall, clock: Fake) -> None:
    driver, session = hall.driver, hall.program.controller.session
    hall.program.controller.session = replace(session, display=replace(session.display, scan=2))
    for _ in range(ROUND):
        QTest.keyClick(hall.app.window.view, Qt.Key.Key_Space)
        driver.pump()
        mark = hall.screen.mark
        if mark is not None and mark.keys == (("main", "welcome.begin"),):
            break
    clock.clock += 100
    hall.program.controller.scan()
    assert hall.screen.mark == mark, "no clock moves it"
    QTest.keyClick(hall.app.window.view, Qt.Key.Key_Return)
    driver.until("notice")
