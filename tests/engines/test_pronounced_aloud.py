"""The real espeak-ng, by pyttsx3 in the engine's own process, says what `speakable` gives: every syllable and nothing else."""

import io
import json
import re
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from voice.pronounce import speakable

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "tests" / "data" / "pronounce.tsv"
VOICE = "cmn-latn-pinyin"
DEADLINE = 240
SENTENCES = [
    "￥1,200.50",
    "13812345678",
    "11010519491231002X",
    "-5℃",
    "①",
    "2026年3月8日 8:30",
    "连接WiFi，扫QR码",
    "请到银行办理长护险，不要着急。",
    "您的出生日期是哪一天？",
]

pytestmark = [
    pytest.mark.engine,
    pytest.mark.feature("F24"),
    pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed"),
]


def _spoken(text: str) -> bytes:
    """The WAV that the engine's process gives. (pyttsx3 by itself gives none now and then: espeak throws away what it has just begun.)"""
    request = json.dumps({"seq": 1, "text": text, "language": "zh", "rate": 150}).encode() + b"\n"
    words = [sys.executable, "-m", "voice.engine_process"]
    done = subprocess.run(words, input=request, capture_output=True, timeout=DEADLINE, cwd=ROOT, check=False)
    assert done.returncode == 0, done
    ready, header, sound = done.stdout.split(b"\n", 2)
    assert "ready" in json.loads(ready), ready
    assert json.loads(header)["size"] == len(sound) > 0, header
    return sound


def _seconds(text: str) -> float:
    with wave.open(io.BytesIO(_spoken(text))) as sound:
        return float(sound.getnframes() / sound.getframerate())


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_lasts_as_long_as_its_syllables(text: str) -> None:
    pinyin = speakable(text).pinyin
    syllables = len(pinyin.split())
    pauses = sum(pinyin.count(mark) for mark in ",.?!")
    seconds = _seconds(text)
    assert 0.12 * syllables < seconds < 0.55 * syllables + 0.6 * pauses + 0.6


def test_a_longer_text_is_longer_by_ear() -> None:
    assert _seconds("一千二百元") < _seconds("￥1,200.50")


def test_the_engine_knows_every_syllable_of_the_table() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if "\t" in line]
    syllables = sorted({re.sub(r"[,.?!]", "", syllable) for _, pinyin in rows for syllable in pinyin.split()})
    spoken = subprocess.run(
        ["espeak-ng", "-v", VOICE, "-q", "-x", "--stdin"],
        input="".join(f"{syllable}.\n" for syllable in syllables),
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=True,
    ).stdout.split("\n")
    phonemes = [line.strip() for line in spoken if line.strip()]
    assert len(phonemes) == len(syllables)
    wrong = [s for s, p in zip(syllables, phonemes, strict=True) if not _is_one_syllable(p, neutral=s.endswith("5"))]
    assert not wrong


def _is_one_syllable(phonemes: str, neutral: bool) -> bool:
    """One tone, and one stress unless the tone is neutral: a syllable the engine does not know is spelled letter by letter."""
    return len(re.findall(r"\d+", phonemes)) == 1 and phonemes.count("'") == (0 if neutral else 1)


def test_the_product_s_own_process_speaks_it() -> None:
    assert _spoken("￥1,200.50")[:4] == b"RIFF"
