"""The voice on a sound device: from show to the first sound, from stop to silence."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.launch.bench_records import Record, unmeasured

STOP_MS = 20.0


def voice(folder: Path) -> Iterator[Record]:
    """Two records."""
    yield unmeasured("voice, show to first sound", "ms", "no sound device")
    yield unmeasured("voice, stop to silence", "ms", "no sound device", STOP_MS)
