"""Which service a person means who says it in words of their own: opened, asked about among up to three, or honestly not understood.

Only on screens where services can be asked for; what is learnt of the catalogue comes when the first of these is opened.
"""

from kiosk.blocks import Action, Heading, Menu, Notice, Only, Paragraph, Tone
from kiosk.events import Event, GoBack, Heard
from kiosk.requests import Ask, LearnOwnWords
from kiosk.screen import SERVICE, Screen, screen
from kiosk.session import Session
from kiosk.sure import SURE, UNSURE
from kiosk.text import Text, Words, phrase
from kiosk.value import dataclass

LEARNT = "own_words"
"""The tag of the answer that brings what was learnt."""

LANGUAGE = "zh"


@dataclass(frozen=True, slots=True)
class Choosing:
    """Is it one of these? text: what was heard; turn, unclear and misses as in hearing.Asking."""

    text: str
    actions: tuple[Action, ...]
    turn: str
    unclear: bool = False
    misses: int = 0


def learning(session: Session) -> tuple[Ask, ...]:
    """What has to be asked for, so that own words are understood; nothing where they already are."""
    services = session.catalogue.index.services
    learnt = session.own_words
    if session.display.language != LANGUAGE or not services or (learnt is not None and learnt.services == services):
        return ()
    return (Ask(LearnOwnWords(services), LEARNT),)


def understood(session: Session, heard: Heard, shown: Screen) -> tuple[bool, tuple[Action, ...]]:
    """The services that are meant, the likeliest first; True when the one is to be opened at once."""
    if session.own_words is None or not shown.open_to_services or heard.sure < UNSURE:
        return False, ()
    found = session.own_words.match(heard.text)
    known = {action.key: action for action in shown.sayable}
    actions = tuple(known[key] for service in found.services if (key := f"{SERVICE}{service.code}") in known)
    return found.verdict == "accept" and heard.sure >= SURE and not heard.names and len(actions) == 1, actions


def question(choosing: Choosing, wrong: Event) -> Screen:
    """What was heard, and what it may mean: one that is right or not, or several."""
    one = choosing.actions[0] if len(choosing.actions) == 1 else None
    title: Text = (
        phrase("meant.one", title=one.text) if one is not None and isinstance(one.text, Words) else "meant.several"
    )
    return screen(
        "hearing.meant",
        Heading(title, help=one.hint if one is not None else None),
        Only(eye=Paragraph(phrase("hearing.did", words=Words(choosing.text)))),
        Notice("meant.unclear", Tone.WARNING, key="unclear") if choosing.unclear else None,
        None if one is not None else Menu("services", "meant.services", choosing.actions),
        Action("hearing.wrong" if one is not None else "meant.none", wrong, key="none", icon="x"),
        Action("hearing.right", one.event, key="right", main=True, icon="check") if one is not None else None,
        instance=choosing.turn,
        modal=True,
        back=GoBack(),
    )
