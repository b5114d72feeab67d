"""The voice as the rest of the product knows it: screens in, captions out. `kiosk/launch` wires it; nothing else needs more than `Voice`."""

from collections.abc import Callable, Iterable

from kiosk import phrases as shipped
from kiosk.display import Display
from kiosk.events import Event, Said, VoiceLost
from kiosk.phrases import Phrases
from kiosk.requests import Tell
from kiosk.screen import Screen
from kiosk.text import Text
from kiosk.value import dataclass
from voice.changes import Change, changed, hushed
from voice.guide import Guide, Priority, Speaker
from voice.pack import WRITTEN, Clips
from voice.reading import read
from voice.renderer import Renderer
from voice.saying import Saying
from voice.telling import BLOCK, tell
from voice.turns import Schedule
from voice.utterance import Utterance

POLITE_MS = 5_000
"""Live blocks speak at most so often."""


ANNOUNCED = "announced"
"""The block of what stands on none."""

BEGINNING = 3
"""So many sentences of a screen that may come are rendered ahead; the rest is while these are said."""


@dataclass(frozen=True, slots=True)
class _Left:
    """A reading that was interrupted: its screen and spoken language, and the sentences that were not said to their end."""

    place: tuple[tuple[str, str], str]
    lines: tuple[Utterance, ...]


