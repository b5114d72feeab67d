"""Voice packs: recorded sentences are used exactly while their words are still the product's; everything else is the engine's."""

import json
import math
import wave
from array import array
from pathlib import Path

import pytest

from kiosk import phrases
from kiosk.__main__ import main
from kiosk.blocks import Heading, Notice
from kiosk.display import Display
from kiosk.launch.voice_check import _pack
from kiosk.privacy import Kind
from kiosk.screen import Screen
from kiosk.text import Secret, phrase
from voice.clip import Clip
from voice.pack import MANIFEST, PackFault, Sentence, judge, load, manifest, script, text_hash
from voice.port import Voice
from voice.recording import CountedTime, Score, Tones

ZH = phrases.load("zh")
HERTZ = 22_050


def record(folder: Path, name: str, seconds: float = 0.5, hertz: int = HERTZ, channels: int = 1) -> None:
    """A clip that hums at 700 Hz, which the humming engine never does."""
    samples = array("h", (int(9_000 * math.sin(n * 700 * 6.283 / hertz)) for n in range(int(hertz * seconds) * channels)))
    with wave.open(str(folder / f"{name}.wav"), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(hertz)
        file.writeframes(samples.tobytes())


def pack_of(folder: Path, *keys: str, language: str = "zh") -> Path:
    """A pack of the sentences of some phrases."""
    sentences = [sentence for sentence in script(ZH) if sentence.name.partition("~")[0] in keys]
    assert sentences
    for sentence in sentences:
        record(folder, sentence.name)
    (folder / MANIFEST).write_text(manifest(language, iter(sentences), "A tone", "CC0-1.0"), "utf-8")
    return folder


class Hall:
    """A voice with a pack, in counted time."""

    def __init__(self, folder: Path, display: Display = Display()) -> None:
        self.time = CountedTime()
        self.engine = Tones()
        self.played: list[Clip] = []
        self.display = display
        score = Score(self.time)
        self.heard: list[str] = []
        self.voice = Voice(
            self.engine, score, self.time.schedule, lambda event: self.heard.append(getattr(event, "text", "")), clips=load(folder)
        )

    def says(self, *blocks: object) -> list[str]:
        """What the engine was asked for while this screen was read."""
        self.engine.asked.clear()
        self.voice.show(Screen(f"t{self.time.now_ms}", blocks), self.display)  # type: ignore[arg-type]
        self.time.settle(lambda: self.voice.busy)
        return [order.text for order in self.engine.asked]


@pytest.mark.feature("F21")
def test_a_recorded_phrase_is_played_and_the_engine_says_the_rest(tmp_path: Path) -> None:
    hall = Hall(pack_of(tmp_path, "welcome.title"))
    asked = hall.says(Heading("welcome.title"), Notice("sound.lost"))
    said = [text for text in hall.heard if text]
    assert said[0] == ZH.say("welcome.title") and asked == said[1:] and asked


def test_changed_words_are_the_engines_again(tmp_path: Path) -> None:
    folder = pack_of(tmp_path, "welcome.title")
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    told["clips"]["welcome.title"] = text_hash("从前的话")
    (folder / MANIFEST).write_text(json.dumps(told), "utf-8")
    assert Hall(folder).says(Heading("welcome.title")) == [ZH.say("welcome.title")]
    assert dict(judge(load(folder), ZH)) == {"welcome.title": "stale"}


def test_another_language_and_another_rate_are_the_engines(tmp_path: Path) -> None:
    folder = pack_of(tmp_path, "welcome.title", language="yue")
    assert Hall(folder).says(Heading("welcome.title")) == [ZH.say("welcome.title")]
    assert Hall(folder, Display(extras=(("speech", "yue"),))).says(Heading("welcome.title")) == []
    slow = Hall(pack_of(tmp_path, "welcome.title"), Display(rate=1))
    assert "".join(slow.says(Heading("welcome.title"))) == ZH.say("welcome.title")


@pytest.mark.feature("F23")
def test_what_may_be_a_persons_is_never_a_clip(tmp_path: Path) -> None:
    names = {sentence.name for sentence in script(ZH)}
    assert not [name for name in names if "{" in ZH.entries[name.partition("~")[0]].say]
    hall = Hall(pack_of(tmp_path, "welcome.title"))
    secret = Secret(Kind.PHONE, "13912345678", spoken=True)
    key = next(key for key, entry in ZH.entries.items() if entry.say.count("{") == 1 and "{name}" in entry.say)
    assert "13912345678" in "".join(hall.says(Heading(phrase(key, name=secret))))


def test_files_that_are_not_there_or_no_sound_are_told_and_spoken_by_the_engine(tmp_path: Path) -> None:
    folder = pack_of(tmp_path, "welcome.title", "idle.title", "leave.title", "call.title")
    (folder / "idle.title.wav").unlink()
    (folder / "leave.title.wav").write_bytes(b"RIFF nothing")
    record(folder, "call.title", channels=2)
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    told["clips"]["no.such"] = text_hash("?")
    told["clips"]["../welcome.title"] = text_hash("?")
    (folder / MANIFEST).write_text(json.dumps(told), "utf-8")
    assert dict(judge(load(folder), ZH)) == {
        "welcome.title": "used",
        "idle.title": "missing",
        "leave.title": "unreadable",
        "call.title": "unreadable",
        "no.such": "unknown",
    }
    assert Hall(folder).says(Heading("idle.title")) == [ZH.say("idle.title")]
    assert Hall(folder).says(Heading("leave.title")) == [ZH.say("leave.title")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": 2}, "format"),
        ({"language": "fr"}, "language"),
        ({"language": ["zh"]}, "language"),
        ({"speaker": " "}, "speaker"),
        ({"licence": None}, "licence"),
        ({"clips": ["welcome.title"]}, "broken"),
    ],
)
def test_a_manifest_that_does_not_say_who_and_under_what_terms_is_not_used(tmp_path: Path, change: dict[str, object], code: str) -> None:
    folder = pack_of(tmp_path, "welcome.title")
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps(told | change), "utf-8")
    with pytest.raises(PackFault, match=code):
        load(folder)


