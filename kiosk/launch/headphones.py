"""Watches whether sound goes into headphones: a plug that is put in or pulled out is an event, at once."""

import shutil
import subprocess
import threading
from collections.abc import Callable
from functools import partial

from kiosk.devices.headphones import look, plain
from kiosk.events import Event, HeadphonesSeen

AGAIN_S = 5.0
"""A sound server that is gone is looked for so often."""
CONCERNS = ("sink", "server", "card")


class HeadphoneWatch:
    """One thread that reads what the sound server tells of itself. command: its control program; send gets an event for every change.

    What was in the headphones' socket before a loudspeaker was ever seen may be the hall's own loudspeaker: it counts only once it was pulled out
    and put in again. looks: how often it was looked.
    """

    def __init__(self, command: str, post: Callable[[Callable[[], None]], None], send: Callable[[Event], None]) -> None:
        self._command = shutil.which(command) or ""
        self._post = post
        self._send = send
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._told: bool | None = None
        self._open_seen = False
        self.looks = 0
        self._thread = threading.Thread(target=self._watch, name="headphones", daemon=True)

    def start(self) -> None:
        """Begins to watch; where the platform has nothing that tells, nothing happens."""
        if self._command:
            self._thread.start()

    def stop(self) -> None:
        """Ends with its child."""
        with self._lock:
            self._stopped.set()
            if self._process is not None:
                self._process.terminate()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.is_set():
            process = self._subscribe()
            if process is not None and process.stdout is not None:
                with process, process.stdout as lines:
                    self._look()
                    for line in lines:
                        kind = line.partition(" on ")[2].partition(" ")[0]
                        if kind in CONCERNS:
                            self._look()
            self._tell(None)
            self._stopped.wait(AGAIN_S)

    def _subscribe(self) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._stopped.is_set():
                return None
            try:
                self._process = subprocess.Popen(
                    [self._command, "subscribe"], env=plain(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace"
                )
            except OSError:
                return None
            return self._process

    def _look(self) -> None:
        seen = look(self._command)
        self._open_seen |= seen is False
        self._tell(seen if self._open_seen or not seen else None)
        self.looks += 1

    def _tell(self, seen: bool | None) -> None:
        if seen != self._told and not self._stopped.is_set():
            self._told = seen
            self._post(partial(self._send, HeadphonesSeen(seen)))
