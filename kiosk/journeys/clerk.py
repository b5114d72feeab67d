"""A clerk's number and PIN, wherever a clerk says who they are: at the start of helping, and as a witness."""

from dataclasses import replace

from kiosk.blocks import TextField
from kiosk.editing import Editing, Field, begin, emptied
from kiosk.requests import Ask, StaffSignIn
from kiosk.session import Session

KEYS = ("staff", "pin")


def blank() -> Editing:
    """Both fields, empty."""
    return begin(staff=Field("case", limit=12), pin=Field("code", limit=8))


def ask(session: Session, name: str) -> tuple[Session, Ask]:
    """Asks the portal whether this is a clerk, and answers as `name`; the PIN goes with the question and stays nowhere."""
    editing = session.editing
    question = Ask(StaffSignIn(editing.text("staff"), editing.text("pin")), name)
    return replace(session, editing=emptied(editing, "pin")), question


def fields(editing: Editing) -> tuple[TextField, ...]:
    """The two fields; the PIN is never shown."""
    return tuple(
        TextField(
            key,
            f"staff.{key}",
            "code",
            editing.text(key),
            editing.fields[key].edition,
            shown=key != "pin",
            limit=editing.fields[key].limit,
        )
        for key in KEYS
        if key in editing.fields
    )
