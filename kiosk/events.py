"""What can happen. Every way of acting comes in by one door, `controller.send(event)`, as one of these or of a journey's own events."""

from datetime import datetime
from typing import ClassVar, Literal

from kiosk.problems import Problem
from kiosk.text import Text
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. Journeys add their own subclasses in their own file.

    grave: submits, withdraws or consents; a spoken word alone never sends it, a second act is asked for.
    """

    grave: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an event reached the controller (portal zone), a monotonic second count, and a fresh id: update needs no clock and no randomness."""

    at: datetime
    clock: float
    uid: str


# --- the person's hands and voice ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touched(Event):
    """Any sign of life: keeps the session awake and silences the voice."""


@dataclass(frozen=True, slots=True)
class Chose(Event):
    """An option was picked (or unpicked, when many)."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Typed(Event):
    """The whole text of a field after an edit."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated(Event):
    """The cells of a date field after an edit, and the cell that is being edited."""

    key: str
    year: str
    month: str
    day: str
    cell: int


@dataclass(frozen=True, slots=True)
class Signed(Event):
    """All strokes on the signature pad."""

    key: str
    strokes: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class KeyPressed(Event):
    """A key of the on-screen keyboard: one character, or "backspace", "clear", "done", "space", "shift"."""

    key: str


@dataclass(frozen=True, slots=True)
class CandidatePicked(Event):
    """A candidate of the pinyin or handwriting keyboard, by its text."""

    text: str


@dataclass(frozen=True, slots=True)
class CandidatesTurned(Event):
    """The next page of candidates (wraps around)."""


@dataclass(frozen=True, slots=True)
class LayoutPicked(Event):
    """Another layout of the on-screen keyboard."""

    layout: str


@dataclass(frozen=True, slots=True)
class Turn(Event):
    """Content that takes several pages is turned: 1 to the next one, -1 to the one before."""

    by: int


@dataclass(frozen=True, slots=True)
class Wrote(Event):
    """All strokes of the character being written by hand, points 0 to 1."""

    strokes: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class FieldEntered(Event):
    """The person went into a field; the keyboard belongs to it now. cell: the part of a date."""

    key: str
    cell: int = 0


# --- switches, a pad of nine keys, and where the focus is ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Switched(Event):
    """A switch was pressed: the first or the second."""

    which: Literal[1, 2]


@dataclass(frozen=True, slots=True)
class Focused(Event):
    """The focus was moved by a key to this stop (kiosk/stops.py): it is told what stands there."""

    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeySeen(Event):
    """On a screen that asks which key a switch sends: this one, by its name (kiosk/keypad.py)."""

    name: str


# --- a film in sign language -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlayFilm(Event):
    """Show the film of this source (SignVideo): for the first time, on from where it was stopped, or once more."""

    source: str


@dataclass(frozen=True, slots=True)
class PauseFilm(Event):
    """Stop the film where it is."""


@dataclass(frozen=True, slots=True)
class CloseFilm(Event):
    """Put the film away."""


@dataclass(frozen=True, slots=True)
class FilmGoesOn(Event):
    """Some seconds more of the film were shown: somebody may be watching without touching anything."""


@dataclass(frozen=True, slots=True)
class FilmEnded(Event):
    """The film came to its end."""


@dataclass(frozen=True, slots=True)
class FilmLost(Event):
    """The film cannot be shown here: nothing that plays it, or it is none."""


# --- the tool bar ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoBack(Event):
    """To the step before; nothing is lost."""


@dataclass(frozen=True, slots=True)
class ReadAgain(Event):
    """Say this screen once more."""


@dataclass(frozen=True, slots=True)
class OpenSound(Event):
    """Louder, slower, off."""


@dataclass(frozen=True, slots=True)
class OpenDisplay(Event):
    """Size, theme, language."""


@dataclass(frozen=True, slots=True)
class PauseReading(Event):
    """The voice is silent till the same comes again: then it goes on with the sentence it was in."""


@dataclass(frozen=True, slots=True)
class Louder(Event):
    """One step softer (-1) or louder (1)."""

    by: int


@dataclass(frozen=True, slots=True)
class LowReach(Event):
    """All that is pressed into the lower half, or back to where it was."""


