"""Somebody who is spoken to meanwhile touches the screen: it is silent at once, and goes on from there when they ask for it on the sheet of sound."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.events import Touched
from tests.stories.allowance import own_hall
from tests.stories.hall import Hall
from voice.port import Voice
from voice.recording import CountedTime, Score, Tones

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F22")]


def touch(hall: Hall) -> None:
    """A finger where nothing stands."""
    QTest.mouseClick(hall.app.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(640, 3))
    hall.driver.pump()


def test_a_touch_stops_the_voice_and_a_button_reads_on(tmp_path: Path) -> None:
    with own_hall(tmp_path) as hall:
        hall.catalogue()
        time, said = CountedTime(), []
        program = hall.program
        voice = Voice(Tones(), Score(time), time.schedule, program._send, transcript=lambda name, instance, text: said.append((name, text)))
        program.attach(voice)
        hall.driver.wait("somebody who heeds touches", lambda: "life" in hall.app._watchers)
        program.send(Touched())  # an idle kiosk is silent
        time.settle(lambda: len(said) < 2)
        first, second = (text for _, text in said)
        assert first != second and voice.busy
        touch(hall)
        assert not voice.busy
        hall.driver.press("sound")
        time.settle(lambda: voice.busy)
        assert said[2][0] == "over.sound" and any("接着念" in text for _, text in said[2:])
        heard = len(said)
        hall.driver.press("sound.read_on")
        time.settle(lambda: voice.busy)
        after = [text for _, text in said[heard:]]
        assert after[0] == second and first not in after
