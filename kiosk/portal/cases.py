"""What became of what was handed in, and what the portal issues, as typed values of the contract.

A state keeps the portal's raw code and words beside the mapped one.
"""

from typing import Literal

from kiosk.portal.wire import Wire

State = Literal[
    "draft",
    "submitted",
    "returned",
    "not_accepted",
    "accepted",
    "needs_supplement",
    "in_review",
    "suspended",
    "approved",
    "denied",
    "completed",
    "withdrawn",
    "terminated",
]


class CaseEvent(Wire, frozen=True):
    """One thing that happened to an application; append-only, seq from 1."""

    seq: int
    at: str
    state: State
    raw: str = ""
    text: str = ""
    by: str = ""


class SupplementItem(Wire, frozen=True):
    """One thing that is missing: a material slot or an answer (pointer), with why."""

    title: str
    why: str = ""
    slot: str = ""
    pointer: str = ""
    say: str = ""


class SupplementRequest(Wire, frozen=True):
    """The one full list of what is missing (行政许可法 Art. 32) and by when (civil date)."""

    id: str
    due: str
    items: tuple[SupplementItem, ...]


class Remedy(Wire, frozen=True):
    """What one can do against a refusal."""

    title: str
    text: str
    until: str = ""


class Decision(Wire, frozen=True):
    """The outcome. reasons and remedies for a refusal (行政许可法 Art. 38)."""

    approved: bool
    text: str
    reasons: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()


class Application(Wire, frozen=True):
    """A case as the portal has it. case_no is what a person is told; promised and legal: civil dates."""

    id: str
    case_no: str
    client_key: str
    service: str
    service_title: str
    state: State
    raw_state: str
    state_text: str
    submitted_at: str
    updated_at: str
    etag: str
    promised: str = ""
    legal: str = ""
    query_code: str = ""
    phone: str = ""
    supplement: SupplementRequest | None = None
    decision: Decision | None = None
    assisted_by: str = ""
    private: bool = False
    events: tuple[CaseEvent, ...] = ()
    next_poll_after_s: int = 600


class ApplicationPage(Wire, frozen=True):
    """A page of applications; as_of is the value for the next changed_since."""

    items: tuple[Application, ...]
    next_cursor: str = ""
    as_of: str = ""


class DocumentField(Wire, frozen=True):
    """A labelled value of a document. private: a kind of kiosk.privacy, or empty."""

    label: str
    value: str
    private: str = ""
    say: str = ""


class Document(Wire, frozen=True):
    """A statement or certificate: fields for a preview; its PDF is fetched apart. valid_until: civil date or empty."""

    id: str
    code: str
    title: str
    issuer: str
    issued_at: str
    fields: tuple[DocumentField, ...]
    valid_until: str = ""
    verify_code: str = ""