@dataclass(frozen=True, slots=True)
class OpenCalibration(Event):
    """Measure the screen with a bank card."""


@dataclass(frozen=True, slots=True)
class OpenSwitches(Event):
    """Which switch does what: find out."""


@dataclass(frozen=True, slots=True)
class CallPerson(Event):
    """Call a member of staff."""


@dataclass(frozen=True, slots=True)
class Leave(Event):
    """End the session (asks first when something would be lost)."""


@dataclass(frozen=True, slots=True)
class Show(Event):
    """Show, or hide again, the private value of this key on the screen."""

    key: str


@dataclass(frozen=True, slots=True)
class Speak(Event):
    """Say the private value of this key once: the person asked for it."""

    key: str


@dataclass(frozen=True, slots=True)
class CloseOver(Event):
    """Close what lies over the screen (display, sound, help)."""


# --- speech ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Talk(Event):
    """The person wants to speak; once more: that was all."""


@dataclass(frozen=True, slots=True)
class CanListen(Event):
    """Whether there is something that understands speech: a checked model, and a microphone."""

    possible: bool


@dataclass(frozen=True, slots=True)
class HeadphonesSeen(Event):
    """What the platform tells of where sound goes: True into headphones, False into a loudspeaker, None when it does not tell (any more)."""

    worn: bool | None


@dataclass(frozen=True, slots=True)
class CanSpeak(Event):
    """What the engine has voices for: zh, yue, en."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level(Event):
    """The microphone is open: how loud it is, 0 to 100, and what was understood so far."""

    percent: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class HeardNothing(Event):
    """Listening ended without a word. code: nothing (silence), unknown (no word of this screen), no_microphone,
    lost (the recogniser died), stopped (another act, another screen).
    """

    code: str


Reason = Literal["number", "date", "name", "guess", "calendar", "old_day", "grave", "text"]


@dataclass(frozen=True, slots=True)
class Heard(Event):
    """What was heard, and what it means on the screen it was said to. sure: 0 to 1.

    event: what is to be done, None when nothing fits or several do (names). reason: why it has to be confirmed first, None when it need not;
    value: what is shown to be confirmed; fits: whether its check digit or form is right. other: what it is in the other calendar.
    missed: why nothing fits, where that is known (see hearing.Missed). label: of the field it goes into, where there are several.
    """

    text: str
    sure: float
    event: Event | None = None
    reason: Reason | None = None
    value: Text | None = None
    fits: bool = True
    names: tuple[str, ...] = ()
    other: "Heard | None" = None
    missed: str = ""
    label: Text | None = None


# --- the machine -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tick(Event):
    """The controller's clock, once a second while a session runs."""


@dataclass(frozen=True, slots=True)
class ScanTick(Event):
    """The light of scanning is due to go on."""


@dataclass(frozen=True, slots=True)
class Pages(Event):
    """How many pages the content of this screen takes where it is shown."""

    total: int


@dataclass(frozen=True, slots=True)
class Said(Event):
    """The voice began this sentence ("" when it fell silent): the caption."""

    text: str


@dataclass(frozen=True, slots=True)
class ReadOut(Event):
    """The voice has come to the end of what there was to say: whoever wants to speak without touching may be listened to now."""


@dataclass(frozen=True, slots=True)
class VoiceLost(Event):
    """There is no sound: captions go on, a quiet notice says so. code: no_device, no_engine, hung."""

    code: str


@dataclass(frozen=True, slots=True)
class Failed(Event):
    """A defect of the program: it is in the log under this code; the person is told whom to ask, and nothing raw."""

    code: str


@dataclass(frozen=True, slots=True)
class Answer(Event):
    """What a request brought, with the tag it was asked under. `value` is the typed value of that request."""

    tag: str
    value: object


@dataclass(frozen=True, slots=True)
class Trouble(Event):
    """A request ended in a problem."""

    tag: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Step(Event):
    """How far a running request is, 0 to 100. part: what an interrupted one can go on with."""

    tag: str
    percent: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class CardRead(Event):
    """The reader saw an identity card. Evidence is opaque: it goes to the portal and nowhere else."""

    evidence: bytes
