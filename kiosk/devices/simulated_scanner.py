"""The scanner's twin: it takes the made-up papers that are shipped with the sandbox, one after another, as real image
files.
"""

from collections.abc import Sequence
from importlib.resources import files
from threading import Lock

from kiosk.devices.image_checks import picture_size
from kiosk.devices.scanner import ScannedPage
from kiosk.problems import ProblemError, Remedy

GOOD_PAPERS = ("id_card", "household", "bank_card", "medical")
"""The papers that a portal can read; `blurred`, `dark` and `blank` are there too."""


def paper(name: str) -> bytes:
    """A shipped made-up paper as a JPEG file. Raises FileNotFoundError for a name that is not shipped."""
    return (files("assets") / "sandbox" / "papers" / f"{name}.jpg").read_bytes()


class SimulatedScanner:
    """Takes the papers of a pile in turn, from the first again after the last. Safe to call from any thread.

    trouble: "" or the code that the next scans fail with: `scanner.no_page`, `scanner.jammed`, `scanner.none`.
    """

    def __init__(self, pile: Sequence[str] = GOOD_PAPERS) -> None:
        self.trouble = ""
        self._lock = Lock()
        self._pile = list(pile)

    def lay(self, *names: str) -> None:
        """Puts other papers there: the next scan takes the first of them."""
        with self._lock:
            self._pile = list(names)

    def scan(self) -> ScannedPage:
        """See Scanner.scan."""
        with self._lock:
            if self.trouble:
                raise ProblemError(
                    Remedy.ASK_STAFF if self.trouble == "scanner.none" else Remedy.TRY_AGAIN, self.trouble
                )
            if not self._pile:
                raise ProblemError(Remedy.TRY_AGAIN, "scanner.no_page")
            name = self._pile.pop(0)
            self._pile.append(name)
        image = paper(name)
        width, height = picture_size(image)
        return ScannedPage(image, width, height)
