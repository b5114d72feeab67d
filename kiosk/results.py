"""What comes back from a request, as plain values."""

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from kiosk.problems import Fault
from kiosk.search import Index
from kiosk.value import dataclass

if TYPE_CHECKING:
    from kiosk.forms.model import Form
    from kiosk.portal.cases import Application
    from kiosk.portal.services import LifeEvent, Service


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services and the doors into them."""

    index: Index
    life_events: "tuple[LifeEvent, ...]"


@dataclass(frozen=True, slots=True)
class LoadedService:
    """A service with its form as the neutral model (None for guides and queries)."""

    service: "Service"
    form: "Form | None"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of something handed to the outbox. state: acknowledged, rejected (see faults), in_doubt, queued."""

    key: str
    state: str
    application: "Application | None" = None
    faults: tuple[Fault, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What there is to know of what is kept to be sent. put_aside: broken files that lie beside it; unreadable: rows that no longer open."""

    put_aside: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the scanner saw. warnings: codes of what may be wrong with it (blurred, dark)."""

    image: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate of the keyboard: its text, and how many of the letters it stands for."""

    text: str
    used: int = 0


@dataclass(frozen=True, slots=True)
class HomeDraft:
    """A draft that the home profile kept."""

    key: str
    service: str
    title: str
    answers: dict[str, Any]
    pointer: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the home profile remembers. secure: the keyring keeps it; else only this run does. display: see kept_display."""

    token: str = field(repr=False)
    seen: dict[str, str]
    drafts: tuple[HomeDraft, ...]
    secure: bool
    display: Mapping[str, Any] | None = None
