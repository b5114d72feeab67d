"""High-age allowance by speech alone: a synthetic speaker on a virtual sound card, the real recogniser with the test model, the real portal.

Nobody touches anything: a card lies on the reader (a device's act), and listening begins when the guide has ended. This proves the plumbing, never
how well people would be understood. The guide's sentences are cut short here; `--all` hears them to their end.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.engines.child import at_home, told
from tests.engines.sound_card import SoundCard, installed
from tests.engines.tiny_model import build

HURRY = 12
BY_THE_VOICE = {"Said", "ReadOut", "VoiceLost", "Pages"}
"""What may come in besides words: the guide's own doing, and the window's."""
WAY = {"home", "apply.guide", "apply.consent", "apply.known", "apply.question", "apply.review", "apply.sign", "apply.receipt", "track.one"}

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(
        not shutil.which("espeak-ng") or not installed(), reason="espeak-ng or PulseAudio is not installed"
    ),
]


def played(tmp_path: Path, below_db: str, hurry: int) -> dict[str, Any]:
    """The story, played in a process of its own."""
    model = build.folder()
    with SoundCard(tmp_path) as card:
        return told("-m", "tests.engines.spoken_story", str(model), below_db, str(hurry), environment=at_home(card.environment), seconds=1_500)


def judged(story: dict[str, Any]) -> None:
    """What holds in every room: the portal has it, no finger and no key, nothing grave by one word."""
    assert story["cases"] in (
        [["YL0000000101", state]] for state in ("submitted", "accepted", "in_review", "approved", "completed")
    )
    assert set(story["events"]) <= BY_THE_VOICE and story["errors"] == []
    assert set(story["screens"]) >= WAY
    questions = [one["screen"] for one in story["heard"] if one["led"] == "question: grave"]
    assert "apply.consent" in questions and "apply.sign" in questions  # neither was done by the first word
    assert not any(one["led"] in ("Agree", "HandIn", "SignAloud") for one in story["heard"])
    assert all(one["sure"] > 0 for one in story["heard"] if one["text"])
    assert story["loud"] > 20  # the guide was heard in between
    assert [one["pointer"] for one in story["spoken_answers"]] == ["/elsewhere/receives"]
    why = {one["pointer"]: one["why"] for one in story["unspoken_fields"]}
    assert why["/applicant/name"] == "known, and needs an open vocabulary"  # the test model could not have heard it
    assert all(reason.startswith(("known", "not asked")) for reason in why.values()), why


@pytest.mark.timeout(1800)
@pytest.mark.feature("F21", "F26", "F27", "F30", "F63")
def test_the_allowance_is_applied_for_without_a_finger_and_without_a_key(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    story = played(tmp_path, "-", 1 if request.config.getoption("--all") else HURRY)
    judged(story)
    assert story["asked_again"] <= 3


@pytest.mark.timeout(1800)
@pytest.mark.feature("F26", "F30")
def test_in_noise_ten_decibels_below_the_voice_it_asks_back_and_still_ends_right(tmp_path: Path) -> None:
    story = played(tmp_path, "10", HURRY)
    judged(story)
    assert story["asked_again"] >= 2 and len(story["chatter"]) == 2  # what others said nearby was asked back, and nothing was done
    assert story["heard"][-1]["led"] == "OpenOne"
