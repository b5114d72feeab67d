"""Who is signed in, and what the portal knows of them, as typed values of the contract."""

from typing import Any, Literal

from kiosk.portal.wire import Wire


class Known(Wire, frozen=True):
    """A datum that the portal already has. semantic: such as person.id_number; source: who has it, in plain words."""

    semantic: str
    value: Any
    source: str


class Person(Wire, frozen=True):
    """Who signed in. known: what forms can be filled in with (F12)."""

    id: str
    name: str
    known: tuple[Known, ...] = ()
    due: tuple[str, ...] = ()


class Login(Wire, frozen=True):
    """A sign-in under way or done. state: pending (qr: shown and waited for; otp: the code was sent), active, refused, expired."""

    id: str
    state: Literal["pending", "active", "refused", "expired"]
    method: str
    token: str = ""
    expires_at: str = ""
    assurance: int = 0
    person: Person | None = None
    qr: str = ""
    user_code: str = ""
    interval_s: int = 2
    demonstration_code: str = ""


class Staff(Wire, frozen=True):
    """A member of staff who signed in to help. id is what the audit names."""

    id: str
    name: str
    token: str