def test_a_folder_without_a_readable_manifest_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackFault, match="no_manifest"):
        load(tmp_path)
    (tmp_path / MANIFEST).write_text("[", "utf-8")
    with pytest.raises(PackFault, match="broken"):
        load(tmp_path)


def test_the_technician_reads_who_speaks_how_much_and_what_is_of_no_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = pack_of(tmp_path, "welcome.title", "idle.title")
    (folder / "idle.title.wav").unlink()
    _pack(ZH, str(folder))
    told = capsys.readouterr().out
    assert "A tone" in told and "CC0-1.0" in told and "idle.title" in told
    _pack(ZH, str(tmp_path / "nowhere"))
    assert "manifest.json" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_script_names_every_fixed_sentence_and_how_it_is_said(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice-script", "--language", language, "--out", str(tmp_path)]) == 0
    text = (tmp_path / "script.txt").read_text("utf-8")
    sentences = list(script(phrases.load(language)))
    assert len(sentences) > 400 and len({one.name for one in sentences}) == len(sentences)
    assert all(f"{one.name}.wav\n  {one.text}\n" in text for one in sentences)
    assert ("mei2 you3" in text) == (language == "zh")
    told = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    assert told["clips"] == {one.name: text_hash(one.text) for one in sentences} and told["speaker"] == ""
    capsys.readouterr()
    assert main(["voice-script", "--language", language]) == 0
    assert capsys.readouterr().out == text


def test_sentences_of_one_phrase_have_names_of_their_own() -> None:
    words = phrases.parse("zh", '["a"]\nshow = "好。请等。"\n["a.1"]\nshow = "一"\n')
    assert list(script(words)) == [Sentence("a~1", "好。"), Sentence("a~2", "请等。"), Sentence("a.1", "一")]
