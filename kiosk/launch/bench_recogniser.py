"""Listening as the product does it, without a window: the recogniser in its own process, and what is understood of its words.

Arguments: the model's folder, the hours to listen, then files of samples; on stdin, JSON: for each file the number of the piece of sound at whose
end the end-pointing pause is over (ends; -1: it never is). Writes as JSON: for each file that has an end, milliseconds from that piece to the event;
megabytes of the child before these hours and after them.
"""

import datetime
import json
import queue
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk import phrases
from kiosk.events import Event
from kiosk.launch.bench_utterances import PIECE_S, pieces, screen, words
from kiosk.launch.hearing import heard as event_of
from voice.listening import Ear, Listening
from voice.microphone import HERTZ
from voice.recogniser import Heard, Recogniser

DEADLINE_S = 20.0
FASTER = 4.0
"""Sound is brought so much faster than it was spoken while its end is far."""
NEAR = 5
"""Pieces before the end, and all after it, come as a microphone brings them: one that is found late is counted as late as a person would wait."""


class Room:
    """A recogniser with its main thread."""

    def __init__(self, model: Path) -> None:
        self.calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.ears = Recogniser(self.calls.put, self._schedule, model)
        self.ears.start()
        self.until(lambda: self.ears.state != "starting")

    def _schedule(self, milliseconds: int, call: Callable[[], None]) -> None:
        timer = threading.Timer(milliseconds / 1000, self.calls.put, (call,))
        timer.daemon = True
        timer.start()

    def until(self, condition: Callable[[], bool], deadline_s: float = DEADLINE_S) -> None:
        """Raises TimeoutError."""
        if not self.within(deadline_s, condition):
            raise TimeoutError

    def within(self, seconds: float, condition: Callable[[], bool]) -> bool:
        """Whether it came true so soon; the main thread works meanwhile."""
        end = time.monotonic() + seconds
        while not condition():
            left = end - time.monotonic()
            if left <= 0:
                return False
            try:
                self.calls.get(timeout=left)()
            except queue.Empty:
                return condition()
        return True

    def listens(self, sound: Sequence[bytes], words: Sequence[str]) -> None:
        """One utterance, as fast as it can be heard."""
        told: list[Heard] = []
        self.ears.listen(words, HERTZ, told.append)
        for piece in sound:
            self.ears.sound(piece)
        self.ears.end()
        self.until(lambda: bool(told) and told[-1].kind != "partial")

    def megabytes(self) -> float:
        """What the child holds."""
        pages = int(Path(f"/proc/{self.ears.pid}/statm").read_text("ascii").split()[1])
        return pages * 4096 / 1_000_000


class Tape:
    """A microphone that plays a file."""

    def __init__(self, sound: Callable[[bytes, float], None]) -> None:
        self.sound = sound

    def start(self) -> bool:
        """See listening.Source."""
        return True

    def stop(self) -> None:
        """See listening.Source."""


def to_event(room: Room, sound: Sequence[bytes], end: int) -> float:
    """Milliseconds from the piece that ended the utterance to the event of what it means."""
    events: list[tuple[float, Event]] = []
    tapes: list[Tape] = []

    def tape(take: Callable[[bytes, float], None]) -> Tape:
        tapes.append(Tape(take))
        return tapes[0]

    def tell(ear: Ear) -> None:
        if ear.state != "listening":
            events.append((time.perf_counter(), event_of(ear)))

    listening = Listening(room.ears, tape, lambda: None, tell, lambda: datetime.date(2026, 1, 1))
    listening.talk(screen(), phrases.load("zh"))
    ended = 0.0
    for number, piece in enumerate(sound):
        if number <= end:
            ended = time.perf_counter()
        tapes[0].sound(piece, 0.5)
        if room.within(PIECE_S if number > end - NEAR else PIECE_S / FASTER, lambda: bool(events)):
            break
    room.until(lambda: bool(events))
    return (events[0][0] - ended) * 1000


def main() -> None:
    """See above."""
    model, hours, *files = sys.argv[1:]
    ends: list[int] = json.loads(sys.stdin.read())["ends"]
    room = Room(Path(model))
    pairs = [(pieces(Path(name).read_bytes()), end) for name, end in zip(files, ends, strict=True)]
    events = [to_event(room, sound, end) for sound, end in pairs if end >= 0]
    listened, streamed, weighed = words(), 0.0, room.megabytes()
    while streamed < float(hours) * 3600:
        for sound, end in pairs:
            heard = sound[: end + 1] if end >= 0 else sound
            room.listens(heard, listened)
            streamed += len(heard) * PIECE_S
    found = {"events": events, "megabytes": [weighed, room.megabytes()]}
    room.ears.close()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
