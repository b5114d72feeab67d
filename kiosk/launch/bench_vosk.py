"""What listening is compared with: vosk itself on the same sound, as its examples do it, in turns with the product's own Ears.

Arguments: the model's folder, then files of samples; the words of the grammar on stdin, one a line. Writes as JSON: seconds of the processor of
bare vosk (bare) and of Ears (ours), for each file and try; and for each file the number of the piece of sound at whose end vosk said that the
utterance was over (ends; -1: it never did).
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

TRIES = 7


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


def ours(ears: Ears, words: Sequence[str], sound: Sequence[bytes]) -> None:
    """The same through the product's own."""
    ears.listen(HERTZ, words)
    for piece in sound:
        told = ears.hear(piece)
        if told is not None and "text" in told:
            return
    ears.end()


def main() -> None:
    """See above."""
    folder, *files = sys.argv[1:]
    words = sys.stdin.read().splitlines()
    ears = Ears(Path(folder))
    entries, _ = ears.entries(words)
    grammar, model = grammar_json(entries), vosk.Model(folder)
    found: dict[str, list[float]] = {"bare": [], "ours": [], "ends": []}
    for name in files:
        sound = pieces(Path(name).read_bytes())
        found["ends"].append(bare(model, grammar, sound))
        for _ in range(TRIES):
            begun = time.thread_time()
            bare(model, grammar, sound)
            between = time.thread_time()
            ours(ears, words, sound)
            found["bare"].append(between - begun)
            found["ours"].append(time.thread_time() - between)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
