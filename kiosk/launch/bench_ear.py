"""What comes out of the bench's loudspeaker: the monitor of its null sink, piece by piece, with the moment each came."""

import os
import subprocess
import threading
import time
from array import array

HERTZ = 22_050
LOUD = 100
"""Samples above this are sound."""
DEADLINE_S = 20.0


class Ear:
    """Listens from its making to `close`."""

    def __init__(self) -> None:
        words = ["parec", "--device=speaker.monitor", f"--rate={HERTZ}", "--channels=1", "--format=s16le", "--latency-msec=5"]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.pieces: list[tuple[float, bytes]] = []
        self._came = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout
        while piece := os.read(self._process.stdout.fileno(), 4096):
            self.pieces.append((time.monotonic(), piece))
            self._came.set()

    def loud(self, since: float) -> list[float]:
        """When there was sound."""
        return [at for at, piece in list(self.pieces) if at >= since and _peak(piece) > LOUD]

    def until_open(self) -> None:
        """Waits for the first piece, silent or not. Raises TimeoutError."""
        if not self._came.wait(DEADLINE_S):
            raise TimeoutError

    def first_loud(self, since: float) -> float:
        """The moment of the first sound, which may still be on its way. Raises TimeoutError."""
        end = time.monotonic() + DEADLINE_S
        while not (heard := self.loud(since)):
            self._came.clear()
            if time.monotonic() > end or not self._came.wait(1.0):
                raise TimeoutError
        return heard[0]

    def close(self) -> None:
        """No longer."""
        self._process.terminate()
        self._process.wait()


def _peak(piece: bytes) -> int:
    return max(map(abs, array("h", piece[: len(piece) // 2 * 2])), default=0)
