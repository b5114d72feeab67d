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
DEADLINE = 60
RENDER = """
import io, os, sys, threading
protocol = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
import pyttsx3
engine = pyttsx3.init("espeak")
engine.setProperty("voice", "sit/cmn-latn-pinyin")
engine.setProperty("rate", 150)
sound = io.BytesIO()
engine.save_to_file(sys.stdin.read(), sound)
engine.runAndWait()
protocol.write(sound.getvalue())
protocol.flush()
os._exit(0)
"""
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


def _seconds(pinyin: str) -> float:
    rendered = subprocess.run(
        [sys.executable, "-c", RENDER], input=pinyin.encode(), capture_output=True, timeout=DEADLINE, check=True
    )
    with wave.open(io.BytesIO(rendered.stdout)) as sound:
        return float(sound.getnframes() / sound.getframerate())


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_lasts_as_long_as_its_syllables(text: str) -> None:
    pinyin = speakable(text).pinyin
    syllables = len(pinyin.split())
    pauses = sum(pinyin.count(mark) for mark in ",.?!")
    seconds = _seconds(pinyin)
    assert 0.12 * syllables < seconds < 0.55 * syllables + 0.6 * pauses + 0.6


def test_a_longer_text_is_longer_by_ear() -> None:
    assert _seconds(speakable("一千二百元").pinyin) < _seconds(speakable("￥1,200.50").pinyin)


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
    request = json.dumps({"seq": 1, "text": "￥1,200.50", "language": "zh", "rate": 150}).encode() + b"\n"
    answer = subprocess.run(
        [sys.executable, "-m", "voice.engine_process"],
        input=request,
        capture_output=True,
        timeout=DEADLINE,
        cwd=ROOT,
        check=False,
    ).stdout
    ready, header, sound = answer.split(b"\n", 2)
    assert "ready" in json.loads(ready)
    assert json.loads(header)["size"] > 0
    assert sound[:4] == b"RIFF"
