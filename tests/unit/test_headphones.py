"""Headphones are seen where the platform tells; a plug that is pulled silences a private value in its middle."""

from dataclasses import replace

import pytest

from kiosk import loop
from kiosk.blocks import Heading, Row, Table
from kiosk.devices.headphones import into_headphones, look
from kiosk.display import Display
from kiosk.events import Chose, Event, HeadphonesSeen, OpenSound
from kiosk.journeys.adjusting import ResetDisplay
from kiosk.privacy import Kind
from kiosk.profiles import PROFILES
from kiosk.screen import Screen
from kiosk.session import Session, Start
from kiosk.text import Secret, Words
from tests.unit.test_voice import DAY, Hall
from tests.visit import Visit

pytestmark = pytest.mark.feature("F23")
NUMBER = "13912345678"


def sink(**more: object) -> dict[str, object]:
    return {"name": "out", "properties": {}, "ports": [], "active_port": None, **more}


def port(name: str, kind: str = "", availability: str = "available") -> dict[str, object]:
    return sink(active_port=name, ports=[{"name": name, "type": kind, "availability": availability}, {"name": "other", "type": "Speaker"}])


@pytest.mark.parametrize(
    ("one", "seen"),
    [
        (port("analog-output-headphones", "Headphones"), True),
        (port("analog-output-headphones", "Headphones", "not available"), False),
        (port("headset-output", "Headset", "availability unknown"), True),
        (port("analog-output-headphones"), True),
        (port("analog-output-speaker", "Speaker"), False),
        (port("analog-output-lineout", "Line"), False),
        (port("hdmi-output-0", "HDMI"), False),
        (port("analog-output", "Analog"), None),
        (sink(properties={"device.form_factor": "headphone"}), True),
        (sink(properties={"device.form_factor": "headset"}), True),
        (sink(properties={"device.form_factor": "hands-free"}), False),
        (sink(properties={"device.form_factor": "internal"}), False),
        (sink(), None),
        (sink(name="another"), None),
    ],
)
def test_the_port_in_use_tells_else_the_form_of_the_device_else_nothing(one: dict[str, object], seen: bool | None) -> None:
    assert into_headphones([one], "out") is seen


def test_only_the_output_in_use_counts() -> None:
    both = [sink(name="in_use", properties={"device.form_factor": "speaker"}), sink(properties={"device.form_factor": "headphone"})]
    assert into_headphones(both, "in_use") is False


def test_without_the_server_or_its_program_nothing_is_known(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert look(str(tmp_path / "none")) is None
    assert look("false") is None and look("echo") is None


# --- in a session -----------------------------------------------------------------------------------------------------


def after(*events: Event) -> Session:
    made = Visit()
    made.send(*events)
    return made.session


def test_what_is_seen_counts_at_once_and_what_is_gone_is_gone() -> None:
    assert after(HeadphonesSeen(True)).display.headphones
    assert not after(HeadphonesSeen(True), HeadphonesSeen(False)).display.headphones
    assert not after(HeadphonesSeen(True), HeadphonesSeen(None)).display.headphones
    assert after(HeadphonesSeen(True), ResetDisplay()).display.headphones


def test_where_the_platform_does_not_tell_the_person_does() -> None:
    said = (OpenSound(), Chose("headphones", "on"))
    assert after(*said).display.headphones
    assert after(*said, HeadphonesSeen(None)).display.headphones
    assert not after(*said, HeadphonesSeen(False)).display.headphones  # somebody put a loudspeaker in their place


def test_it_is_no_sign_of_life_and_ends_no_listening() -> None:
    made = Visit()
    before = made.session.last_life
    made.send(HeadphonesSeen(True))
    assert made.session.last_life == before


def test_the_next_person_begins_with_what_is_plugged_in() -> None:
    before = after(HeadphonesSeen(True), OpenSound())
    start = Start(PROFILES["kiosk"], Display(), demonstration=True)
    stamp = Visit().stamp()
    assert loop.begin(start, stamp, before)[0].display.headphones
    by_hand = replace(after(OpenSound(), Chose("headphones", "on")))
    assert not loop.begin(start, stamp, by_hand)[0].display.headphones


# --- in the middle of a word ------------------------------------------------------------------------------------------


def shown() -> Screen:
    row = Row("p", Words("手机"), Secret(Kind.PHONE, NUMBER))
    return Screen("t.private", (Heading(Words("您的信息")), Table("a", Words("信息"), (row,))))


def test_a_private_value_falls_silent_in_its_middle_and_is_begun_again_as_a_loudspeaker_may_say_it() -> None:
    hall = Hall()
    hall.voice.show(shown(), replace(DAY, headphones=True))
    heard: list[str] = []
    while NUMBER not in "".join(heard):
        hall.time.go(50)
        heard += hall.hears()
    hall.voice.show(shown(), DAY)  # the loop draws it so when the plug is pulled
    hall.time.go(100)
    at_once = hall.hears()
    assert at_once[-1] == "您的信息" and NUMBER not in "".join(at_once)
    hall.finish()
    later = hall.hears()
    assert later and NUMBER not in "".join(later)
