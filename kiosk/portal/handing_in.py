"""What is handed in, and what the portal finds wrong with it, as typed values of the contract."""

from typing import Any, Literal

import msgspec

from kiosk.portal.services import MaterialMode
from kiosk.portal.wire import Wire


class Grant(Wire, frozen=True):
    """Authority to upload, submit and look up under one client key after the person has left."""

    token: str
    client_key: str
    expires_at: str


class Draft(Wire, frozen=True):
    """A draft at the portal; etag is its version as an HTTP entity tag."""

    id: str
    service: str
    version: int
    etag: str
    answers: dict[str, Any] = msgspec.field(default_factory=dict)
    grant: Grant | None = None


class Upload(Wire, frozen=True):
    """A file at the portal. offset is how many bytes it has so far."""

    id: str
    offset: int
    length: int
    complete: bool = False


class MaterialGiven(Wire, frozen=True):
    """How one material slot was filled: uploads (in page order), or exempt, promise, later."""

    slot: str
    mode: MaterialMode
    uploads: tuple[str, ...] = ()


class Signature(Wire, frozen=True):
    """The signature on the declaration. text_sha256: of the exact UTF-8 text that was signed (F63). strokes: 0..1 points.

    way: pad (signed), witnessed (could not write; a member of staff witnessed it), spoken (said, after the declaration was read aloud, and said
    once more when asked; only where the portal takes it), none (the service asks for none).
    """

    way: Literal["pad", "witnessed", "spoken", "none"]
    text_sha256: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    witness: str = ""


class ConsentGiven(Wire, frozen=True):
    """A consent as given (PIPL 14)."""

    code: str
    at: str
    spoken: bool = False


class Submission(Wire, frozen=True):
    """The frozen body of an application."""

    service: str
    version: int
    answers: dict[str, Any]
    materials: tuple[MaterialGiven, ...] = ()
    consents: tuple[ConsentGiven, ...] = ()
    signature: Signature | None = None
    draft: str = ""
    channel: Literal["kiosk", "assisted", "home"] = "kiosk"


class SupplementAnswer(Wire, frozen=True):
    """What was handed in for a supplement."""

    request: str
    answers: dict[str, Any] = msgspec.field(default_factory=dict)
    materials: tuple[MaterialGiven, ...] = ()


class FaultFound(Wire, frozen=True):
    """An answer that the portal does not take."""

    pointer: str
    code: str
    detail: str = ""
