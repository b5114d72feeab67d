"""One press is one deed: repeats are ignored for half a second after a press and after every change of screen (A-10).

Of character keys only the change of screen makes deaf: "11" stands in every identity number.
"""

from collections.abc import Callable

PAUSE = 0.5
"""Seconds, at least; a person whose hand shakes may want more (Display.pause_ms)."""


class Presses:
    """The guard all actions ask. `clock` counts seconds and never goes back (time.monotonic)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.hold_ms = 0
        self.pause = PAUSE
        self._deaf_until = self._changed_until = float("-inf")
        self._character = ("", float("-inf"))

    def wear(self, hold_ms: int, pause_ms: int) -> None:
        """How long a finger must rest, and how long the same press is ignored, in milliseconds, as this person wants it."""
        self.hold_ms = hold_ms
        self.pause = max(PAUSE, pause_ms / 1000)

    def accept_character(self, token: str) -> bool:
        """Whether a character counts: not just after a change of screen.

        Twice the same one quickly is what was meant, unless the person asked for a longer pause than usual.
        """
        now, (last, at) = self.clock(), self._character
        if now < self._changed_until:
            return False
        if self.pause > PAUSE and token == last and now - at < self.pause:
            return False
        self._character = token, now
        return True

    def accept(self, held: float | None = None) -> bool:
        """Whether this press counts; if so, further ones are ignored for the pause.

        held: seconds that the finger rested on it (None: by key or by an assistive tool, which never has to hold).
        """
        now = self.clock()
        if now < self._deaf_until:
            return False
        if held is not None and held * 1000 < self.hold_ms:
            return False
        self._deaf_until = now + self.pause
        return True

    def screen_changed(self) -> None:
        """Another screen is there: a second tap meant for the last one must not press what now lies under the finger."""
        self._changed_until = self.clock() + PAUSE
        self._deaf_until = max(self._deaf_until, self._changed_until)
