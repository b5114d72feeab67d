"""A client that is killed at any moment: hands applications to the real outbox, and sends what waits, until nothing does.

Reads one line of JSON: {"folder", "url", "wanted": [[key, grant]…], "die_at", "die_how"}. Writes a line for every key that was enqueued and
settled or left waiting, then "empty" when nothing waits any more. die_at: the number of the HTTP call at which it kills itself (0: never);
die_how: before, during or after that call.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import requests

from kiosk.portal.rest import RestPortal
from tests.outbox_world import delivery_of, outbox_in

STEP_S = 3600.0
calls = 0


class FastClock:
    """The machine's time, put forward by an hour for every pass: waits are waited for, but not here."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


def die() -> None:
    """As a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


class Doomed(RestPortal):
    """The real adapter; one of its calls is the last."""

    def __init__(self, url: str, die_at: int, die_how: str, chance: random.Random) -> None:
        super().__init__(url, timeout_s=(2.0, 3.0))
        self._die_at, self._die_how, self._chance = die_at, die_how, chance

    def _call(self, *arguments: Any, **options: Any) -> requests.Response:
        global calls
        calls += 1
        last = calls == self._die_at
        if last and self._die_how == "before":
            die()
        if last and self._die_how == "during":
            threading.Timer(self._chance.uniform(0.0, 0.02), die).start()
        try:
            return super()._call(*arguments, **options)
        finally:
            if last and self._die_how == "after":
                die()


def main() -> None:
    """See the module."""
    order = json.loads(sys.stdin.readline())
    chance = random.Random(order["die_at"])
    clock = FastClock()
    folder = Path(order["folder"])
    outbox = outbox_in(folder, lambda: Doomed(order["url"], order["die_at"], order["die_how"], chance), clock)
    for key, grant in order["wanted"]:
        outcome = outbox.deliver(delivery_of(key, grant))
        print(key, outcome.state, flush=True)
    for _ in range(200):
        if not {mark for mark in outbox.waiting() if mark in ("queued", "in_doubt")}:
            print("empty", flush=True)
            return
        clock.ahead += STEP_S
        outbox.send_waiting()


if __name__ == "__main__":
    main()
