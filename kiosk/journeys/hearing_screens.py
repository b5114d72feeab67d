"""How speech is seen: the questions whether something was heard right, the tool to talk with, and what listening adds to any screen."""

from dataclasses import replace

from kiosk.blocks import Action, Block, DateField, Heading, Meter, Notice, Only, Paragraph, TextField, Tone
from kiosk.events import GoBack, Speak, Talk
from kiosk.journeys import meant
from kiosk.journeys.hearing import (
    Aloud,
    Asking,
    ByKeys,
    Did,
    Listening,
    Lunar,
    Missed,
    Offering,
    Right,
    Wrong,
    possible,
    private,
)
from kiosk.journeys.meant import Choosing
from kiosk.screen import Screen, screen
from kiosk.session import Session
from kiosk.text import Phrase, Secret, Text, Words, phrase

MOST_NAMES = 3

VALUE = "hearing.value"
"""The key under which what was heard may be asked to be said."""


def question(session: Session) -> Screen | None:
    """The screen that asks whether it is right; None when nothing is asked."""
    match session.hearing:
        case Asking() as asked:
            return _question(asked, session.spoken == VALUE)
        case Listening(asked=Asking() as asked):
            return _question(asked, False)
        case (Offering() as offered) | Listening(asked=Offering() as offered):
            return _offer(offered)
        case (Choosing() as choosing) | Listening(asked=Choosing() as choosing):
            return meant.question(choosing, Wrong())
    return None


def _offer(offered: Offering) -> Screen:
    """Keys first: what is said aloud is heard by whoever stands near."""
    return screen(
        "hearing.private",
        Heading("hearing.private.title", help="hearing.private.help"),
        Notice("hearing.unclear", Tone.WARNING, key="unclear") if offered.unclear else None,
        Action("hearing.private.aloud", Aloud(), icon="microphone"),
        Action("hearing.private.keys", ByKeys(), main=True, icon="keyboard"),
        instance=offered.turn,
        modal=True,
        back=GoBack(),
    )


def _question(asked: Asking, spoken: bool) -> Screen:
    heard = asked.heard
    reason = heard.reason or "guess"
    value = replace(heard.value, spoken=spoken) if isinstance(heard.value, Secret) else heard.value
    secret = isinstance(value, Secret)
    calendar = reason == "calendar"
    return screen(
        "hearing",
        Heading(f"hearing.{reason}", help="hearing.by_eye" if secret else None),
        Paragraph(value, title=heard.label) if value is not None else None,
        Notice("hearing.does_not_fit", Tone.WARNING, key="fits") if not heard.fits else None,
        Notice("hearing.unclear", Tone.WARNING, key="unclear") if asked.unclear else None,
        Action("hearing.say", Speak(VALUE), icon="volume") if secret and not spoken else None,
        Action("hearing.lunar", Lunar(), icon="x") if calendar else None,
        Action("hearing.wrong", Wrong(), icon="x"),
        Action(
            f"hearing.{reason}.right" if reason in ("grave", "calendar") else "hearing.right",
            Right(),
            main=True,
            icon="check",
        ),
        instance=asked.turn,
        modal=True,
        back=GoBack(),
    )


def tool(session: Session) -> tuple[Action, ...]:
    """The tool to talk with, where one can be heard: it says that it listens, wherever the page stands."""
    if not possible(session):
        return ()
    listening = isinstance(session.hearing, Listening)
    text = "tool.listening" if listening else "tool.talk"
    return (Action(text, Talk(), key="talk", icon="microphone", chosen=listening),)


def within(session: Session, shown: Screen) -> tuple[Block, ...]:
    """The screen's blocks, with what listening adds to them right below the question."""
    added = _added(session, shown)
    if not added:
        return shown.blocks
    place = next((number + 1 for number, block in enumerate(shown.blocks) if isinstance(block, Heading)), 0)
    return (*shown.blocks[:place], *added, *shown.blocks[place:])


def _added(session: Session, shown: Screen) -> tuple[Block, ...]:
    match session.hearing:
        case Listening(percent=percent, text=text, ending=ending):
            label: Text = "hearing.ending" if ending else "hearing.listening"
            level = Meter("hearing.level", label, percent)
            return level, *_aimed(session, shown), *_text("hearing.so_far", text, shown)
        case Missed(code, text, names):
            return (
                Notice(_missed(code, text if not private(shown) else "", names), Tone.WARNING, key="hearing"),
                Notice(
                    "hearing.other_ways.service" if code == "service" else "hearing.other_ways",
                    key="hearing.other_ways",
                ),
            )
        case Did(text):
            return *_aimed(session, shown), *_text("hearing.did", text, shown)
    return _aimed(session, shown) if session.display.hands_free and possible(session) else ()


def _aimed(session: Session, shown: Screen) -> tuple[Block, ...]:
    """Which of several fields what is said goes into."""
    lines = [one for one in shown.blocks if isinstance(one, DateField) or (isinstance(one, TextField) and one.shown)]
    entered = next((one for one in lines if one.key == session.editing.active), None)
    if entered is None or len(lines) < 2:
        return ()
    name = Phrase(entered.label) if isinstance(entered.label, str) else entered.label
    return (Notice(phrase("hearing.field", name=name), key="hearing.field"),)


def _missed(code: str, text: str, names: tuple[str, ...]) -> Phrase:
    """What went wrong, honestly."""
    if code == "several":
        return phrase(f"hearing.missed.several.{min(len(names), MOST_NAMES)}", **dict(zip("abc", names, strict=False)))
    if code == "unknown" and text:
        return phrase("hearing.missed.unknown_words", words=Words(text))
    if code == "service" and text:
        return phrase("hearing.missed.service_words", words=Words(text))
    return phrase(f"hearing.missed.{code}")


def _text(key: str, text: str, shown: Screen) -> tuple[Block, ...]:
    if not text or private(shown):
        return ()
    return (Only(eye=Paragraph(phrase(key, words=Words(text)))),)
