"""The voice's and the recogniser's processes are killed at any moment while somebody applies: the journey goes on. 30 times; with `--all` 100."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.sound_card import SoundCard, installed
from tests.engines.tiny_model import build

HOME = Path(__file__).parents[2]
KILLS, ALL_KILLS = 30, 100

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(
        not shutil.which("espeak-ng") or not installed(), reason="espeak-ng or PulseAudio is not installed"
    ),
]


@pytest.mark.timeout(900)
@pytest.mark.feature("F21", "F26", "F30")
def test_whatever_of_the_voice_is_killed_the_journey_goes_on(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    wanted = ALL_KILLS if request.config.getoption("--all") else KILLS
    model = build.folder()
    with SoundCard(tmp_path) as card:
        environment = {
            **card.environment,
            "PYTHONPATH": str(HOME),
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": os.environ["HOME"],
        }
        words = [sys.executable, "-m", "tests.engines.killed_story", str(model), str(wanted)]
        done = subprocess.run(words, cwd=HOME, env=environment, capture_output=True, timeout=800, check=False)
    assert done.returncode == 0, done.stderr.decode()[-6000:]
    told = json.loads(done.stdout.decode().splitlines()[-1])
    assert sum(told["kills"].values()) == wanted and min(told["kills"].values()) > wanted // 10
    assert told["journeys"] >= 1 and told["cases"] == [1] * told["journeys"]
    assert told["talks"] > 0 and told["errors"] == []
