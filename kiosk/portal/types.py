"""What a portal tells and takes, as typed values. The shapes are those of the reference contract's JSON (portal/contract.yaml).

Money is integer fen, dates are ISO 8601 (instants RFC 3339 with offset, civil dates in the portal's zone), regions GB/T 2260, phones E.164 on the
wire. A state keeps the portal's raw code and words beside the mapped one. Trust levels: 国办函〔2016〕108号.
"""

from typing import Any, Literal

import msgspec


class Wire(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all wire values: unknown fields are ignored, so that a portal may add some."""


# --- what the portal can do -------------------------------------------------------------------------------------------


class Capabilities(Wire, frozen=True):
    """What this portal can do. A screen for what it cannot do is not offered."""

    contract_version: str
    name: str
    phone: str
    idempotent_submit: bool = False
    lookup_by_client_key: bool = False
    optimistic_lock: bool = False
    resumable_upload: bool = False
    server_draft: bool = False
    supplement: bool = False
    booking: bool = False
    rating: bool = False
    mandates: bool = False
    query: bool = False
    deferred_submit: bool = False
    handoff: bool = False
    phone_upload: bool = False
    push: bool = False
    spoken_signature: bool = False
    login_methods: tuple[str, ...] = ()
    demonstration: bool = False


# --- services ---------------------------------------------------------------------------------------------------------

ServiceKind = Literal["form", "guide", "query"]


class LifeEvent(Wire, frozen=True):
    """One of the few doors into the catalogue. icon: a name of the client's icon set."""

    code: str
    title: str
    say: str = ""
    icon: str = ""


class ServiceSummary(Wire, frozen=True):
    """One line of the catalogue. kind: form (apply here), guide (read and print only), query (look up and print).

    aliases: other names of it. own_words: how people say that they want it, who know no name of it; never shown.
    """

    code: str
    version: int
    title: str
    summary: str
    kind: ServiceKind
    life_events: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    icon: str = ""
    private: bool = False
    say: str = ""
    rank: int = 100


class Office(Wire, frozen=True):
    """Where a person can go instead."""

    name: str
    address: str
    hours: str
    phone: str


class Limit(Wire, frozen=True):
    """How long it takes: days of the law and days promised; unit: workday or day."""

    legal: int
    promised: int
    unit: Literal["workday", "day"] = "workday"


class Condition(Wire, frozen=True):
    """One condition of entitlement in plain words. check: a rule over semantics (see forms dialect) that the client can judge beforehand."""

    text: str
    say: str = ""
    check: dict[str, Any] | None = None
    why_not: str = ""


MaterialMode = Literal["upload", "exempt", "promise", "later"]


class MaterialSlot(Wire, frozen=True):
    """One material. modes: the ways it may be given, the best first: exempt 免交 (from: which office has it), promise 承诺, later 容缺, upload.

    trust: what is wanted, A to D. when: a form condition (JSON Forms rule schema) on the answers; without it, always.
    """

    code: str
    title: str
    say: str = ""
    required: bool = True
    modes: tuple[MaterialMode, ...] = ("upload",)
    source: str = ""
    trust: Literal["A", "B", "C", "D"] = "C"
    max_pages: int = 4
    promise_text: str = ""
    when: dict[str, Any] | None = None


class Consent(Wire, frozen=True):
    """One consent to ask for. sensitive: a screen of its own (PIPL 28-30). required: without it the service cannot be had here."""

    code: str
    title: str
    purpose: str
    data: tuple[str, ...]
    say: str = ""
    sensitive: bool = False
    required: bool = True
    refusal: str = ""


class FormSource(Wire, frozen=True):
    """The form as published: JSON Schema 2020-12 and JSON Forms UI schema, with a few x- words (docs: portal/form-dialect.md)."""

    data: dict[str, Any]
    ui: dict[str, Any]


class Service(Wire, frozen=True):
    """A service with all its parts (事项). result: what one gets; delivery: how; fee: in fen, 0 is free.

    sign_video: where its guide is in sign language, below the portal's /v1 (see the forms dialect), or empty.
    """

    code: str
    version: int
    title: str
    summary: str
    kind: ServiceKind
    guide: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    materials: tuple[MaterialSlot, ...] = ()
    consents: tuple[Consent, ...] = ()
    form: FormSource | None = None
    limit: Limit | None = None
    fee: int = 0
    fee_text: str = ""
    office: Office | None = None
    result: str = ""
    delivery: str = ""
    bring: tuple[str, ...] = ()
    declaration: tuple[str, ...] = ()
    signature: Literal["none", "pad"] = "pad"
    min_assurance: int = 2
    life_events: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    icon: str = ""
    private: bool = False
    say: str = ""
    law: tuple[str, ...] = ()
    rank: int = 100
    query: dict[str, Any] | None = None
    sign_video: str = ""


class ServicePage(Wire, frozen=True):
    """A page of the catalogue."""

    items: tuple[ServiceSummary, ...]
    next_cursor: str = ""


# --- people -----------------------------------------------------------------------------------------------------------


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


# --- drafts, uploads --------------------------------------------------------------------------------------------------


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
    answers: dict[str, Any] = {}
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


# --- applications -----------------------------------------------------------------------------------------------------

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


class SupplementAnswer(Wire, frozen=True):
    """What was handed in for a supplement."""

    request: str
    answers: dict[str, Any] = {}
    materials: tuple[MaterialGiven, ...] = ()


# --- documents --------------------------------------------------------------------------------------------------------


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


class FaultFound(Wire, frozen=True):
    """An answer that the portal does not take."""

    pointer: str
    code: str
    detail: str = ""
