"""Watches the card reader: a card that is put in is an event, whatever screen stands."""

import threading
from collections.abc import Callable
from functools import partial

from kiosk.devices.card_reader import CardReader
from kiosk.events import CardRead, Event
from kiosk.problems import ProblemError

SEEN_S, GONE_S = 0.05, 2.0


class CardWatch:
    """One thread; each card is told once, until it is taken out. No reader: asked again at rest."""

    def __init__(
        self, reader: CardReader, post: Callable[[Callable[[], None]], None], send: Callable[[Event], None]
    ) -> None:
        self._reader = reader
        self._post = post
        self._send = send
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="card-reader", daemon=True)

    def start(self) -> None:
        """Begins to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Ends within a tenth of a second."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        lying: bytes | None = None
        while not self._stopped.is_set():
            try:
                evidence = self._reader.wait(self._stopped.is_set)
            except ProblemError:
                lying = None
                self._stopped.wait(GONE_S)
                continue
            if evidence != lying:  # also when one card was laid in another's place between two looks
                lying = evidence
                self._post(partial(self._send, CardRead(evidence)))
            self._stopped.wait(SEEN_S)
            if not self._reader.holds_card():
                lying = None
