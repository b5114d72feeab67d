"""The program of the recogniser's child process: the only place that knows vosk. Run as `python -m voice.recogniser_process MODEL_FOLDER`.

In, one JSON line each, followed by `size` bytes of 16-bit mono PCM where there is sound:
  {"do": "listen", "seq": int, "hertz": int, "words": [str, ...] | null}   a new utterance; words: all that may be said, null for anything
  {"do": "sound", "seq": int, "size": int}      more of it
  {"do": "end", "seq": int}                     no more will come: answer with what was heard
Out, one JSON line each:
  {"ready": hertz of the model} or {"error": "no_model" | "no_engine"} once
  {"seq", "listening": number of words the model knows, "unknown": [words it does not]}
  {"seq", "partial": text}                      when it changes
  {"seq", "text": text, "sure": 0..1}           the end of the utterance; text "" when nothing fitted
vosk dies of a bad grammar, so every grammar is checked before it reaches the library. What libraries print goes nowhere.
"""

import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, BinaryIO

from voice.child import protocol

UNKNOWN = "[unk]"
MOST_WORDS = 2_000
MOST_SPLITS = 10_000
LONGEST_WORD = 40
NEEDED = ("am/final.mdl", "conf/model.conf")
DEFAULT_HERTZ = 16_000
CLEARING_S = 1.5
"""A noise, a cough or a pause so early ends nothing: the words come after it."""

PARTIAL_S = 0.3
"""What was heard so far is not asked for more often: nobody reads faster, and asking takes a tenth of the decoding."""


