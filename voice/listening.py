"""Tap to talk: half-duplex, at most 15 s, ended by silence (or by nothing but the room's own noise) or by another tap.

What was heard becomes a meaning; nothing here acts.

A recogniser that is not sure of what it heard never leads to a deed: such a meaning is to be confirmed first.
"""

import datetime
import threading
from collections.abc import Callable
from typing import Literal, Protocol

from kiosk.phrases import Phrases
from kiosk.screen import Screen
from kiosk.sure import SURE, UNSURE
from kiosk.text import Words
from kiosk.value import dataclass
from kiosk.writing.sounds import Sounds
from voice.ending import Ending
from voice.microphone import HERTZ
from voice.recogniser import Heard, Recogniser
from voice.understand.grammar import grammar
from voice.understand.meaning import Confirm, Do, Meaning, Unknown, meaning

NOTHING = Unknown()


@dataclass(frozen=True, slots=True)
class Ear:
    """What a screen shows of listening.

    state: listening (level 0 to 1, text so far), heard (text, meaning), nothing (silence; spoken: there was a voice, and no word in it),
    no_microphone, lost (the recogniser died).
    """

    state: Literal["listening", "heard", "nothing", "no_microphone", "lost"]
    level: float = 0.0
    text: str = ""
    meaning: Meaning = NOTHING
    sure: float = 0.0
    spoken: bool = False


class Source(Protocol):
    """Where sound comes from: the microphone."""

    def start(self) -> bool:
        """Begin; False when there is none."""

    def stop(self) -> None:
        """End."""


class Listening:
    """One at a time. `tell` gets every Ear; `hush` silences the guide before the microphone opens.

    microphone: is given the callable that takes pieces of sound and their level. free: whether the model knows more words than the product's.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        microphone: Callable[[Callable[[bytes, float], None]], Source],
        hush: Callable[[], None],
        tell: Callable[[Ear], None],
        today: Callable[[], datetime.date],
        free: bool = False,
    ) -> None:
        self._recogniser = recogniser
        self._microphone = microphone(self._sound)
        self._hush = hush
        self._tell = tell
        self._today = today
        self._free = free
        self._screen: Screen | None = None
        self._phrases: Phrases | None = None
        self._text = ""
        self._pieces = self._looked_at = 0
        self._ending = Ending(HERTZ)

    @property
    def possible(self) -> bool:
        """Whether a talk button may be shown: there is a model and something that can use it."""
        return self._recogniser.state in ("starting", "ready")

    @property
    def ready(self) -> bool:
        """Whether the model is loaded."""
        return self._recogniser.state == "ready"

    @property
    def listening(self) -> bool:
        """Whether the microphone is open."""
        return self._screen is not None

    def start(self) -> None:
        """Load the model ahead, and the sounds of characters: at the first word they would keep the interface waiting, 30 ms."""
        self._recogniser.start()
        threading.Thread(target=Sounds.load, name="hearing-sounds", daemon=True).start()

    def talk(self, screen: Screen, phrases: Phrases) -> None:
        """The tap: begin to listen on this screen; when it listens already, that was all."""
        if self.listening:
            self._recogniser.end()
            return
        self._hush()
        self._pieces = self._looked_at = 0
        if not self._microphone.start():
            self._tell(Ear("no_microphone"))
            return
        self._screen, self._phrases = screen, phrases
        self._ending = Ending(HERTZ)
        self._recogniser.listen(grammar(screen, phrases, free=self._free), HERTZ, self._heard)
        self._tell(Ear("listening"))

    def stop(self) -> None:
        """Any other act, or another screen: stop listening, and act on nothing."""
        if self.listening:
            self._quiet()
            self._recogniser.cancel()
            self._tell(Ear("nothing"))

    def look(self) -> None:
        """Called now and then while it listens: a microphone that brought nothing since the last time was pulled out."""
        if not self.listening:
            return
        if self._pieces == self._looked_at:
            self._quiet()
            self._recogniser.cancel()
            self._tell(Ear("no_microphone"))
        self._looked_at = self._pieces

    def close(self) -> None:
        """For good."""
        self._quiet()
        self._recogniser.close()

    def _quiet(self) -> None:
        self._microphone.stop()
        self._screen, self._text = None, ""

    def _sound(self, pcm: bytes, level: float) -> None:
        if self.listening:
            self._pieces += 1
            self._recogniser.sound(pcm)
            if self._ending.hear(pcm):
                self._recogniser.end()  # in a loud room the recogniser itself never finds an end
            self._tell(Ear("listening", level, self._text))

    def _heard(self, heard: Heard) -> None:
        screen, phrases = self._screen, self._phrases
        if screen is None or phrases is None:
            return
        if heard.kind == "partial":
            self._text = heard.text
            return
        self._quiet()
        if heard.kind == "lost":
            self._tell(Ear("lost"))
        elif not heard.text:
            self._tell(Ear("nothing", spoken=self._ending.spoken))
        else:
            meant = meaning(heard.text, screen, phrases, self._today())
            self._tell(Ear("heard", 0.0, heard.text, weighed(meant, heard.sure), heard.sure))


def weighed(meant: Meaning, sure: float) -> Meaning:
    """A meaning in the light of how sure the recogniser was."""
    if sure < UNSURE:
        return Unknown()
    if isinstance(meant, Do) and sure < SURE:
        return Confirm(meant.event, Words(meant.name), "guess")
    return meant
