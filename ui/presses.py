"""One press is one deed: repeats are ignored for half a second after a press and after every change of screen (A-10, QT trap 8).

Character keys do not ask here: "11" stands in every identity number.
"""

from collections.abc import Callable

PAUSE = 0.5
"""Seconds."""


class Presses:
    """The guard all actions ask. `clock` counts seconds and never goes back (time.monotonic)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.hold_ms = 0
        self._deaf_until = float("-inf")

    def accept(self, held: float | None = None) -> bool:
        """Whether this press counts; if so, further ones are ignored for PAUSE.

        held: seconds that the finger rested on it (None: by key or by an assistive tool, which never has to hold).
        """
        now = self.clock()
        if now < self._deaf_until:
            return False
        if held is not None and held * 1000 < self.hold_ms:
            return False
        self._deaf_until = now + PAUSE
        return True

    def screen_changed(self) -> None:
        """Another screen is there: a second tap meant for the last one must not press what now lies under the finger."""
        self._deaf_until = max(self._deaf_until, self.clock() + PAUSE)
