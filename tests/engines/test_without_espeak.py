"""Where espeak-ng cannot be loaded the application goes on without sound, and says so on the screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ROOT, Terminal

pytestmark = [pytest.mark.engine, pytest.mark.skipif(sys.platform != "linux", reason="shared libraries of Linux")]

NAMES = ("libespeak-ng.so.1", "libespeak.so.1")
PROGRAM = """
import json, sys
from PySide6.QtCore import QTimer
from kiosk.events import OpenSound
from kiosk.launch.wiring import Parts, Program
from kiosk.settings import Settings
from ui.app import App, Setup
from voice.engine import Engine
from voice.port import Voice
from voice.speaker import DeviceSpeaker

programs, voices, screens = [], [], []

def send(event):
    programs[0].send(event)

def schedule(milliseconds, call):
    QTimer.singleShot(milliseconds, call)

def on_screen(screen, display):
    screens.append(screen)
    if programs and programs[0].controller.session.voice_lost:
        QTimer.singleShot(0, app.leave)

app = App(send, Setup(windowed=(1280, 800)))
voices.append(Voice(Engine(app.post, schedule), DeviceSpeaker(schedule, lambda code: voices[0].lost(code)), schedule, send))
programs.append(Program(Settings(data=sys.argv[1]), app, voices[0], Parts(on_screen=on_screen)))
programs[0].begin()
QTimer.singleShot(0, lambda: app.post(programs[0].open_doors))
QTimer.singleShot(300, lambda: send(OpenSound()))
QTimer.singleShot(200_000, app.leave)
app.run()
lost = programs[0].controller.session.voice_lost
programs[0].close()
print(json.dumps({"lost": lost, "told": "sound.lost" in repr(screens[-1])}))
"""


@pytest.mark.feature("F22")
def test_without_espeak_the_screen_stands_and_says_that_there_is_no_sound(tmp_path: Path) -> None:
    broken = tmp_path / "lib"
    broken.mkdir()
    for name in NAMES:
        (broken / name).write_bytes(b"not a library")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    terminal = Terminal(tmp_path)
    done = subprocess.run(
        [sys.executable, program, tmp_path / "data"],
        cwd=tmp_path,
        env=terminal.environment(QT_QPA_PLATFORM="offscreen", LD_LIBRARY_PATH=str(broken)),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["lost"] == "no_engine" and seen["told"], seen


def test_the_speech_program_says_that_there_is_no_engine(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(b"not a library")
    done = subprocess.run(
        [sys.executable, "-m", "voice.engine_process"],
        cwd=ROOT,
        env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 3
    assert json.loads(done.stdout.splitlines()[0])["error"] == "no_engine"
