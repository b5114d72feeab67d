"""The card reader's twin: a demonstrator, or a test, inserts a made-up person's card."""

import json
from collections.abc import Callable
from threading import Condition

from kiosk.problems import ProblemError, Remedy

_ASK_AGAIN_S = 0.05


class SimulatedCardReader:
    """Holds at most one card, which is known to the sandbox portal by its person's id. Safe to call from any thread."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._person: str | None = None
        self._readable = True
        self._present = True

    def insert(self, person_id: str, *, readable: bool = True) -> None:
        """Puts a card in, in place of any other."""
        with self._changed:
            self._person, self._readable = person_id, readable
            self._changed.notify_all()

    def remove(self) -> None:
        """Takes the card out."""
        with self._changed:
            self._person = None
            self._changed.notify_all()

    def unplug(self) -> None:
        """From now on there is no reader."""
        with self._changed:
            self._present = False
            self._changed.notify_all()

    def plug_in(self) -> None:
        """The reader is back."""
        with self._changed:
            self._present = True

    def holds_card(self) -> bool:
        """Whether a card lies in the reader."""
        with self._changed:
            return self._present and self._person is not None

    def wait(self, cancelled: Callable[[], bool]) -> bytes:
        """See CardReader.wait."""
        with self._changed:
            while self._present and self._person is None:
                if cancelled():
                    raise ProblemError(Remedy.TRY_AGAIN, "card.cancelled")
                self._changed.wait(_ASK_AGAIN_S)
            if not self._present:
                raise ProblemError(Remedy.ASK_STAFF, "card.none")
            if not self._readable:
                raise ProblemError(Remedy.TRY_AGAIN, "card.unreadable")
            return json.dumps({"reader": "simulated", "person": self._person}).encode()
