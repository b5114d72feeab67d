"""Voice packs: fixed phrases recorded by a person, as a folder of `<name>.wav` beside a `manifest.json`. Pure but for reading that folder.

  {"format": 1, "language": "zh" | "yue" | "en", "speaker": str, "licence": str, "clips": {name: SHA-256 of the text in UTF-8}}

name: the phrase's key; for a phrase of several sentences the key, "~" and the sentence's number from 1. A clip counts only while the text it was
recorded for is what the product says; what has no clip is spoken by the engine. Sound is 16-bit mono PCM.
Phrases with {places} are never clips: what fills them may be a person's.
"""

import hashlib
import json
import wave
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, Protocol

from kiosk.phrases import Phrases
from kiosk.value import dataclass
from voice.clip import Clip, from_wav
from voice.cutting import full_sentences

MANIFEST = "manifest.json"
FORMAT = 1
WRITTEN = {"zh": "zh", "yue": "zh", "en": "en"}
"""The spoken languages, and the written one whose phrases each is read from."""

UNSPOKEN = ("cli.", "settings.", "tour.", "words.", "app.", "print.lacking")
"""Phrases for technicians' screens, and what stands on paper alone: nobody hears them."""

HERTZ = (16_000, 48_000)
LONGEST_S = 15


class Clips(Protocol):
    """Recorded sentences."""

    def clip(self, language: str, name: str, text: str) -> Clip | None:
        """The recording of a fixed sentence, None where there is none for exactly this text."""


class PackFault(Exception):
    """A folder that is no voice pack. Its argument: no_manifest, broken, format, language, speaker, licence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to record: its name, and the words."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A voice pack. Its clips are read when they are needed."""

    folder: Path
    language: str
    speaker: str
    licence: str
    hashes: Mapping[str, str]

    def clip(self, language: str, name: str, text: str) -> Clip | None:
        """See Clips. One that cannot be read is as good as none: `judge` tells the technician."""
        if language != self.language or self.hashes.get(name) != text_hash(text):
            return None
        return self.read(name)

    def read(self, name: str) -> Clip | None:
        """The sound of a name of the manifest; None when there is no such file, or it is not 16-bit mono PCM of a usable rate and length."""
        try:
            clip = from_wav((self.folder / f"{name}.wav").read_bytes())
        except (OSError, EOFError, wave.Error):
            return None
        return clip if HERTZ[0] <= clip.hertz <= HERTZ[1] and 0 < clip.ms <= LONGEST_S * 1000 else None


State = Literal["used", "stale", "missing", "unreadable", "unknown"]


def judge(pack: Pack, phrases: Phrases) -> Iterator[tuple[str, State]]:
    """Every name of the pack with what becomes of it: used; stale (the text changed); missing, unreadable (the file); unknown (no such sentence).

    phrases: those of the written language.
    """
    texts = {sentence.name: sentence.text for sentence in script(phrases)}
    for name, known in pack.hashes.items():
        if name not in texts:
            yield name, "unknown"
        elif known != text_hash(texts[name]):
            yield name, "stale"
        elif not (pack.folder / f"{name}.wav").is_file():
            yield name, "missing"
        else:
            yield name, "used" if pack.read(name) is not None else "unreadable"


def load(folder: Path) -> Pack:
    """The pack of a folder. Raises PackFault."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except OSError as error:
        raise PackFault("no_manifest") from error
    except ValueError as error:
        raise PackFault("broken") from error
    clips = told.get("clips") if isinstance(told, dict) else None
    if not isinstance(clips, dict) or not all(isinstance(value, str) for value in clips.values()):
        raise PackFault("broken")
    if told.get("format") != FORMAT:
        raise PackFault("format")
    if not isinstance(told.get("language"), str) or told["language"] not in WRITTEN:
        raise PackFault("language")
    for field in ("speaker", "licence"):
        if not isinstance(told.get(field), str) or not told[field].strip():
            raise PackFault(field)
    names = {name: value for name, value in clips.items() if Path(name).name == name}
    return Pack(folder, told["language"], told["speaker"], told["licence"], names)


def manifest(language: str, sentences: Iterator[Sentence], speaker: str = "", licence: str = "") -> str:
    """The manifest for recordings of these sentences, as JSON; speaker and licence are filled in by whoever records."""
    clips = {sentence.name: text_hash(sentence.text) for sentence in sentences}
    told = {"format": FORMAT, "language": language, "speaker": speaker, "licence": licence, "clips": clips}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def script(phrases: Phrases) -> Iterator[Sentence]:
    """Every sentence that can be recorded, in the order of the phrase file."""
    for key, entry in phrases.entries.items():
        if "{" not in entry.say and not key.startswith(UNSPOKEN):
            parts = full_sentences(entry.say.strip())
            for number, part in enumerate(parts, 1):
                yield Sentence(sentence_name(key, number, len(parts)), part)


def sentence_name(key: str, number: int, total: int) -> str:
    """The name of one of the sentences of a phrase."""
    return key if total == 1 else f"{key}~{number}"


def text_hash(text: str) -> str:
    """What tells whether a text is still the one that was recorded."""
    return hashlib.sha256(text.encode()).hexdigest()
