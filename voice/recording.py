"""A guide that is written down instead of played: for the tour and the stories. Time is counted, not waited for.

`Score` is the speaker: it lays every clip at its moment of a counted time, so that `take()` gives one WAV a screen with the real pauses in it.
`CountedTime` is the schedule. `AtOnce` asks the real engine and waits for its answer, so that a whole screen is rendered in one call.
`Tones` is an engine for tests that need the order and the length of things but no words: it hums, and says so by its name.
"""

import heapq
import math
import queue
import re
from array import array
from collections.abc import Callable, Sized
from itertools import count

from voice.clip import Clip, silence
from voice.engine import DEADLINE_MS, START_MS, Engine
from voice.pace import Pace
from voice.renderer import Cut, Lost, Order, Then

HERTZ = 22_050
ANSWER_SECONDS = 10.0


class CountedTime:
    """A clock that stands still until it is asked to go on. Not thread-safe."""

    def __init__(self) -> None:
        self.now_ms = 0
        self._order = count()
        self._waiting: list[tuple[int, int, Callable[[], None]]] = []

    def schedule(self, ms: int, call: Callable[[], None]) -> None:
        """As engine.Schedule."""
        heapq.heappush(self._waiting, (self.now_ms + max(0, ms), next(self._order), call))

    def go(self, ms: int) -> None:
        """Let so many milliseconds pass, with all that happens in them."""
        end = self.now_ms + ms
        while self._waiting and self._waiting[0][0] <= end:
            self._step()
        self.now_ms = end

    def settle(self, while_true: Callable[[], bool], most_ms: int = 600_000) -> None:
        """Go on from event to event as long as the condition holds. Raises TimeoutError after most_ms of counted time."""
        end = self.now_ms + most_ms
        while while_true():
            if not self._waiting or self._waiting[0][0] > end:
                raise TimeoutError("the guide never came to an end")
            self._step()

    def _step(self) -> None:
        at, _, call = heapq.heappop(self._waiting)
        self.now_ms = max(self.now_ms, at)
        call()


class Score:
    """A Speaker that writes down what sounds when."""

    def __init__(self, time: CountedTime) -> None:
        self._time = time
        self._notes: list[tuple[int, Clip, int]] = []
        self._playing = 0
        self.volume = 2

    def play(self, clip: Clip, done: Callable[[], None]) -> None:
        """See guide.Speaker."""
        self._playing += 1
        turn = self._playing
        self._notes.append((self._time.now_ms, clip, len(clip.pcm)))
        self._time.schedule(clip.ms, lambda: done() if turn == self._playing else None)

    def stop(self) -> None:
        """See guide.Speaker. What was sounding is cut at this moment."""
        self._playing += 1
        if self._notes:
            at, clip, _ = self._notes[-1]
            heard = 2 * max(0, (self._time.now_ms - at) * clip.hertz // 1000)
            self._notes[-1] = (at, clip, min(len(clip.pcm), heard))

    def set_volume(self, volume: int) -> None:
        """See guide.Speaker."""
        self.volume = volume

    def close(self) -> None:
        """See guide.Speaker."""
        self.stop()

    def take(self) -> Clip | None:
        """All that sounded since the last take, with its pauses; None when all was silent."""
        notes, self._notes = self._notes, []
        if not notes:
            return None
        start = notes[0][0]
        out = bytearray()
        for at, clip, size in notes:
            gap = at - start - len(out) * 1000 // (2 * clip.hertz)
            out += silence(max(0, gap), clip.hertz) + clip.pcm[:size]
        return Clip(bytes(out), notes[0][1].hertz)


class AtOnce:
    """A Renderer over the real engine whose `render` returns when the answer is there. For the tour: it would block an interface."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._time = CountedTime()
        self._engine = Engine(self._calls.put, self._time.schedule)

    @property
    def engine(self) -> Engine:
        """The engine behind."""
        return self._engine

    def start(self) -> None:
        """See engine.Renderer."""
        self._engine.start()

    def render(self, order: Order, then: Then, *, ahead: bool = False) -> None:
        """See engine.Renderer. Ahead is not needed here: nothing is rendered."""
        if ahead:
            return
        answers: list[Clip | Lost] = []
        self._engine.render(order, answers.append)
        self._wait(answers)
        then(answers[0])

    def cut(self, text: str, then: Cut) -> None:
        """See engine.Renderer."""
        answers: list[tuple[str, ...]] = []
        self._engine.cut(text, answers.append)
        self._wait(answers)
        then(answers[0])

    def _wait(self, answers: Sized) -> None:
        while not len(answers):
            try:
                self._calls.get(timeout=ANSWER_SECONDS)()
            except queue.Empty:
                self._time.go(START_MS)  # the engine's own deadline: a hung child is killed and asked anew
        self._time.go(DEADLINE_MS)  # forget the deadlines of what was answered

    def forget(self) -> None:
        """See engine.Renderer."""
        self._engine.forget()

    def close(self) -> None:
        """See engine.Renderer."""
        self._engine.close()


class Tones:
    """A Renderer without words: a hum of the length that the sentence would have. `lost`: answers with that code instead."""

    def __init__(self, lost: str = "") -> None:
        self.lost = lost
        self.asked: list[Order] = []

    def start(self) -> None:
        """See engine.Renderer."""

    def render(self, order: Order, then: Then, *, ahead: bool = False) -> None:
        """See engine.Renderer."""
        self.asked.append(order)
        then(Lost(self.lost) if self.lost else hum(Pace(order.language).length_ms(order.text)))

    def cut(self, text: str, then: Cut) -> None:
        """See engine.Renderer. Cut at commas."""
        then(tuple(re.findall(r"[^\uff0c,]+[\uff0c,]?", text)))

    def forget(self) -> None:
        """See engine.Renderer."""

    def close(self) -> None:
        """See engine.Renderer."""


def hum(ms: int, hertz: int = HERTZ, pitch: float = 220.0) -> Clip:
    """A soft tone of so many milliseconds."""
    turn = 2 * math.pi * pitch / hertz
    cycle = array("h", (int(4000 * math.sin(turn * n)) for n in range(int(hertz / pitch))))
    wanted = hertz * ms // 1000
    return Clip((cycle * (wanted // len(cycle) + 1))[:wanted].tobytes(), hertz)
