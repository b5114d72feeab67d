"""The bench of speaking and listening, with small counts: every figure is there, and what cannot be measured says why."""

import shutil
from pathlib import Path

import pytest

from kiosk.launch import bench_listening, bench_utterances, bench_voice
from tests.engines.sound_card import installed
from tests.engines.tiny_model import build

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]


@pytest.mark.skipif(not installed(), reason="PulseAudio is not installed")
@pytest.mark.skipif(not shutil.which("aplay"), reason="pyttsx3's own say needs aplay")
@pytest.mark.feature("F22")
def test_speaking_is_measured_beside_pyttsx3s_own_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_voice, "SPOKEN", 2)
    found = {one.name: one for one in bench_voice.voice(tmp_path)}
    assert len(found) == 4 and all(one.figure is not None for one in found.values())
    new, ahead = found["voice, show to first sound, new"], found["voice, show to first sound, ahead"]
    assert new.baseline and ahead.baseline and new.figure and ahead.figure  # how they compare is for the bench itself, with the counts it has


@pytest.mark.feature("F26")
def test_listening_is_measured_beside_bare_vosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_MODEL", str(build.folder()))
    monkeypatch.setattr(bench_utterances, "COUNT", 3)
    monkeypatch.setattr(bench_listening, "SERVICES", 50)
    found = {one.name: one for one in bench_listening.listening(tmp_path, hours=0.01)}
    decoding = found["listening, decoding"]
    assert decoding.ratio is not None and decoding.ratio > 0
    event = found["listening, end of speech to event"]
    assert event.figure is not None and 1 < event.figure < 10_000, "an end that is found a piece later than thought is no end that is lost"
    assert "longest of 3" in event.note
    assert found["listening, growth in an hour"].figure is not None
    assert found["own words, a match"].figure is not None


def test_without_a_model_listening_is_not_measured_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_MODEL", str(tmp_path))
    monkeypatch.setattr(bench_listening, "SERVICES", 50)
    found = {one.name: one for one in bench_listening.listening(tmp_path)}
    assert found["listening, decoding"].figure is None and "BENCH_MODEL" in found["listening, decoding"].note
