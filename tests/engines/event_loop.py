"""A main thread's event loop, as small as it can be: for engines that answer through `post` and `schedule`."""

import queue
import threading
import time
from collections.abc import Callable


class Loop:
    """`calls.put` is the post, `schedule` the timer."""

    def __init__(self) -> None:
        self.calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._timers: list[threading.Timer] = []

    def schedule(self, ms: int, call: Callable[[], None]) -> None:
        """As engine.Schedule."""
        timer = threading.Timer(ms / 1000, self.calls.put, (call,))
        timer.daemon = True
        timer.start()
        self._timers.append(timer)

    def until(self, condition: Callable[[], bool], seconds: float = 120) -> None:
        """Run until a condition holds; fails after so many seconds."""
        end = time.monotonic() + seconds
        while not condition():
            left = end - time.monotonic()
            assert left > 0, "it never happened"
            try:
                self.calls.get(timeout=min(left, 0.05))()
            except queue.Empty:
                continue

    def close(self) -> None:
        """Forget the timers."""
        for timer in self._timers:
            timer.cancel()
