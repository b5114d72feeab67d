"""Declaration and signature (F63): on a pad, redone at will, bound to the hash of the text signed. Who cannot write has a witness.

Where the portal takes it, and one can be heard, who cannot use a hand declares it by word of mouth: it is said, asked for once more, and said again.
"""

from dataclasses import replace
from typing import ClassVar

from kiosk.blocks import Action, Heading, Notice, Paragraph, SignaturePad, Tone
from kiosk.editing import keyboard
from kiosk.events import Event, GoBack, Signed, Stamp, Trouble
from kiosk.journeys import clerk, hearing
from kiosk.journeys.apply.state import Forward, HandIn, State
from kiosk.portal.handing_in import Signature
from kiosk.portal.signed_text import signed_sha256
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Words, phrase
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Redo(Event):
    """Sign once more."""


@dataclass(frozen=True, slots=True)
class CannotWrite(Event):
    """I cannot write: somebody witnesses it."""


@dataclass(frozen=True, slots=True)
class SignAloud(Event):
    """I declare it by word of mouth, and hand it in. It can only be said: no button sends it."""

    grave: ClassVar[bool] = True


def _by_word(session: Session) -> bool:
    """Whether one may declare by word of mouth here."""
    taken = session.capabilities is not None and session.capabilities.spoken_signature
    return taken and hearing.possible(session)


def _sha(state: State) -> str:
    return signed_sha256(state.published.declaration, state.answers)


def unsigned(state: State) -> State:
    """The service asks for no signature."""
    return replace(state, signature=Signature(way="none", text_sha256=_sha(state)))


def witnessed(state: State, witness: str) -> State:
    """A member of staff has seen that the person agrees."""
    return replace(state, signature=Signature(way="witnessed", text_sha256=_sha(state), witness=witness))


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Signed and sent is one act; there is no sending without a signature."""
    match event:
        case Signed("signature", strokes):
            return session.to(replace(state, strokes=strokes, problem="")), ()
        case Redo():
            return session.to(replace(state, strokes=(), problem="")), ()
        case CannotWrite() if session.staff is not None:
            return session.to(witnessed(state, session.staff.id)), ()
        case CannotWrite():
            editing = clerk.blank()
            return replace(session, editing=editing).to(replace(state, stage="witness", problem="")), ()
        case SignAloud() if state.stage == "sign" and _by_word(session):
            return session.to(replace(state, signature=Signature(way="spoken", text_sha256=_sha(state)))), ()
        case Forward() if state.stage == "sign" and not state.strokes:
            return session.to(replace(state, problem="sign.empty")), ()
        case Forward() if state.stage == "sign":
            signature = Signature(way="pad", text_sha256=_sha(state), strokes=state.strokes)
            return session.to(replace(state, signature=signature)), ()
        case Forward():
            session, question = clerk.ask(session, "witness")
            return session.to(replace(state, problem="")), (question,)
        case Trouble("witness", problem):
            return session.to(replace(state, problem=f"problem.{problem.code}")), ()
    return stay(session)


def declaration(state: State) -> Paragraph | None:
    """What is signed, a line each: one block, so that it stays with the pad."""
    lines = state.published.declaration
    return Paragraph(Words("\n".join(lines), " ".join(lines))) if lines else None


def view(session: Session, state: State) -> Screen:
    """The text, the pad, and what to do when one cannot write."""
    return screen(
        "apply.sign",
        Heading("sign.title", help="sign.help"),
        Notice(state.problem, Tone.ERROR) if state.problem else None,
        declaration(state),
        Paragraph("sign.aloud.how") if _by_word(session) else None,
        SignaturePad("signature", "sign.pad", state.strokes),
        Action("sign.redo", Redo(), icon="repeat") if state.strokes else None,
        Action("sign.cannot", CannotWrite(), icon="users"),
        Action("sign.send", HandIn(), main=True, icon="arrow-right"),
        where=state.where,
        back=GoBack(),
        sayable=(Action("sign.aloud", SignAloud()),) if _by_word(session) else (),
    )


def witness_view(session: Session, state: State) -> Screen:
    """A member of staff comes and says who witnesses."""
    editing = session.editing
    return screen(
        "apply.witness",
        Heading("witness.title", help="witness.help"),
        Notice(state.problem, Tone.ERROR) if state.problem else None,
        declaration(state),
        *clerk.fields(editing),
        keyboard(editing) if session.keyboard else None,
        Action(phrase("witness.confirm"), HandIn(), main=True, icon="check"),
        where=state.where,
        back=GoBack(),
    )
