"""Ways of working it: the lower half, helpers for hands, a switch that is found and then used."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.events import LowReach, OpenCalibration, OpenSwitches
from kiosk.journeys.ways import TRIES, OpenHands
from kiosk.launch.driver import Driver
from kiosk.launch.scenes.theatre import Theatre
from kiosk.launch.shared_sandbox import Sandbox


def measuring(theatre: Theatre, sandbox: Sandbox) -> None:
    """A bank card is held to the screen and found larger and smaller; nothing is kept."""
    driver = theatre.driver
    driver.press("display")
    driver.press_event(OpenCalibration)
    driver.until("over.calibrate")
    driver.press("calibrate.larger")
    driver.press("calibrate.bit_smaller")
    driver.press("back")
    driver.until("over.display")
    driver.press_main()


def by_switch(theatre: Theatre, sandbox: Sandbox) -> None:
    """All into the lower half, help for hands, one switch found and its speed with it, then two; all is left as it was."""
    driver = theatre.driver
    driver.press("display")
    driver.press_event(OpenHands)
    driver.until("over.hands")
    for _ in range(2):
        driver.press_event(LowReach)
    driver.press_event(OpenSwitches)
    driver.until("over.switch.find")
    _key(driver)
    driver.until("over.switch.count")
    _key(driver)
    for _ in range(TRIES):
        driver.until("over.switch.ready")
        theatre.later(3)
        driver.until("over.switch.press")
        theatre.later(1)
        _key(driver)
    driver.until("over.switches")
    for _ in range(3):
        theatre.clock.ahead += 10
        theatre.program.controller.scan()
        driver.pump()
    driver.press("switches.find")
    driver.until("over.switch.find")
    _key(driver)
    driver.until("over.switch.count")
    _key(driver, Qt.Key.Key_F10)
    driver.until("over.switches")
    driver.press_main()
    driver.press("display")
    driver.press("display.reset")
    driver.press_main()


def _key(driver: Driver, key: Qt.Key = Qt.Key.Key_F9) -> None:
    QTest.keyClick(driver.program.app.window.view, key)
    driver.pump()
