"""The program of the speech engine's child process: the only place that knows pyttsx3. Run as `python -m voice.engine_process`.

In, one JSON object a line:
  {"seq": int, "text": str, "language": "zh" | "yue" | "en", "rate": int}    a sentence; rate: pyttsx3's words a minute
  {"seq": int, "cut": str, "limit": int}    a text to be cut into sentences of at most so many characters
Out, one JSON line each, the first followed by `size` bytes of WAV:
  {"seq": int, "size": int}
  {"seq": int, "size": 0, "parts": [sentence, ...]}
  {"seq": int, "size": 0, "error": code}    no_voice (the language has none here), no_sound (the engine gave nothing), refused (unreadable, too long)
Before all others comes {"ready": driver name, "languages": [those with a voice]}, or {"error": "no_engine"} when there is nothing to speak with.
The protocol has a descriptor of its own; what libraries print goes nowhere, since it may hold what a person said. No text touches the disk
where the driver writes to memory; elsewhere it goes through a folder only this user may enter, and is removed at once.
"""

import io
import json
import os
import shutil
import sys
import tempfile
import threading
import wave
from array import array
from pathlib import Path
from typing import IO, Any, BinaryIO

from voice.child import protocol
from voice.pronounce import sentences, speakable, warm

LONGEST = 400
"""Characters of one request; the guide sends sentences of 20."""

VOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "espeak": {"zh": ("sit/cmn-latn-pinyin",), "yue": ("sit/yue",), "en": ("gmw/en-us", "gmw/en")},
    "sapi5": {
        "zh": ("huihui", "yaoyao", "kangkang", "zh-cn"),
        "yue": ("tracy", "zh-hk"),
        "en": ("zira", "en-us"),
    },
    "nsss": {
        "zh": ("tingting", "ting-ting", "zh_cn"),
        "yue": ("sinji", "sin-ji", "zh_hk"),
        "en": ("samantha", "en_us"),
    },
}
"""Per driver and language what to look for in a voice's id, best first."""

PINYIN_VOICES = frozenset({"sit/cmn-latn-pinyin"})
"""Voices that are given tone-numbered pinyin; all others are given characters."""

QUIET = 200
"""Samples below this (of 32767) count as silence when the ends are cut."""

TAIL_SECONDS = 0.03

TRIES = 3
HEADER = 44
"""Bytes of a WAV without a sample."""


class EngineFault(Exception):
    """A request that could not be spoken; its only argument is a code of the protocol."""


class Speech:
    """pyttsx3 behind one call. `driver`: its name; raises whatever pyttsx3 raises where there is no engine."""

    def __init__(self) -> None:
        import pyttsx3

        self._engine: Any = pyttsx3.init()
        self.driver: str = self._engine.driver_name
        self._is_playing = _espeak_is_playing() if self.driver == "espeak" else None
        self._errors: list[str] = []
        self._finished: list[bool] = []
        self._tick = threading.Event()
        self._voice = ""
        self._rate = 0
        self._ids: tuple[str, ...] = ()
        self._folder: str | None = None
        self._engine.connect("error", self._on_error)
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.runAndWait()  # leaves the start-up queue empty: the first real request would otherwise return before its sound exists
        self._settle()
        warm()

    def close(self) -> None:
        """Remove the private folder, if this driver needed one."""
        if self._folder:
            shutil.rmtree(self._folder)

    def languages(self) -> list[str]:
        """Those that the machine has a voice for."""
        found = [str(voice.id).lower() for voice in self._engine.getProperty("voices")]
        wanted = VOICES.get(self.driver, {})
        return [language for language, names in wanted.items() if any(name in one for name in names for one in found)]

    def render(self, text: str, language: str, rate: int) -> bytes:
        """The WAV of a text. Raises EngineFault, and ValueError for a language without rules of pronunciation."""
        if len(text) > LONGEST:
            raise EngineFault("refused")
        voice = self._choose(language)
        self._set(voice, rate)
        words = _words(text, language, voice)
        if not words.strip():
            raise EngineFault("no_sound")
        for _ in range(TRIES):  # pyttsx3 may cancel what it has just begun: then it finishes twice, or without a sample
            sound = self._save(words)
            if sound:
                return trimmed(sound)
        raise EngineFault("no_sound")

    def _choose(self, language: str) -> str:
        wanted = VOICES.get(self.driver, {}).get(language, ())
        if self.driver == "espeak" and wanted:
            return wanted[0]
        if not self._ids:
            self._ids = tuple(str(voice.id) for voice in self._engine.getProperty("voices"))
        for word in wanted:
            for name in self._ids:
                if word in name.lower():
                    return name
        raise EngineFault("no_voice")

    def _set(self, voice: str, rate: int) -> None:
        if voice != self._voice:
            self._errors.clear()
            self._voice = ""
            self._engine.setProperty("voice", voice)
            self._settle()
            if self._errors:
                raise EngineFault("no_voice")
            self._voice, self._rate = voice, 0
        if rate != self._rate:
            self._engine.setProperty("rate", rate)
            for _ in range(200):  # espeak takes it on a thread of its own
                if self._engine.getProperty("rate") == rate:
                    break
                self._tick.wait(0.0005)
            self._settle()
            self._rate = rate

    def _settle(self) -> None:
        """Wait until espeak has taken the last command: runAndWait begins with a cancel that would throw it away."""
        while self._is_playing is not None and self._is_playing():
            self._tick.wait(0.0005)

    def _save(self, words: str) -> bytes:
        self._finished.clear()
        if self.driver == "espeak":
            memory = io.BytesIO()
            self._engine.save_to_file(words, memory)
            self._engine.runAndWait()
            self._settle()
            sound = memory.getvalue()
            return sound if self._finished == [True] and len(sound) > HEADER else b""
        if self._folder is None:
            self._folder = tempfile.mkdtemp()
        path = Path(self._folder) / "speech.wav"
        try:
            self._engine.save_to_file(words, str(path))
            self._engine.runAndWait()
            return path.read_bytes() if path.exists() else b""
        finally:
            path.unlink(missing_ok=True)

    def _on_error(self, name: object = None, exception: BaseException | None = None) -> None:
        self._errors.append(type(exception).__name__)

    def _on_finished(self, name: object = None, completed: bool = False) -> None:
        self._finished.append(bool(completed))


