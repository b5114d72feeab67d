"""Speech, wired: the microphone is open exactly while the session says so, and what is heard comes back as an event."""

import datetime
import logging
import math
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from kiosk import phrases
from kiosk.events import CanListen, Event, Heard, HeardNothing, Level, ReadOut
from kiosk.journeys.hearing import Listening as Open
from kiosk.screen import Screen
from kiosk.session import Session
from voice.listening import Ear, Listening, Source
from voice.microphone import Microphone, present
from voice.model_folder import fault, find, places, takes_free_speech
from voice.recogniser import Recogniser
from voice.turns import Post, Schedule
from voice.understand.meaning import Confirm, Do, Unknown, Unsure

LOG = logging.getLogger("yinling")

LOADING_MS, LOOK_MS = 250, 5_000
"""How often it is looked whether one can listen: while the model loads, and later (a microphone is plugged in or out)."""

DEAF_MS = 4_000
"""A microphone that brings nothing for so long was pulled out; the first piece of sound takes a second."""

LEVEL_S = 0.1
LEVEL_STEP = 10
_UNHEARD: tuple[float, int, str] = (0.0, 0, "")
"""When a level was last told, how loud, and the words till then: none, once listening has ended."""


def model(setting: str, *, tests_too: bool) -> Path | None:
    """The model to use; without one the log tells the technician where it was looked for, and why a folder would not do."""
    found = find(setting, tests_too=tests_too)
    if found is None:
        reasons = sorted({fault(place, tests_too=tests_too) for place in places(setting)}) or ["no_folder"]
        LOG.warning("speech: no model (%s): nobody is offered to speak; see README, or run: yinling voice-check", ",".join(reasons))
    return found


class Guide(Protocol):
    """What is known of the guide here."""

    @property
    def busy(self) -> bool:
        """Whether something is being said or waits to be."""

    def stop(self) -> None:
        """Silence at once."""


Plug = Callable[[Callable[[bytes, float], None]], Source]
"""Makes a source of sound that gives its pieces, and their level, to a callable."""


class Hearing:
    """One for the program. `follow` is called after every drawing, `rest` after the guide was given the drawing.

    source: where sound comes from in place of the microphone.
    """

    def __init__(
        self,
        folder: Path,
        post: Post,
        schedule: Schedule,
        guide: Guide | None,
        send: Callable[[Event], None],
        source: Plug | None = None,
    ) -> None:
        self._send = send
        self._post = post
        self._schedule = schedule
        self._guide = guide
        self._present = present if source is None else _always
        self.recogniser = Recogniser(post, schedule, folder)
        self._listening = Listening(self.recogniser, source or Microphone, self._hush, self._ear, self._today, takes_free_speech(folder))
        self._spoke = self._waits = False
        self._turn = ""
        self._on: tuple[str, str] = ("", "")
        self._ending = self._stopping = self._closed = self._possible = False
        self._day = datetime.date.min
        self._level = _UNHEARD

    def start(self) -> None:
        """Loads the model; once it is there, and a microphone too, one may speak."""
        self._listening.start()
        self._look()

    def follow(self, session: Session, screen: Screen) -> bool:
        """Opens and closes the microphone as the session says. True while it is open: then the guide is to be silent."""
        wanted = session.hearing if isinstance(session.hearing, Open) else None
        if self._listening.listening and (wanted is None or wanted.turn != self._turn or screen.id != self._on):
            self._stopping = True
            self._listening.stop()
            self._stopping = False
            if wanted is not None and wanted.turn == self._turn:
                return False  # another screen came: the session hears of it next
        if wanted is None:
            return False
        if not self._listening.listening:
            if wanted.turn == self._turn:
                return False  # it has ended, and the session hears of it next
            self._turn, self._on, self._ending = wanted.turn, screen.id, False
            self._day = session.today.date() if session.today else datetime.date.min
            self._listening.talk(screen, phrases.load(session.display.language))
            turn = self._turn
            self._schedule(DEAF_MS, lambda: self._still_hears(turn))
        elif wanted.ending and not self._ending:
            self._ending = True
            self._listening.talk(screen, phrases.load(session.display.language))
        return self._listening.listening

    def rest(self, session: Session) -> None:
        """The guide has ended, or had nothing to say to what was just heard: whoever does not touch may be listened to."""
        busy = self._busy()
        ended = not busy and (self._spoke or session.hearing is not None)
        self._spoke = busy
        if ended and session.display.hands_free and not self._waits and not self._listening.listening:
            self._waits = True
            self._post(self._read_out)

    def close(self) -> None:
        """For good."""
        self._closed = True
        self._listening.close()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _busy(self) -> bool:
        return self._guide is not None and self._guide.busy

    def _hush(self) -> None:
        if self._guide is not None:
            self._guide.stop()

    def _read_out(self) -> None:
        self._waits = False
        if not self._closed and not self._busy() and not self._listening.listening:
            self._send(ReadOut())

    def _today(self) -> datetime.date:
        return self._day

    def _still_hears(self, turn: str) -> None:
        """Looks again and again while this turn is listened to."""
        if not self._closed and turn == self._turn and self._listening.listening:
            self._listening.look()
            self._schedule(DEAF_MS, lambda: self._still_hears(turn))

    def _look(self) -> None:
        if self._closed:
            return
        possible = self._listening.ready and self._present()
        if possible != self._possible:
            self._possible = possible
            self._send(CanListen(possible))
        self._schedule(LOOK_MS if self._listening.ready else LOADING_MS, self._look)

    def _ear(self, ear: Ear) -> None:
        match ear.state:
            case "listening":
                self._tell_level(ear)
            case "heard":
                self._level = _UNHEARD
                self._send(heard(ear))
            case code:
                self._level = _UNHEARD
                self._send(HeardNothing("stopped" if self._stopping else "unknown" if ear.spoken else code))

    def _tell_level(self, ear: Ear) -> None:
        """Now and then, in steps that can be seen: every event draws the screen."""
        now = time.monotonic()
        at, before, text = self._level
        percent = min(100, round(math.sqrt(ear.level) * 100 / LEVEL_STEP) * LEVEL_STEP)
        if ear.text != text or (percent != before and now - at >= LEVEL_S):
            self._level = now, percent, ear.text
            self._send(Level(percent, ear.text))


def _always() -> bool:
    """A source that was handed over is there."""
    return True


def heard(ear: Ear) -> Heard:
    """What was understood, as the session takes it."""
    match ear.meaning:
        case Do(event, _):
            return Heard(ear.text, ear.sure, event)
        case Confirm(event, value, reason, fits, other, label):
            otherwise = heard(replace(ear, meaning=other)) if other is not None else None
            return Heard(ear.text, ear.sure, event, reason, value, fits, other=otherwise, label=label)
        case Unsure(names):
            return Heard(ear.text, ear.sure, names=names)
        case Unknown(why):
            return Heard(ear.text, ear.sure, missed=why)
