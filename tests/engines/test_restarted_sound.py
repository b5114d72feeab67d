"""A sound server that is restarted: a kiosk that is left alone starts itself anew, and speaks again to whoever comes next."""

import contextlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.launch.embedded import EmbeddedPortal
from tests.engines.sound_card import Recorder, SoundCard, installed

HOME = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng") or not installed(), reason="espeak-ng or PulseAudio is not installed"),
]


def until(condition: Callable[[], bool], running: subprocess.Popen[bytes], told: Callable[[], str], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert running.poll() is None, f"it ended with {running.returncode}: {told()}"
        if time.monotonic() > end:
            running.send_signal(signal.SIGUSR1)  # it tells where it hangs
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(2)
            pytest.fail(told())
        subprocess.run(["true"], check=True)  # gives the processor away


@pytest.mark.timeout(180)
@pytest.mark.feature("F38", "F56")
def test_a_kiosk_that_is_left_alone_starts_anew_when_its_sound_server_was_restarted(tmp_path: Path) -> None:
    portal = EmbeddedPortal(tmp_path / "sandbox")
    log, errors, sound = tmp_path / "log", tmp_path / "errors", tmp_path / "sound"
    sound.mkdir()
    log.touch()
    running = None

    def lines() -> list[str]:
        return log.read_text("utf-8").splitlines()

    def told() -> str:
        return log.read_text("utf-8") + errors.read_text("utf-8", "replace")[-20000:]

    try:
        with SoundCard(sound) as card:
            words = [sys.executable, "-m", "tests.engines.anew_program", portal.url(), str(tmp_path / "data"), str(log)]
            with errors.open("wb") as complaints:
                running = subprocess.Popen(words, cwd=HOME, env={**card.environment, "PYTHONPATH": str(HOME)}, stderr=complaints)
            until(lambda: len(lines()) == 2, running, told)
        assert lines() == [f"{running.pid} heard", f"{running.pid} alone"]
        with SoundCard(sound) as card:
            recorder = Recorder(card.environment)
            begun = time.monotonic()
            until(lambda: len(lines()) == 4, running, told)
            loud = recorder.loud_moments(begun)
            recorder.close()
            assert lines()[2:] == [f"{running.pid} heard", f"{running.pid} alone"]  # the same process: who watches over it sees no end
            assert loud
            assert running.poll() is None
            running.terminate()
            running.wait(20)
    finally:
        if running is not None and running.poll() is None:
            running.kill()
            running.wait(10)
        portal.close()
