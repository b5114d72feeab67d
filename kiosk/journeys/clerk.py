"""A clerk's number and PIN, wherever a clerk says who they are: at the start of helping, and as a witness."""

from kiosk.editing import Editing, Field, begin
from kiosk.screen import TextField

KEYS = ("staff", "pin")


def blank() -> Editing:
    """Both fields, empty."""
    return begin(staff=Field("code", limit=12), pin=Field("code", limit=8))


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
