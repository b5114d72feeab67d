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

STOP_MS = 20.0
SPOKEN = "welcome.title"
TOOLS = ("pulseaudio", "pactl", "parec", "espeak-ng")
START_S = 15.0
SCRIPT = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=speaker
set-default-sink speaker
"""


def voice(folder: Path) -> Iterator[Record]:
    """Two records: show to first sound, beside pyttsx3's own rendering of the same sentence; stop to silence."""
    if not all(shutil.which(tool) for tool in TOOLS):
        yield unmeasured("voice, show to first sound", "ms", "no sound device")
        yield unmeasured("voice, stop to silence", "ms", "no sound device", STOP_MS)
        return
    sentence = phrases.load("zh").say(SPOKEN)
    with _sound_card(folder) as environment:
        direct = _told("bench_pyttsx3", environment, sentence)["ms"]
        spoken = _told("bench_speaking", environment, "", SPOKEN)
    later = spoken["starts"][1:]
    yield record("voice, show to first sound", median(later), "ms", baseline=median(direct), note="beside pyttsx3's own file")
    yield record("voice, the very first sound", spoken["starts"][0], "ms")
    yield record("voice, stop to silence", max(spoken["stops"]), "ms", limit=STOP_MS, note="with the monitor's own delay")


def _told(module: str, environment: dict[str, str], given: str, *arguments: str) -> dict[str, list[float]]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", f"kiosk.launch.{module}", *arguments],
        env=environment,
        input=given.encode(),
        stdout=subprocess.PIPE,
        timeout=120,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])  # pyttsx3 tells of every file
    return found


@contextmanager
def _sound_card(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that shall be heard. Raises TimeoutError when the server does not start."""
    script = folder / "card.pa"
    script.write_text(SCRIPT.format(socket=folder / "native"), "utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
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
