"""The voice's and the recogniser's processes are killed at any moment while somebody applies: the journey goes on. 30 times; with `--all` 100."""

import shutil
from pathlib import Path

import pytest

from tests.engines.child import at_home, told
from tests.engines.sound_card import SoundCard, installed
from tests.engines.tiny_model import build

KILLS, ALL_KILLS = 30, 100

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(
        not shutil.which("espeak-ng") or not installed(), reason="espeak-ng or PulseAudio is not installed"
    ),
]


@pytest.mark.timeout(1_200)
@pytest.mark.feature("F21", "F26", "F30")
def test_whatever_of_the_voice_is_killed_the_journey_goes_on(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    wanted = ALL_KILLS if request.config.getoption("--all") else KILLS
    model = build.folder()
    with SoundCard(tmp_path) as card:
        story = told("-m", "tests.engines.killed_story", str(model), str(wanted), environment=at_home(card.environment), seconds=1_100)
    assert sum(story["kills"].values()) == wanted and min(story["kills"].values()) > wanted // 10
    assert story["journeys"] >= 1 and story["cases"] == [1] * story["journeys"]
    assert story["talks"] > 0 and story["errors"] == []
