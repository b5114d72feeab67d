"""What a portal can do, and the services that it offers, as typed values of the contract. Trust levels: 国办函〔2016〕108号."""

from typing import Any, Literal

from kiosk.portal.wire import Wire


class Capabilities(Wire, frozen=True):
    """What this portal can do; what the client makes of each member is told in contract.yaml."""

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
