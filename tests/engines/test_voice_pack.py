"""A sample pack made by espeak-ng itself: its clips are what is heard, and around them the real engine speaks."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk import phrases
from kiosk.blocks import Heading, Notice
from kiosk.display import Display
from kiosk.screen import screen
from voice.clip import from_wav
from voice.pack import MANIFEST, judge, load, manifest, script
from voice.port import Voice
from voice.pronounce import speakable
from voice.recording import AtOnce, CountedTime, Score

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]
RECORDED = ("welcome.title", "leave.title", "idle.title")


def synthetic_pack(folder: Path) -> Path:
    """The sample pack: synthetic, and named so."""
    sentences = [sentence for sentence in script(phrases.load("zh")) if sentence.name in RECORDED]
    for sentence in sentences:
        words = ["espeak-ng", "-v", "cmn-latn-pinyin+f2", "-w", str(folder / f"{sentence.name}.wav"), "--stdin"]
        subprocess.run(words, input=speakable(sentence.text).pinyin.encode(), check=True)
    text = manifest("zh", iter(sentences), "espeak-ng, a synthetic sample", "CC0-1.0")
    (folder / MANIFEST).write_text(text, "utf-8")
    return folder


@pytest.mark.feature("F21")
def test_a_clip_of_the_pack_is_heard_as_it_was_recorded_and_the_engine_goes_on(tmp_path: Path) -> None:
    pack = load(synthetic_pack(tmp_path))
    assert {state for _, state in judge(pack, phrases.load("zh"))} == {"used"} and len(pack.hashes) == len(RECORDED)
    time, engine, said = CountedTime(), AtOnce(), []
    score = Score(time)
    voice = Voice(engine, score, time.schedule, lambda event: said.append(getattr(event, "text", "")), clips=pack)
    try:
        voice.start()
        voice.show(screen("t", Heading("welcome.title"), Notice("sound.lost")), Display())
        time.settle(lambda: voice.busy)
    finally:
        voice.close()
    clip = score.take()
    recorded = from_wav((tmp_path / "welcome.title.wav").read_bytes())
    assert clip is not None and clip.pcm.startswith(recorded.pcm)
    assert clip.ms > recorded.ms + 1_000 and len([text for text in said if text]) >= 2
