"""What a technician is told of the voice on this machine."""

import shutil
from pathlib import Path

import pytest

from tests.engines.tiny_model import build
from voice.check import hearing, speech

pytestmark = pytest.mark.engine


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
@pytest.mark.feature("F57")
def test_the_engine_its_languages_and_its_times_are_told() -> None:
    told = speech()
    assert told.engine == "espeak" and set(told.languages) == {"zh", "yue", "en"}
    assert told.render_ms > 0 and told.ready_ms > 0


@pytest.mark.feature("F57")
def test_without_a_model_that_is_what_is_told(tmp_path: Path) -> None:
    assert hearing(["提交"], str(tmp_path)).state == "no_model"


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
@pytest.mark.feature("F57")
def test_the_words_a_model_does_not_know_are_listed() -> None:
    told = hearing(["提交", "龘靐"], str(build.folder()))
    assert told.state == "ready" and told.unknown == ("龘靐",)
