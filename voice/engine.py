"""The parent's side of the speech engine: one child process that may die, one request under way, answers by sequence number.

All methods run on the thread that `post` delivers to; a reader thread only reads. Text goes through the pipe and nowhere else: not to argv, a
log or an exception. A child that does not answer in time is killed; the request is asked once more of a new one, and then given up.
"""

import json
import logging
import subprocess
import sys
import threading
import wave
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

from voice.children import born, bury
from voice.clip import Clip, from_wav
from voice.cutting import LONGEST
from voice.renderer import Cut, Lost, Order, Then
from voice.turns import Post, Schedule

log = logging.getLogger(__name__)

DEADLINE_MS = 2_000
START_MS = 8_000
REST_MS = 30_000
"""After MOST_FAILURES in a row the engine is left alone for so long."""
MOST_FAILURES = 3
MOST_AHEAD = 60

Result = Clip | Lost | tuple[str, ...]


@dataclass(slots=True)
class _Asked:
    request: dict[str, object]
    then: Callable[[Result], None]
    seq: int = 0
    tries: int = 0


def command() -> list[str]:
    """How the child is started."""
    return [sys.executable, "-m", "voice.engine_process"]


class Engine:
    """The Renderer over the child process of `voice.engine_process`."""

    def __init__(
        self,
        post: Post,
        schedule: Schedule,
        start_with: Sequence[str] | None = None,
        deadline_ms: int = DEADLINE_MS,
    ) -> None:
        self._post = post
        self._schedule = schedule
        self._command = list(start_with or command())
        self._deadline_ms = deadline_ms
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._generation = 0
        self._seq = 0
        self._now: deque[_Asked] = deque()
        self._ahead: deque[_Asked] = deque()
        self._under_way: _Asked | None = None
        self._failures = 0
        self._resting = False
        self._closed = False
        self.driver = ""
        self.languages: tuple[str, ...] = ()
        self.on_ready: Callable[[], None] | None = None
        """Called each time that the child is ready: `languages` are those that it has a voice for."""
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the child, if it does not run."""
        if self._process or self._closed or self._resting:
            return
        self._generation += 1
        generation = self._generation
        try:
            self._process = born(self._command)
        except OSError:
            self._fail("no_engine")
            return
        assert self._process.stdout
        threading.Thread(
            target=self._read, args=(generation, self._process.stdout), name="speech-answers", daemon=True
        ).start()
        self._schedule(START_MS, lambda: self._late_start(generation))

    def render(self, order: Order, then: Then, *, ahead: bool = False) -> None:
        """See Renderer."""

        def answered(result: Result) -> None:
            then(Lost("no_sound") if isinstance(result, tuple) else result)

        self._ask(_Asked({"text": order.text, "language": order.language, "rate": order.rate}, answered), ahead)

    def cut(self, text: str, then: Cut) -> None:
        """See Renderer."""
        self._ask(
            _Asked(
                {"cut": text, "limit": LONGEST},
                lambda result: then(result if isinstance(result, tuple) and result else (text,)),
            ),
            ahead=False,
        )

    def _ask(self, asked: _Asked, ahead: bool) -> None:
        if self._closed or self._resting:
            self._post(lambda: asked.then(Lost("no_engine")))
            return
        if ahead:
            if len(self._ahead) < MOST_AHEAD:
                self._ahead.append(asked)
        else:
            self._now.append(asked)
        self._pump()

    def forget(self) -> None:
        """See Renderer. What is under way is answered by the child, and its answer dropped."""
        self._now.clear()
        self._ahead.clear()
        if self._under_way:
            self._under_way.then = _nobody

    def close(self) -> None:
        """See Renderer."""
        self._closed = True
        self.forget()
        self._end(kill=False)

    # --- one request at a time ---------------------------------------------------------------------------------------

    def _pump(self) -> None:
        if self._under_way or not (self._now or self._ahead):
            return
        self.start()
        if self._process is None or not self._ready:
            return
        asked = self._now.popleft() if self._now else self._ahead.popleft()
        self._seq += 1
        asked.seq = self._seq
        asked.tries += 1
        self._under_way = asked
        request = {"seq": asked.seq, **asked.request}
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            self._fail("died")
            return
        seq = asked.seq
        self._schedule(self._deadline_ms, lambda: self._late(seq))

    def _late(self, seq: int) -> None:
        if self._under_way and self._under_way.seq == seq:
            self._fail("hung")

    def _late_start(self, generation: int) -> None:
        if generation == self._generation and self._process and not self._ready:
            self._fail("hung")

    def _answered(self, generation: int, header: dict[str, object], sound: bytes) -> None:
        if generation != self._generation or self._process is None:
            return
        if "ready" in header:
            self._ready = True
            self.driver = str(header["ready"])
            languages = header.get("languages")
            self.languages = tuple(map(str, languages)) if isinstance(languages, list) else ()
            if self.on_ready is not None:
                self.on_ready()
            self._pump()
            return
        if "seq" not in header:
            self._failures = MOST_FAILURES
            self._fail("no_engine")
            return
        asked = self._under_way
        if asked is None or header["seq"] != asked.seq:
            return
        self._under_way = None
        self._failures = 0
        parts = header.get("parts")
        asked.then(tuple(str(part) for part in parts) if isinstance(parts, list) else _clip(header, sound))
        self._pump()

    # --- a child that dies -------------------------------------------------------------------------------------------

    def _ended(self, generation: int) -> None:
        if generation == self._generation and self._process is not None:
            self._fail("died")

    def _fail(self, code: str) -> None:
        """The child is of no use: end it, ask again of a new one, or give up for a while."""
        log.warning("speech engine lost: %s", code)
        if self._under_way or not self._ready:
            self._failures += 1  # one that dies idle is only replaced when it is needed
        self._end(kill=True)
        self.restarts += 1
        asked, self._under_way = self._under_way, None
        if self._failures >= MOST_FAILURES:
            self._rest(code, asked)
            return
        if asked and asked.tries < 2:
            self._now.appendleft(asked)
        elif asked:
            asked.then(Lost(code))
        self._pump()

    def _rest(self, code: str, asked: _Asked | None) -> None:
        self._resting = True
        waiting = [*([asked] if asked else []), *self._now, *self._ahead]
        self._now.clear()
        self._ahead.clear()
        self._schedule(REST_MS, self._rested)
        for each in waiting:
            each.then(Lost(code))

    def _rested(self) -> None:
        self._resting = False
        self._failures = 0

    def _end(self, *, kill: bool) -> None:
        process, self._process = self._process, None
        self._ready = False
        self._generation += 1
        if process is None:
            return
        if kill:
            process.kill()
        threading.Thread(target=bury, args=(process,), name="speech-ending", daemon=True).start()

    # --- the reader thread -------------------------------------------------------------------------------------------

    def _read(self, generation: int, stream: IO[bytes]) -> None:
        try:
            while line := stream.readline():
                header = json.loads(line)
                size = int(header.get("size", 0))
                sound = stream.read(size) if size else b""
                if len(sound) < size:
                    break
                self._post(partial(self._answered, generation, header, sound))
        except (ValueError, OSError):
            log.warning("speech engine spoke nonsense")
        finally:
            stream.close()
        if not self._closed:
            self._post(lambda: self._ended(generation))


def _nobody(_: Result) -> None:
    """Takes the answer that nobody waits for any more."""


def _clip(header: dict[str, object], sound: bytes) -> Clip | Lost:
    if "error" in header:
        return Lost(str(header["error"]))
    try:
        return from_wav(sound)
    except (wave.Error, EOFError):
        return Lost("no_sound")
