"""Listening as the product does it, without a window: the recogniser in its own process, and what is understood of its words.

Arguments: the model's folder, the hours to listen, then files of samples; on stdin, JSON: the words of the grammar, and for each file the piece of
sound at whose end bare vosk was sure that it was over. Writes as JSON: for each file that ended by itself,
milliseconds from that piece to the event; megabytes of the child before these hours and after them.
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
from kiosk.blocks import Action, Heading
from kiosk.events import Event, GoBack
from kiosk.launch.bench_utterances import PIECE_S, pieces
from kiosk.launch.hearing import heard as event_of
from kiosk.screen import Screen
from voice.listening import Ear, Listening
from voice.microphone import HERTZ
from voice.recogniser import Heard, Recogniser

DEADLINE_S = 20.0
FASTER = 4.0
"""Sound is brought so much faster than it was spoken where the moment of its end is measured."""


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
        end = time.monotonic() + deadline_s
        while not condition():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                self.calls.get(timeout=left)()
            except queue.Empty:
                raise TimeoutError from None

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


def to_event(room: Room, sound: Sequence[bytes], end: int, words: Sequence[str]) -> float:
    """Milliseconds from the piece that ended the utterance to the event of what it means."""
    events: list[Event] = []
    tapes: list[Tape] = []

    def tape(take: Callable[[bytes, float], None]) -> Tape:
        tapes.append(Tape(take))
        return tapes[0]

    def tell(ear: Ear) -> None:
        if ear.state != "listening":
            events.append(event_of(ear))

    screen = Screen("bench", (Heading("welcome.title"), *(_action(word) for word in words)))
    listening = Listening(room.ears, tape, lambda: None, tell, lambda: datetime.date(2026, 1, 1))
    listening.talk(screen, phrases.load("zh"))
    pause = threading.Event()
    for piece in sound[:end]:
        tapes[0].sound(piece, 0.5)
        pause.wait(PIECE_S / FASTER)
    pause.wait(PIECE_S)  # the child has heard all of it
    begun = time.perf_counter()
    tapes[0].sound(sound[end], 0.0)
    room.until(lambda: bool(events))
    return (time.perf_counter() - begun) * 1000


def _action(key: str) -> Action:
    return Action(key, GoBack(), key=key)


def main() -> None:
    """See above."""
    model, hours, *files = sys.argv[1:]
    given = json.loads(sys.stdin.read())
    words: list[str] = given["words"]
    room = Room(Path(model))
    sounds = [pieces(Path(name).read_bytes()) for name in files]
    heard = [sound[: end + 1] if end >= 0 else sound for sound, end in zip(sounds, given["ends"], strict=True)]
    keys = [key for key, entry in phrases.load("zh").entries.items() if entry.hear and "{" not in entry.show]
    pairs = [(sound, end) for sound, end in zip(sounds, given["ends"], strict=True) if end >= 0]
    events = [to_event(room, sound, end, keys) for sound, end in pairs]
    streamed, weighed = 0.0, room.megabytes()
    while streamed < float(hours) * 3600:
        for sound in heard:
            room.listens(sound, words)
            streamed += len(sound) * PIECE_S
    found = {"events": events, "megabytes": [weighed, room.megabytes()]}
    room.ears.close()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
