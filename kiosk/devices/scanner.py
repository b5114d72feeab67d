"""The port of a document scanner: one page at a time."""

from typing import Protocol

from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page. image: a whole JPEG or PNG file; width and height in pixels."""

    image: bytes
    width: int
    height: int


class Scanner(Protocol):
    """A scanner or document camera. Blocking: called from the device lane, never from the interface."""

    def scan(self) -> ScannedPage:
        """Takes the page that lies there.

        Raises ProblemError: `scanner.no_page` and `scanner.jammed` (TRY_AGAIN), `scanner.none` (ASK_STAFF) when there
        is no scanner.
        """
        ...