def _espeak_is_playing() -> Any:
    from pyttsx3.drivers import _espeak

    return _espeak.IsPlaying


def _words(text: str, language: str, voice: str) -> str:
    spoken = speakable(text, language)
    return spoken.pinyin if voice in PINYIN_VOICES else spoken.characters


def trimmed(sound: bytes) -> bytes:
    """The WAV without the silence at its ends: pauses are the guide's to make. Raises EngineFault when nothing is left."""
    with wave.open(io.BytesIO(sound)) as file:
        if file.getsampwidth() != 2 or file.getnchannels() != 1:
            return sound
        hertz = file.getframerate()
        samples = array("h", file.readframes(file.getnframes()))
    first = next((i for i, sample in enumerate(samples) if abs(sample) > QUIET), None)
    if first is None:
        raise EngineFault("no_sound")
    last = next(i for i in range(len(samples) - 1, -1, -1) if abs(samples[i]) > QUIET)
    kept = samples[max(0, first - int(hertz * 0.005)) : last + int(hertz * TAIL_SECONDS)]
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(hertz)
        file.writeframes(kept.tobytes())
    return out.getvalue()


def serve(requests: IO[bytes], answers: BinaryIO, speech: Speech) -> None:
    """Answer requests until the pipe closes."""
    for line in requests:
        header: dict[str, object] = {"seq": -1, "size": 0}
        sound = b""
        try:
            request = json.loads(line)
            header["seq"] = int(request["seq"])
            if "cut" in request:
                header["parts"] = sentences(str(request["cut"]), int(request["limit"]))
            else:
                sound = speech.render(str(request["text"]), str(request["language"]), int(request["rate"]))
                header["size"] = len(sound)
        except EngineFault as fault:
            header["error"] = str(fault.args[0])
        except (ValueError, KeyError, TypeError):
            header["error"] = "refused"
        _send(answers, header, sound)


def _send(answers: BinaryIO, header: dict[str, object], sound: bytes = b"") -> None:
    answers.write(json.dumps(header).encode() + b"\n" + sound)
    answers.flush()


def main() -> int:
    """0 when the parent closed the pipe; 3 when there is no engine."""
    with protocol() as answers:
        try:
            speech = Speech()
        except Exception as error:  # noqa: BLE001 -- drivers raise anything; the parent needs only to know that there is none
            _send(answers, {"error": "no_engine", "type": type(error).__name__})
            return 3
        _send(answers, {"ready": speech.driver, "languages": speech.languages()})
        try:
            serve(sys.stdin.buffer, answers, speech)
        except BrokenPipeError:
            return 0  # the parent is gone
        finally:
            speech.close()
    return 0


if __name__ == "__main__":
    code = main()
    os._exit(code)  # espeak asserts when Python tears it down
