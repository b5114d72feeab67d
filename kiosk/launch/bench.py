"""`./run bench`: the figures of speed and memory, as ratios in one run. Each part is a process of its own, measured from here.

Ratios compare with a bare window of the same Qt and typeface, in interleaved pairs, so that a busy machine does not decide. What this machine
lacks (X, a sound device, two cores, /proc) is reported as not measured.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from kiosk.launch.bench_records import Record, record, share, show, unmeasured, write

PAINT_LIMIT, MEMORY_LIMIT, FRAME_MS, GROWTH_MB, IDLE_PERCENT, KEY_MS = 1.5, 1.8, 16.0, 2.0, 1.0, 20.0
CHILD_S = 3_600
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is measured. The usual counts take about seven minutes on two free cores, half of them the sessions."""

    pairs: int = 15
    busy_pairs: int = 5
    weighings: int = 3
    idle_s: float = 10.0
    sessions: int = 1_000
    strolls: int = 20
    sound: bool = True


def bench(json_path: Path | None, counts: Counts | None = None) -> int:
    """Prints a table, writes the records. 1 when one is over its limit."""
    counts = counts or Counts(sessions=int(os.environ.get("BENCH_SESSIONS", Counts().sessions)))
    with tempfile.TemporaryDirectory(prefix="yinling-bench-") as folder:
        records = list(_all(counts, Path(folder)))
    show(records)
    if json_path is not None:
        write(records, json_path)
    return 1 if any(one.ok is False for one in records) else 0


def _all(counts: Counts, folder: Path) -> Iterator[Record]:
    yield first_paint("first paint, offscreen", counts.pairs, folder, OFFSCREEN, PAINT_LIMIT)
    with _xvfb() as display:
        if display:
            on_x = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
            yield first_paint("first paint, X", counts.pairs, folder, on_x, PAINT_LIMIT)
        else:
            yield unmeasured("first paint, X", "ms", "no Xvfb", PAINT_LIMIT)
    yield from at_rest(counts, folder)
    yield from walked(counts, folder)
    yield from busy(counts, folder)
    if counts.sound:
        from kiosk.launch.bench_voice import voice

        yield from voice(folder)
        from kiosk.launch.bench_listening import listening

        yield from listening(folder)


# --- the parts -----------------------------------------------------------------------------------------------------------


def first_paint(name: str, pairs: int, folder: Path, environment: dict[str, str], limit: float | None) -> Record:
    """Milliseconds from the start of the process to the painted welcome screen, and to a painted bare window."""
    for what in ("bare", "welcome"):
        _painted(what, folder, environment)  # the first of each reads from disk
    bare, welcome = [], []
    for _ in range(pairs):
        bare.append(_painted("bare", folder, environment))
        welcome.append(_painted("welcome", folder, environment))
    ratio = median(ours / theirs for ours, theirs in zip(welcome, bare, strict=True))
    return record(name, median(welcome), "ms", baseline=median(bare), ratio=ratio, limit=limit)


def at_rest(counts: Counts, folder: Path) -> Iterator[Record]:
    """Memory of the interface process on the welcome screen, the catalogue loaded, and what it does when nobody does anything."""
    if not Path("/proc/self/smaps_rollup").exists():
        yield unmeasured("memory, PSS", "MB", "no smaps", MEMORY_LIMIT)
        return
    bare = [_child("bench_child", folder, OFFSCREEN, "bare", "--weigh") for _ in range(counts.weighings)]
    idle = str(counts.idle_s)
    ours = [
        _child("bench_child", folder, OFFSCREEN, "welcome", "--weigh", "--idle", idle) for _ in range(counts.weighings)
    ]
    kinds = (("memory, PSS", "pss", MEMORY_LIMIT), ("memory, private", "uss", None), ("memory, resident", "rss", None))
    for name, key, limit in kinds:
        theirs = median(one[key] for one in bare)
        yield record(name, median(one[key] for one in ours), "MB", baseline=theirs, limit=limit)
    yield record("idle processor", 100 * median(one["idle"] for one in ours), "%", limit=IDLE_PERCENT)


def walked(counts: Counts, folder: Path) -> Iterator[Record]:
    """Whole applications through the real widgets: painting, growth, keys."""
    found = _walk(counts.sessions, counts.strolls, folder)
    paints = found["paints_ms"]
    note = f"{len(paints)} new screens"
    yield record("event to painted screen, p50", share(paints, 0.5), "ms", note=note)
    yield record("event to painted screen, p99", share(paints, 0.99), "ms", limit=FRAME_MS, note=note)
    (first, before), (last, after) = found["weighed"][0], found["weighed"][-1]
    note = f"private MB from session {first} to {last}; {1000 * found['seconds'] / max(last, 1):.0f} ms a session"
    yield record("growth over sessions", after - before, "MB", limit=GROWTH_MB, note=note)
    for name, limit in (("search", KEY_MS), ("pinyin", None), ("handwriting", None)):
        yield record(f"{name}, a key, p99", share(found["keys_ms"][name], 0.99), "ms", limit=limit)


def busy(counts: Counts, folder: Path) -> Iterator[Record]:
    """The same on one core that a busy loop shares. No limit."""
    if sys.platform == "win32":
        yield unmeasured("first paint, one busy core", "ms", "no affinity")
        return
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(mine)})
    loop = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield first_paint("first paint, one busy core", counts.busy_pairs, folder, OFFSCREEN, None)
        paints = _walk(2, 2, folder)["paints_ms"]
        for part in (0.5, 0.99):
            name = f"event to painted screen, one busy core, p{part * 100:.0f}"
            yield record(name, share(paints, part), "ms")
    finally:
        loop.kill()
        loop.wait()
        os.sched_setaffinity(0, mine)


# --- the processes ---------------------------------------------------------------------------------------------------------


def _painted(what: str, folder: Path, environment: dict[str, str]) -> float:
    begun = time.monotonic()
    painted: float = _child("bench_child", folder, environment, what)["painted"]
    return (painted - begun) * 1000


def _walk(sessions: int, strolls: int, folder: Path) -> dict[str, Any]:
    return _child("bench_walk", folder, OFFSCREEN, "--sessions", str(sessions), "--strolls", str(strolls))


def _child(module: str, folder: Path, environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    """What a process of ours found. Raises CalledProcessError when it fails: its stderr is shown."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", f"kiosk.launch.{module}", *arguments],
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "PYTHONDONTWRITEBYTECODE": "",  # a user's Python keeps what it has compiled
            "BENCH_DATA": str(folder),
        },
        stdout=subprocess.PIPE,
        timeout=CHILD_S,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def _xvfb() -> Iterator[str]:
    """A display of our own; "" where there is none to be had."""
    program = shutil.which("Xvfb")
    if program is None:
        yield ""
        return
    command = [program, "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        number = server.stdout.readline().decode().strip() if server.stdout else ""
        yield f":{number}" if number else ""
        server.terminate()