class Voice:
    """Reads screens aloud. All methods on the main thread; `send` gets Said at each sentence and VoiceLost once per cause.

    transcript(name, instance, sentence): for the tour and its tests; never set in the product, since sentences may hold private values.
    """

    def __init__(
        self,
        engine: Renderer,
        speaker: Speaker,
        schedule: Schedule,
        send: Callable[[Event], None],
        *,
        phrases: Callable[[str], Phrases] = shipped.load,
        transcript: Callable[[str, str, str], None] | None = None,
        clips: Clips | None = None,
    ) -> None:
        self._engine = engine
        self._schedule = schedule
        self._send = send
        self._phrases = phrases
        self._transcript = transcript
        self._guide = Guide(engine, speaker, schedule, self._said, self.lost, clips)
        self._screen: Screen | None = None
        self._display = Display()
        self._told: set[str] = set()
        self._waiting: dict[str, Change] = {}
        self._polite_turn = 0
        self._resting = False
        self._answered = False
        self._left: _Left | None = None
        self._goes_on = False

    @property
    def guide(self) -> Guide:
        """The queue behind, for tests and the bench."""
        return self._guide

    def start(self) -> None:
        """Start the engine's process: call it when the first screen stands."""
        self._engine.start()

    def show(self, screen: Screen, display: Display) -> None:
        """A new screen, or one that was silent till now, is read from its start; the same one redrawn says only what changed.

        Headphones that are gone silence what is being said at once; it is begun again as a loudspeaker may say it.
        """
        old, self._screen = self._screen, screen
        before, self._display = self._display, display
        self._answered = False
        self._guide.set(rate=display.rate, volume=display.volume, sound=display.sound)
        if screen.silent:
            if self._guide.busy:
                self._set_aside(old, before)
                self._silence()
        elif old is None or old.silent or old.id != screen.id or self._said_otherwise(before, display):
            self._set_aside(old, before)
            self._silence()
            self._guide.language = spoken_language(display)
            lines = tuple(read(screen, self._words(), private=self._private))
            self._guide.say(lines if screen.modal else self._rest(lines))
        elif old is not screen:
            self._changes(changed(old, screen, self._words(), private=self._private))

    def _said_otherwise(self, before: Display, display: Display) -> bool:
        """Whether what is being said must be begun again."""
        exposed = before.headphones and not display.headphones
        return (exposed and self._guide.busy) or spoken_language(before) != spoken_language(display)

    def prepare(self, screens: Iterable[Screen]) -> None:
        """Render ahead how screens that may come next begin, except what is private; none in another language than is spoken now."""
        for screen in screens:
            if screen.language == self._display.language and not screen.silent:
                self._guide.prepare(read(screen, self._words(), private=False)[:BEGINNING])

    def stop(self) -> None:
        """Any action of the person: silence at once, and nothing waits; `read_on` can go on from here."""
        self._set_aside(self._screen, self._display)
        self._silence()

    def read_on(self) -> None:
        """The screen that is shown next goes on with the sentence that was interrupted there; where none was, it is read as any screen is.

        Of what is private only what the screen says by itself is said: neither what was asked for, nor what headphones heard that are gone.
        """
        self._goes_on = True

    def _rest(self, lines: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
        """Of what a screen says, what is to be said now."""
        left, self._left, goes_on, self._goes_on = self._left, None, self._goes_on, False
        if left is None or not goes_on or self._screen is None or left.place != (self._screen.id, self._guide.language):
            return lines
        said = {line.text for line in lines}
        return tuple(line for line in left.lines if not line.private or line.text in said) or lines

    def _set_aside(self, screen: Screen | None, display: Display) -> None:
        """What lies over a screen is left and forgotten; the reading below it waits."""
        lines = tuple(line for line in self._guide.left if line.block not in (BLOCK, ANNOUNCED))
        if lines and screen is not None and not screen.modal:
            self._left = _Left((screen.id, spoken_language(display)), lines)

    def _silence(self) -> None:
        self._waiting.clear()
        self._polite_turn += 1
        self._resting = False
        self._guide.stop()

    def again(self) -> None:
        """The whole screen once more, with the place one is at and the tool bar.

        A private value that was asked for is not said again with it; and when the last `show` spoke one, that was what was asked for.
        """
        if self._screen is None:
            return
        if self._answered:
            self._answered = False
            return
        self.stop()
        if not self._screen.modal:
            self._left = None
        self._guide.say(read(hushed(self._screen), self._words(), private=self._private, full=True))

    def pause(self) -> None:
        """Silence until `resume`, which begins the interrupted sentence again."""
        self._guide.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._guide.resume()

    def pause_or_go_on(self) -> None:
        """One key does both."""
        if self._guide.paused:
            self.resume()
        else:
            self.pause()

    @property
    def busy(self) -> bool:
        """Whether something is being said or waits to be: the idle clock waits for it."""
        return self._guide.busy

    def announce(self, text: Text, *, now: bool = False) -> None:
        """Say something that stands on no block: what is under the finger (now), or a word between."""
        saying = Saying(self._words(), self._private)
        self._guide.drop(ANNOUNCED)
        self._guide.say(saying.say(ANNOUNCED, text), Priority.NOW if now else Priority.NEXT)

    def tell(self, told: Tell) -> None:
        """Say what the focus came to or what scanning has lit, after what is being said; a newer one takes the place of what still waits."""
        self._guide.drop(BLOCK)
        self._guide.say(tell(told, Saying(self._words(), self._private)), Priority.NEXT)

    def lost(self, code: str) -> None:
        """There is no sound: told once per cause and session of the program. Captions go on."""
        if code not in self._told:
            self._told.add(code)
            self._send(VoiceLost(code))

    def close(self) -> None:
        """Silence, and the end of the engine's process."""
        self._waiting.clear()
        self._left = None
        self._guide.close()

    # --- the same screen again ----------------------------------------------------------------------------------------

    def _changes(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            self._answered = self._answered or change.asked
            if change.polite and self._resting:
                self._waiting[change.block] = change
            else:
                self._speak(change)

    def _speak(self, change: Change) -> None:
        self._waiting.pop(change.block, None)
        self._guide.drop(change.block)
        self._guide.say(change.utterances, Priority.NEXT)
        if change.polite and not self._resting:
            self._resting = True
            turn = self._polite_turn
            self._schedule(POLITE_MS, lambda: self._rested(turn))

    def _rested(self, turn: int) -> None:
        if turn != self._polite_turn:
            return
        self._resting = False
        for change in tuple(self._waiting.values()):
            self._changes((change,))

    # --- helpers ------------------------------------------------------------------------------------------------------

    @property
    def _private(self) -> bool:
        return self._display.headphones

    def _words(self) -> Phrases:
        return self._phrases(self._display.language)

    def _said(self, text: str) -> None:
        if self._transcript and text and self._screen:
            self._transcript(*self._screen.id, text)
        self._send(Said(text))


def spoken_language(display: Display) -> str:
    """The language of the voice: the written one, unless another spoken form of it was chosen (`extras` "speech": Cantonese is "yue")."""
    written = display.language.partition("-")[0]
    chosen = dict(display.extras).get("speech", "")
    return chosen if WRITTEN.get(chosen) == written else written
