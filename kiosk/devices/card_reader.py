"""The port of an identity-card reader: it waits for a card and hands over evidence that only the portal can judge."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable


class CardReader(Protocol):
    """A reader of identity cards. Blocking: called from the device lane, never from the interface."""

    def wait(self, cancelled: Callable[[], bool]) -> bytes:
        """Evidence (opaque JSON bytes, for the portal and nothing else) of the next card that is put in.

        Asks `cancelled()` at least ten times a second. Raises ProblemError: `card.cancelled` (TRY_AGAIN) when told to
        stop, `card.unreadable` (TRY_AGAIN), `card.none` (ASK_STAFF) when there is no reader.
        """
        ...

    def holds_card(self) -> bool:
        """Whether a card lies in the reader: at the end of a session the person is told to take it along."""
        ...


@runtime_checkable
class DemonstrationReader(Protocol):
    """A reader into which a made-up person's card can be put: on the sandbox and in tests only."""

    def insert(self, person_id: str) -> None:
        """Puts the card in, in place of any other."""
        ...
