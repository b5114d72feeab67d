"""Sound through Qt on a virtual sound card, and without one: captions keep time, the notice comes once."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.engines.child import told
from tests.engines.sound_card import SoundCard, installed
from tests.engines.tiny_model import build

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]
needs_card = pytest.mark.skipif(not installed(), reason="PulseAudio is not installed")


def run(scenario: str, environment: dict[str, str]) -> dict[str, Any]:
    return told("-m", "tests.engines.speaking_program", scenario, environment=environment)


@needs_card
@pytest.mark.feature("F22")
def test_nothing_of_sound_is_loaded_before_the_first_word_and_a_stop_is_silence(tmp_path: Path) -> None:
    with SoundCard(tmp_path) as card:
        seen = run("speak_and_stop", card.environment)
    assert not seen["imported_before_first_word"]
    assert seen["stops"] and seen["later"]


@needs_card
@pytest.mark.feature("F38")
def test_a_screen_is_spoken_to_its_end(tmp_path: Path) -> None:
    with SoundCard(tmp_path) as card:
        seen = run("speak_all", card.environment)
    assert seen["said"] == ["您的出生日期是哪一天？", "网络有点慢", ""] and seen["lost"] == []
    assert seen["ms"] > 2_000


@needs_card
@pytest.mark.feature("F38")
def test_a_sound_card_that_goes_in_mid_sentence_stops_nothing(tmp_path: Path) -> None:
    with SoundCard(tmp_path) as card:
        seen = run("unplug", card.environment)
    assert seen["said"] == ["您的出生日期是哪一天？", "网络有点慢", ""]
    assert seen["lost"] == ["no_device"]


@needs_card
@pytest.mark.feature("F38")
def test_a_headset_that_is_unplugged_in_mid_sentence_stops_nothing(tmp_path: Path) -> None:
    with SoundCard(tmp_path) as card:
        seen = run("unplug_headset", card.environment)
    assert seen["said"] == ["您的出生日期是哪一天？", "网络有点慢", ""]
    assert seen["lost"] in ([], ["no_device"])  # [] where another device took over


@pytest.mark.feature("F38")
def test_without_a_sound_card_captions_keep_time_and_it_is_told_once(tmp_path: Path) -> None:
    nowhere = {
        **os.environ,
        "PULSE_SERVER": f"unix:{tmp_path}/none",
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    seen = run("speak_all", nowhere)
    assert seen["said"] == ["您的出生日期是哪一天？", "网络有点慢", ""] and seen["lost"] == ["no_device"]
    assert seen["ms"] > 2_000


@needs_card
@pytest.mark.feature("F26")
def test_a_word_spoken_into_the_microphone_is_understood_and_the_microphone_closes(tmp_path: Path) -> None:
    with SoundCard(tmp_path) as card:
        seen = run("talk", {**card.environment, "TEST_VOSK_MODEL": str(build.folder())})
    assert seen["silent"] and seen["quiet"] < 0.05 and seen["after"] == 0
    assert (seen["state"], seen["text"], seen["meant"]) == ("heard", "查进度", "查进度")
