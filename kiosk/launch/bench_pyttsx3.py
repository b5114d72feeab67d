"""What the voice is compared with: pyttsx3 itself renders one sentence to a file, as its manual shows. Writes milliseconds as JSON."""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import pyttsx3

TIMES = 5


def main() -> None:
    """The sentence comes on stdin; --voice: part of a voice's id."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--voice", default="cmn")
    given = parser.parse_args()
    text = sys.stdin.read()
    engine = pyttsx3.init()
    for voice in engine.getProperty("voices"):
        if given.voice in voice.id:
            engine.setProperty("voice", voice.id)
            break
    taken = []
    with tempfile.TemporaryDirectory(prefix="yinling-bench-") as folder:
        for _ in range(TIMES):
            begun = time.perf_counter()
            engine.save_to_file(text, str(Path(folder) / "one.wav"))
            engine.runAndWait()
            taken.append((time.perf_counter() - begun) * 1000)
    sys.stdout.write(json.dumps({"ms": taken}) + "\n")


if __name__ == "__main__":
    main()
