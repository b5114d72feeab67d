"""The parent's side of the recogniser: one child process that may die, one utterance at a time, answers by sequence number.

All methods run on the thread that `post` delivers to. A writer thread feeds the pipe, so that a child that hangs never blocks the interface;
a reader thread reads. Sound and words go through the pipe and nowhere else.
"""

import json
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Literal

from voice.children import born, bury
from voice.turns import Post, Schedule

log = logging.getLogger(__name__)

START_MS = 20_000
ANSWER_MS = 3_000
LONGEST_MS = 15_000
MOST_WAITING = 100
"""Chunks that wait for a child that does not read them; more and it is taken as hung."""
MOST_FAILURES = 3
REST_MS = 30_000
"""After MOST_FAILURES in a row it is left alone for so long."""


@dataclass(frozen=True, slots=True)
class Heard:
    """kind: partial (so far), text (the end; "" when nothing fitted), lost (the recogniser died; nothing was heard). sure: 0 to 1."""

    kind: Literal["partial", "text", "lost"]
    text: str = ""
    sure: float = 0.0


Hear = Callable[[Heard], None]


@dataclass(slots=True)
class _Utterance:
    seq: int
    hear: Hear
    over: bool = False


class Recogniser:
    """Turns sound into words. `state`: off, starting, ready, or why it cannot: no_model, no_engine."""

    def __init__(
        self,
        post: Post,
        schedule: Schedule,
        folder: Path,
        start_with: Sequence[str] | None = None,
        answer_ms: int = ANSWER_MS,
    ) -> None:
        self._post = post
        self._schedule = schedule
        self._command = list(start_with or [sys.executable, "-m", "voice.recogniser_process", str(folder)])
        self._answer_ms = answer_ms
        self._process: subprocess.Popen[bytes] | None = None
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._generation = 0
        self._seq = 0
        self._failures = 0
        self._closed = False
        self._utterance: _Utterance | None = None
        self.state: Literal["off", "starting", "ready", "no_model", "no_engine"] = "off"
        self.hertz = 0
        self.unknown: tuple[str, ...] = ()
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the child and load the model, if it does not run and could."""
        if self._process or self._closed or self.state in ("no_model", "no_engine"):
            return
        self._generation += 1
        generation = self._generation
        try:
            process = born(self._command)
        except OSError:
            self.state = "no_engine"
            return
        assert process.stdin and process.stdout
        self._process, self.state, self._outbox = process, "starting", queue.SimpleQueue()
        for work, name in (
            (lambda: self._read(generation, process.stdout), "hearing-answers"),
            (lambda: _write(self._outbox, process.stdin), "hearing-sound"),
        ):
            threading.Thread(target=work, name=name, daemon=True).start()
        self._schedule(START_MS, lambda: self._late_start(generation))

    def listen(self, words: Sequence[str] | None, hertz: int, hear: Hear) -> None:
        """A new utterance; the last one is dropped. words: all that may be said, None for anything. `hear` gets partials, then one text or lost."""
        self.start()
        self._seq += 1
        seq = self._seq
        self._utterance = utterance = _Utterance(seq, hear)
        if self._process is None:
            self._post(lambda: self._give_up(utterance))
            return
        self._send({"do": "listen", "seq": seq, "hertz": hertz, "words": None if words is None else list(words)})
        self._schedule(LONGEST_MS, lambda: self._end(seq))

    def sound(self, pcm: bytes) -> None:
        """More sound of the utterance: 16-bit mono."""
        utterance = self._utterance
        if utterance is None or utterance.over or self._process is None:
            return
        if self._outbox.qsize() > MOST_WAITING:
            self._fail("hung")
            return
        self._send({"do": "sound", "seq": utterance.seq, "size": len(pcm)}, pcm)

    def end(self) -> None:
        """No more will come: `hear` gets the text soon."""
        if self._utterance:
            self._end(self._utterance.seq)

    def cancel(self) -> None:
        """Forget the utterance: `hear` is not called any more."""
        self._utterance = None

    def close(self) -> None:
        """End the child."""
        self._closed = True
        self._utterance = None
        self._stop()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _end(self, seq: int) -> None:
        utterance = self._utterance
        if utterance is None or utterance.seq != seq or utterance.over:
            return
        utterance.over = True
        self._send({"do": "end", "seq": seq})
        self._schedule(self._answer_ms, lambda: self._late(seq))

    def _late(self, seq: int) -> None:
        if self._utterance and self._utterance.seq == seq and self.state == "ready":
            self._fail("hung")

    def _late_start(self, generation: int) -> None:
        if generation == self._generation and self.state == "starting":
            self._fail("hung")

    def _send(self, request: dict[str, object], pcm: bytes = b"") -> None:
        self._outbox.put(json.dumps(request, ensure_ascii=False).encode() + b"\n" + pcm)

    def _answered(self, generation: int, answer: dict[str, object]) -> None:
        if generation != self._generation or self._process is None:
            return
        if "seq" not in answer:
            if "ready" in answer:
                self.state, self.hertz = "ready", int(str(answer["ready"]))
            else:
                self.state = "no_model" if answer.get("error") == "no_model" else "no_engine"
                self._stop()
                if self._utterance:
                    self._give_up(self._utterance)
            return
        utterance = self._utterance
        if utterance is None or answer["seq"] != utterance.seq:
            return
        if "unknown" in answer and isinstance(answer["unknown"], list):
            self.unknown = tuple(map(str, answer["unknown"]))
        elif "partial" in answer:
            utterance.hear(Heard("partial", str(answer["partial"])))
        elif "text" in answer:
            self._failures = 0
            self._utterance = None
            utterance.hear(Heard("text", str(answer["text"]), float(str(answer["sure"]))))

    def _give_up(self, utterance: _Utterance) -> None:
        if self._utterance is utterance:
            self._utterance = None
            utterance.hear(Heard("lost"))

    def _ended(self, generation: int) -> None:
        if generation == self._generation and self._process is not None:
            self._fail("died")

    def _fail(self, code: str) -> None:
        log.warning("recogniser lost: %s", code)
        self.restarts += 1
        self._failures += 1
        self._stop()
        if self._failures < MOST_FAILURES:
            self.state = "off"
        else:
            self.state = "no_engine"
            self._schedule(REST_MS, self._rested)
        if self._utterance:
            self._give_up(self._utterance)
        self.start()

    def _rested(self) -> None:
        self._failures = 0
        if self.state == "no_engine":
            self.state = "off"
            self.start()

    def _stop(self) -> None:
        """End the child; there is nothing in it to be saved, and a hung one would not go by itself."""
        process, self._process = self._process, None
        self._generation += 1
        if process is None:
            return
        process.kill()
        self._outbox.put(None)
        threading.Thread(target=bury, args=(process,), name="hearing-ending", daemon=True).start()

    def _read(self, generation: int, stream: IO[bytes]) -> None:
        try:
            while line := stream.readline():
                self._post(partial(self._answered, generation, json.loads(line)))
        except (ValueError, OSError):
            log.warning("recogniser spoke nonsense")
        finally:
            stream.close()
        if not self._closed:
            self._post(lambda: self._ended(generation))


def _write(outbox: "queue.SimpleQueue[bytes | None]", stream: IO[bytes]) -> None:
    """Feed the pipe until told to stop or nobody reads; the pipe is closed by whoever ends the child."""
    while (data := outbox.get()) is not None:
        try:
            stream.write(data)
            stream.flush()
        except (OSError, ValueError):
            return  # the child is gone; the reader tells it
