"""A sound card for tests: PulseAudio with a null sink as loudspeaker and another as microphone, in a folder of its own."""

import os
import shutil
import signal
import subprocess
import threading
import time
from array import array
from pathlib import Path
from types import TracebackType
from typing import IO, Self

SCRIPT = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=speaker
load-module module-null-sink sink_name=mic rate=16000 channels=1
load-module module-remap-source master=mic.monitor source_name=virtmic
set-default-sink speaker
set-default-source virtmic
"""
HERTZ = 22_050
LOUD = 100
"""Samples above this are sound."""


def installed() -> bool:
    """Whether PulseAudio and its tools are there."""
    return all(shutil.which(tool) for tool in ("pulseaudio", "pactl", "parec"))


class SoundCard:
    """Use as a context. `environment`: for programs that shall hear and speak through it. Raises TimeoutError when it does not start."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "PULSE_SERVER": f"unix:{folder}/native",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
        }

    def __enter__(self) -> Self:
        script = self._folder / "card.pa"
        script.write_text(SCRIPT.format(socket=self._folder / "native"), "utf-8")
        self._process = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "-F",
                str(script),
                "--exit-idle-time=-1",
                "--daemonize=no",
                "--use-pid-file=no",
            ],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 15
        while self.control("info").returncode:
            if time.monotonic() > end:
                raise TimeoutError("the virtual sound card did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Take the sound card away."""
        process, self._process = self._process, None
        if process:
            process.send_signal(signal.SIGTERM)
            process.wait(10)

    def control(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run pactl."""
        return subprocess.run(["pactl", *words], env=self.environment, capture_output=True, check=False, timeout=10)


class Recorder:
    """Hears the loudspeaker: chunks with the moment (time.monotonic) each came. Waits for its first bytes."""

    def __init__(self, environment: dict[str, str], sink: str = "speaker") -> None:
        words = [
            "parec",
            f"--device={sink}.monitor",
            f"--rate={HERTZ}",
            "--channels=1",
            "--format=s16le",
            "--latency-msec=5",
        ]
        self._process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.chunks: list[tuple[float, bytes]] = []
        self._first = threading.Event()
        assert self._process.stdout
        self._thread = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        self._thread.start()
        if not self._first.wait(15):
            raise TimeoutError("the recorder heard nothing, not even silence")

    def _read(self, stream: IO[bytes]) -> None:
        while chunk := stream.read1(4096):  # type: ignore[attr-defined]
            self.chunks.append((time.monotonic(), chunk))
            self._first.set()

    def loud_moments(self, since: float) -> list[float]:
        """When there was sound."""
        return [
            at
            for at, chunk in list(self.chunks)
            if at >= since and max(map(abs, array("h", chunk[: len(chunk) // 2 * 2]))) > LOUD
        ]

    def close(self) -> None:
        """Stop hearing."""
        self._process.terminate()
        self._process.wait(10)
        self._thread.join(10)
        if self._process.stdout:
            self._process.stdout.close()
