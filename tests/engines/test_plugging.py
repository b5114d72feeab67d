"""Headphones and a microphone that are plugged in and pulled out, on a real sound server."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.engines.child import told
from tests.engines.sound_card import SoundCard, installed
from tests.engines.tiny_model import build

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng") or not installed(), reason="espeak-ng or PulseAudio is not installed"),
]
NUMBER = "110105194912310021"
SOON_MS = 6_000
"""Its eighteen digits take longer to be said: noticed any later, they would be heard to their end. On a calm machine it takes 30 to 60 ms."""


def run(scenario: str, card: SoundCard, **more: str) -> dict[str, Any]:
    return told("-m", "tests.engines.plugging_program", scenario, environment={**card.environment, **more})


@pytest.mark.feature("F23")
def test_a_number_that_is_being_said_into_headphones_falls_silent_when_the_plug_is_pulled(tmp_path: Path) -> None:
    with SoundCard(tmp_path) as card:
        seen = run("pulled_plug", card)
    assert seen["seen"][:2] == [False, True] and seen["seen"][-1] is not True
    assert any(NUMBER in said for said in seen["before"])
    assert next(said for said in seen["after"] if said) == "您的信息" and not any(NUMBER in said for said in seen["after"])
    assert seen["noticed_ms"] < SOON_MS and seen["leaked_ms"] < SOON_MS, seen


@pytest.mark.feature("F23")
def test_where_the_sound_is_sent_decides_and_what_does_not_tell_is_not_guessed(tmp_path: Path) -> None:
    with SoundCard(tmp_path) as card:
        assert run("another_output", card)["seen"] == [False, True, None, False]  # what was in the socket from the beginning is not trusted


@pytest.mark.feature("F30", "F38")
def test_a_microphone_pulled_out_while_one_speaks_stops_nothing_and_talking_works_when_it_is_back(tmp_path: Path) -> None:
    model = str(build.folder())
    with SoundCard(tmp_path) as card:
        seen = run("pulled_microphone", card, TEST_VOSK_MODEL=model)
    assert seen["codes"][0] in ("no_microphone", "nothing", "unknown") and seen["told_s"] < 60, seen
    assert seen["codes"][1] in ("no_microphone", "nothing"), seen
    assert seen["back"] == "查进度", seen