class Ears:
    """vosk behind three calls. Raises ImportError without vosk, FileNotFoundError without a model."""

    def __init__(self, folder: Path) -> None:
        if not is_model(folder):
            raise FileNotFoundError
        import vosk

        vosk.SetLogLevel(-1)
        self._vosk: Any = vosk
        self._model: Any = vosk.Model(str(folder))
        self.hertz = sample_rate(folder)
        self._recogniser: Any = None
        self._splits: dict[str, str | None] = {}
        self._partial, self._seconds, self._rate = "", 0.0, self.hertz
        self._samples = 0
        """Heard since it was last asked what was heard so far."""

    def listen(self, hertz: int, words: Sequence[str] | None) -> tuple[int, list[str]]:
        """A new utterance. The number of words listened for, and those that the model does not know."""
        self._partial, self._seconds, self._rate, self._samples = "", 0.0, hertz, 0
        if hertz < self.hertz:
            raise ValueError("sound below the model's rate")
        if words is None:
            self._recogniser = self._vosk.KaldiRecognizer(self._model, hertz)
            unknown: list[str] = []
            known = 0
        else:
            entries, unknown = self.entries(words)
            self._recogniser = self._vosk.KaldiRecognizer(self._model, hertz, grammar_json(entries))
            known = len(entries)
        self._recogniser.SetWords(True)
        return known, unknown

    def hear(self, pcm: bytes) -> dict[str, object] | None:
        """More sound. What there is to tell: a changed partial, a finished utterance, or nothing."""
        if self._recogniser is None:
            return None
        self._seconds += len(pcm) / 2 / self._rate
        self._samples += len(pcm) // 2
        if self._recogniser.AcceptWaveform(pcm):
            ended = told(json.loads(self._recogniser.Result()))
            if ended["text"] or self._seconds > CLEARING_S:
                self._recogniser, self._partial = None, ""  # nothing of what was said stays here till somebody else speaks
                return ended
        if self._samples < PARTIAL_S * self._rate:
            return None
        self._samples = 0
        partial = cleaned(json.loads(self._recogniser.PartialResult()).get("partial", ""))
        if partial == self._partial:
            return None
        self._partial = partial
        return {"partial": partial}

    def end(self) -> dict[str, object]:
        """What was heard; the utterance is over."""
        if self._recogniser is None:
            return {"text": "", "sure": 0.0}
        recogniser, self._recogniser, self._partial = self._recogniser, None, ""
        return told(json.loads(recogniser.FinalResult()))

    def entries(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """What the grammar is made of: the words as the model knows them; and those that it does not."""
        entries: dict[str, None] = {}
        unknown = []
        for word in words[:MOST_WORDS]:
            split = self._known_as(word) if isinstance(word, str) else None
            if split is None:
                unknown.append(word)
            else:
                entries[split] = None
        return list(entries), unknown

    def _known_as(self, word: str) -> str | None:
        """See _split; a screen's words come again and again."""
        if word not in self._splits:
            if len(self._splits) >= MOST_SPLITS:
                self._splits.clear()
            self._splits[word] = self._split(word) if is_word(word) else None
        return self._splits[word]

    def _split(self, word: str) -> str | None:
        """A phrase as words the model knows, with blanks between, in as few as possible; None when it cannot be."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(word) + 1):
            options = [
                [*before, word[start:end]]
                for start in range(end)
                if (before := best[start]) is not None and self._knows(word[start:end])
            ]
            best.append(min(options, key=len) if options else None)
        found = best[len(word)]
        return " ".join(found) if found else None

    def _knows(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)


def is_model(folder: Path) -> bool:
    """Whether a folder looks like a vosk model."""
    return all((folder / name).is_file() for name in NEEDED)


def sample_rate(folder: Path) -> int:
    """The rate the model wants, from its mfcc.conf, whatever else stands in it. Raises OSError where it cannot be read."""
    conf = folder / "conf" / "mfcc.conf"
    found = re.search(rb"--sample-frequency=(\d{1,6})\b", conf.read_bytes()) if conf.is_file() else None
    return int(found[1]) or DEFAULT_HERTZ if found else DEFAULT_HERTZ


def is_word(word: object) -> bool:
    """Whether something may stand in a grammar: a short string of letters, nothing of vosk's own notation."""
    return isinstance(word, str) and 0 < len(word) <= LONGEST_WORD and all(character.isalnum() for character in word)


def grammar_json(entries: Sequence[str]) -> str:
    """The grammar as vosk wants it: a JSON list of strings, unescaped, never empty, with the word for all else."""
    return json.dumps([*entries, UNKNOWN], ensure_ascii=False)


def cleaned(text: object) -> str:
    """Recognised text without the word for all else."""
    return " ".join(word for word in str(text).split() if word != UNKNOWN)


def told(result: dict[str, Any]) -> dict[str, object]:
    """A finished utterance: its text, and how sure the words in it are (the least sure counts)."""
    text = cleaned(result.get("text", ""))
    sure = [float(word.get("conf", 0)) for word in result.get("result", []) if word.get("word") != UNKNOWN]
    return {"text": text, "sure": round(min(sure), 3) if sure and text else 0.0}


def serve(requests: IO[bytes], answers: BinaryIO, ears: Ears) -> None:
    """Answer until the pipe closes. Unreadable requests are answered with an error, never with an end."""
    while line := requests.readline():
        answer: dict[str, object] | None
        seq = -1
        try:
            request = json.loads(line)
            seq = int(request["seq"])
            match request["do"]:
                case "listen":
                    words = request["words"]
                    known, unknown = ears.listen(int(request["hertz"]), None if words is None else list(words))
                    answer = {"listening": known, "unknown": unknown}
                case "sound":
                    answer = ears.hear(requests.read(int(request["size"])))
                case "end":
                    answer = ears.end()
                case _:
                    answer = {"error": "refused"}
        except (ValueError, KeyError, TypeError):
            answer = {"error": "refused"}
        if answer is not None:
            _send(answers, {"seq": seq, **answer})


def _send(answers: BinaryIO, answer: dict[str, object]) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    answers.flush()


def main() -> int:
    """0 when the parent closed the pipe; 3 without vosk, 4 without a model."""
    with protocol() as answers:
        try:
            ears = Ears(Path(sys.argv[1]))
        except (OSError, IndexError):
            _send(answers, {"error": "no_model"})
            return 4
        except Exception as error:  # noqa: BLE001 -- vosk raises bare ones; the parent needs only to know that it cannot listen
            _send(answers, {"error": "no_engine", "type": type(error).__name__})
            return 3
        _send(answers, {"ready": ears.hertz})
        try:
            serve(sys.stdin.buffer, answers, ears)
        except BrokenPipeError:
            return 0
    return 0


if __name__ == "__main__":
    code = main()
    os._exit(code)
