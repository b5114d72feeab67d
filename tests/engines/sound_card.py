"""A sound card for tests: PulseAudio with a null sink as loudspeaker and another as microphone, in a folder of its own."""

import hashlib
import os
import shutil
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
STARTS_WITHIN_S = 90.0
LONGEST_PATH = 100
"""Bytes of a socket's path: the kernel takes 107."""
LOUD = 100
"""Samples above this are sound."""


def installed() -> bool:
    """Whether PulseAudio and its tools are there."""
    return all(shutil.which(tool) for tool in ("pulseaudio", "pactl", "parec"))


def _place(folder: Path) -> Path:
    """Of the card's socket: in its folder, unless the path is too long for a socket."""
    inside = folder / "native"
    short = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return inside if len(str(inside).encode()) <= LONGEST_PATH else Path("/tmp") / f"sound-{short}"


class SoundCard:
    """Use as a context. `environment`: for programs that shall hear and speak through it. Raises TimeoutError when it does not start."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = _place(folder)
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "PULSE_SERVER": f"unix:{self._socket}",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
        }

    def __enter__(self) -> Self:
        script, log = self._folder / "card.pa", self._folder / "card.log"
        script.write_text(SCRIPT.format(socket=self._socket), "utf-8")
        words = ["pulseaudio", "-n", "-F", str(script), "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"]
        with log.open("wb") as complaints:
            self._process = subprocess.Popen(words, env=self.environment, stdout=subprocess.DEVNULL, stderr=complaints)
        end = time.monotonic() + STARTS_WITHIN_S
        while self.control("info").returncode:
            if self._process.poll() is not None or time.monotonic() > end:
                code = self._process.poll()
                self.end()
                raise TimeoutError(f"the virtual sound card did not start ({code}): {log.read_text('utf-8', 'replace')[-2000:]}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Take the sound card away."""
        process, self._process = self._process, None
        if process:
            _ended(process)
        if self._socket.parent != self._folder:
            self._socket.unlink(missing_ok=True)

    def control(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run pactl."""
        return subprocess.run(["pactl", *words], env=self.environment, capture_output=True, check=False, timeout=60)


def _ended(process: "subprocess.Popen[bytes]") -> None:
    """Asked to go; one that does not is made to."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


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
        self._process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE)
        self.chunks: list[tuple[float, bytes]] = []
        self._first = threading.Event()
        assert self._process.stdout
        self._thread = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        self._thread.start()
        if not self._first.wait(STARTS_WITHIN_S) or not self.chunks:
            code = self._process.poll()
            self.close()
            raise TimeoutError(f"the recorder heard nothing, not even silence ({code})")

    def _read(self, stream: IO[bytes]) -> None:
        while chunk := stream.read1(4096):  # type: ignore[attr-defined]
            self.chunks.append((time.monotonic(), chunk))
            self._first.set()
        self._first.set()  # it has ended

    def loud_moments(self, since: float) -> list[float]:
        """When there was sound."""
        return [
            at
            for at, chunk in list(self.chunks)
            if at >= since and max(map(abs, array("h", chunk[: len(chunk) // 2 * 2]))) > LOUD
        ]

    def close(self) -> None:
        """Stop hearing."""
        _ended(self._process)
        self._thread.join(60)
        if self._process.stdout:
            self._process.stdout.close()
