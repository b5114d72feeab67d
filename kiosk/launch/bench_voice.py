"""The voice on a sound device of the bench's own: a PulseAudio server with a null sink. Without PulseAudio nothing is measured."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from kiosk import phrases
from kiosk.launch.bench_records import Record, record, unmeasured
from voice.cutting import full_sentences

STOP_MS, COLD, AHEAD, BLOCKED_MS = 20.0, 1.5, 1.0, 30.0
SPOKEN = 8
"""Sentences said each way."""
LENGTH = range(8, 15)
"""Their characters."""
TOOLS = ("pulseaudio", "pactl", "parec", "aplay", "espeak-ng")
START_S = 15.0
SCRIPT = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=speaker
load-module module-null-sink sink_name=mic
load-module module-remap-source master=mic.monitor source_name=virtmic
set-default-sink speaker
set-default-source virtmic
"""
ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
"""pyttsx3 plays through aplay."""


def voice(folder: Path) -> Iterator[Record]:
    """Show to first sound, new and rendered ahead, beside pyttsx3's own `say` of the same sentences; stop to silence; the interface meanwhile."""
    names = ("voice, show to first sound, new", "voice, show to first sound, ahead", "voice, stop to silence", "interface blocked, speaking")
    if not all(shutil.which(tool) for tool in TOOLS):
        for name, limit in zip(names, (COLD, AHEAD, STOP_MS, BLOCKED_MS), strict=True):
            yield unmeasured(name, "ms", "no sound device", limit)
        return
    keys = spoken_keys()
    words = phrases.load("zh")
    with sound_card(folder) as environment:
        direct = told("bench_pyttsx3", environment, "\n".join(words.say(key) for key in keys))["ms"]
        found = told("bench_speaking", environment, "", *keys)
    beside = median(direct)
    yield record(names[0], median(found["cold"]), "ms", baseline=beside, limit=COLD, note="beside pyttsx3's say")
    yield record(names[1], median(found["ahead"]), "ms", baseline=beside, limit=AHEAD, note="beside pyttsx3's say")
    yield record(names[2], max(found["stops"]), "ms", limit=STOP_MS, note="with the monitor's own delay")
    yield record(names[3], max(found["blocked"]), "ms", limit=BLOCKED_MS, note="longest round of the loop")


def spoken_keys() -> list[str]:
    """Phrases of one sentence, none like another."""
    entries = phrases.load("zh").entries
    texts: dict[str, str] = {}
    for key, entry in entries.items():
        plain = "{" not in entry.say and len(full_sentences(entry.say)) == 1
        if plain and len(entry.say) in LENGTH and key.endswith((".title", ".help")) and len(texts) < SPOKEN:
            texts.setdefault(entry.say, key)
    return list(texts.values())


def told(module: str, environment: dict[str, str], given: str, *arguments: str) -> dict[str, list[float]]:
    """What a process of ours found: the last line that it wrote, as JSON. Raises CalledProcessError."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", f"kiosk.launch.{module}", *arguments],
        env=environment,
        input=given.encode(),
        stdout=subprocess.PIPE,
        timeout=240,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])  # pyttsx3 tells of every file
    return found


def plain_environment() -> dict[str, str]:
    """For a process of ours, without a display."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }


@contextmanager
def sound_card(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that shall be heard and hear. Raises TimeoutError when the server does not start."""
    script = folder / "card.pa"
    script.write_text(SCRIPT.format(socket=folder / "native"), "utf-8")
    (folder / ".asoundrc").write_text(ALSA, "ascii")
    environment = {
        **plain_environment(),
        "PULSE_SERVER": f"unix:{folder / 'native'}",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
    }
    command = ["pulseaudio", "-n", "-F", str(script), "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        end = time.monotonic() + START_S
        while subprocess.run(["pactl", "info"], env=environment, stdout=quiet, stderr=quiet, check=False).returncode:
            if time.monotonic() > end:
                raise TimeoutError("pulseaudio")
        yield environment
    finally:
        server.terminate()
        server.wait()
