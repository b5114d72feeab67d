"""What listening is compared with: vosk itself on the same sound, as its examples do it, in turns with the product's own Ears.

Arguments: the model's folder, then files of samples; the words of the grammar on stdin, one a line. Writes as JSON, for each file: seconds of the
processor of bare vosk (bare) and of Ears (ours), the least of several tries, since other work on a machine only ever adds to them; the number of
the piece of sound at whose end the utterance was over for Ears (ends; -1: never), and how many pieces later that was than for bare vosk (later):
both look for it after whole steps of the network, and these do not begin at the same place.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import vosk

from kiosk.launch.bench_utterances import PIECE_S, pieces
from voice.microphone import HERTZ
from voice.recogniser_process import CLEARING_S, Ears, grammar_json

TRIES = 24


def bare(model: object, grammar: str, sound: Sequence[bytes]) -> int:
    """The number of the piece that ended it, -1 for none."""
    recogniser = vosk.KaldiRecognizer(model, HERTZ, grammar)
    recogniser.SetWords(True)
    for number, piece in enumerate(sound):
        if recogniser.AcceptWaveform(piece):
            if json.loads(recogniser.Result())["text"] or (number + 1) * PIECE_S > CLEARING_S:
                return number
        else:
            json.loads(recogniser.PartialResult())
    json.loads(recogniser.FinalResult())
    return -1


def ours(ears: Ears, words: Sequence[str], sound: Sequence[bytes]) -> int:
    """The same through the product's own."""
    ears.listen(HERTZ, words)
    for number, piece in enumerate(sound):
        told = ears.hear(piece)
        if told is not None and "text" in told:
            return number
    ears.end()
    return -1


def main() -> None:
    """See above."""
    folder, *files = sys.argv[1:]
    words = sys.stdin.read().splitlines()
    ears = Ears(Path(folder))
    entries, _ = ears.entries(words)
    grammar, model = grammar_json(entries), vosk.Model(folder)
    found: dict[str, list[float]] = {"bare": [], "ours": [], "ends": [], "later": []}
    for name in files:
        sound = pieces(Path(name).read_bytes())
        its, mine = bare(model, grammar, sound), ours(ears, words, sound)
        found["ends"].append(mine)
        found["later"].append((mine if mine >= 0 else len(sound)) - (its if its >= 0 else len(sound)))
        tries: dict[str, list[float]] = {"bare": [], "ours": []}
        for turn in range(TRIES):
            for which in ("bare", "ours")[:: 1 if turn % 2 else -1]:
                begun = time.thread_time()
                if which == "bare":
                    bare(model, grammar, sound)
                else:
                    ours(ears, words, sound)
                tries[which].append(time.thread_time() - begun)
        for which, seconds in tries.items():
            found[which].append(min(seconds))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
