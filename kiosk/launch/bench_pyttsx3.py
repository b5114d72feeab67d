"""What the voice is compared with: pyttsx3 itself says sentences, as its manual shows. Writes milliseconds from `say` to the first sound as JSON."""

import json
import os
import sys
import time

import pyttsx3

from kiosk.launch.bench_ear import Ear

VOICE = "cmn-latn-pinyin"


def main() -> None:
    """The sentences come on stdin, one a line; what is heard comes from the loudspeaker's monitor."""
    sentences = sys.stdin.read().splitlines()
    engine = pyttsx3.init()
    for voice in engine.getProperty("voices"):
        if voice.id.endswith(VOICE):
            engine.setProperty("voice", voice.id)
            break
    ear = Ear()
    ear.until_open()
    taken = []
    for sentence in sentences:
        begun = time.monotonic()
        engine.say(sentence)
        engine.runAndWait()  # returns when it was played
        taken.append((ear.first_loud(begun) - begun) * 1000)
    ear.close()
    sys.stdout.write(json.dumps({"ms": taken}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # espeak asserts when Python tears it down


if __name__ == "__main__":
    main()
