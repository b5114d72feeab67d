"""High-age allowance by speech alone: a synthetic speaker on a virtual sound card, the real recogniser with the test model, the real portal."""

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

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(
        not shutil.which("espeak-ng") or not installed(), reason="espeak-ng or PulseAudio is not installed"
    ),
]


@pytest.mark.timeout(900)
@pytest.mark.feature("F26", "F27", "F30")
def test_high_age_allowance_is_applied_for_by_speech_and_the_portal_has_it(tmp_path: Path) -> None:
    model = build.folder()
    with SoundCard(tmp_path) as card:
        environment = {
            **card.environment,
            "PYTHONPATH": str(HOME),
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": os.environ["HOME"],
        }
        words = [sys.executable, "-m", "tests.engines.spoken_story", str(model)]
        done = subprocess.run(words, cwd=HOME, env=environment, capture_output=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr.decode()[-6000:]
    told = json.loads(done.stdout.decode().splitlines()[-1])
    assert told["cases"] in (
        [["YL0000000101", state]] for state in ("submitted", "accepted", "in_review", "approved", "completed")
    )
    assert told["by_hand"] == ["signature"] and told["errors"] == []
    assert {
        "home",
        "apply.guide",
        "apply.consent",
        "apply.known",
        "apply.review",
        "apply.sign",
        "apply.receipt",
        "track.list",
    } <= set(told["screens"])
    questions = [one["screen"] for one in told["heard"] if one["led"] == "question: grave"]
    assert "apply.consent" in questions and "apply.sign" in questions  # neither was done by the first word
    assert all(one["sure"] > 0 for one in told["heard"] if one["text"])
    assert told["loud"] > 20  # the guide was heard in between
