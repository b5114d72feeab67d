"""The state of one application being made, and the ways between its stages."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar

from kiosk.events import Event
from kiosk.forms.model import Form, Step
from kiosk.journeys.asking import Asking
from kiosk.journeys.collecting import Collecting
from kiosk.portal.handing_in import ConsentGiven, Draft, Signature
from kiosk.portal.services import Service
from kiosk.problems import Fault
from kiosk.results import Delivery
from kiosk.text import Text, Words
from kiosk.value import dataclass

Strokes = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class MoreItems:
    """The question after each item of a repeat: is there another one? Stands where `asking` stands."""

    step: Step
    chosen: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """stage: loading, guide, consent, known, question, materials, review, sign, witness, sending, result, or trouble.

    key: the client key, minted before anything is sent; answers, sources (pointer → who had it); asking: the question at hand; reviewing: go back
    to the review after this question; skipped: optional questions passed over; faults: what the portal would not take; resume: a kept draft;
    unkept: why nothing can be kept on this machine now; aside: something broken lies put aside (see journeys/doubt);
    tried: clock of the last question to the outbox; looking: it is being asked what became of the application.
    """

    code: str
    stage: str = "loading"
    resume: str = ""
    service: Service | None = None
    form: Form | None = None
    key: str = ""
    draft: Draft | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    consents: tuple[ConsentGiven, ...] = ()
    asking: Asking | None = None
    more: MoreItems | None = None
    reviewing: bool = False
    skipped: frozenset[str] = frozenset()
    collecting: Collecting | None = None
    strokes: Strokes = ()
    witness: str = ""
    signature: Signature | None = None
    delivery: Delivery | None = None
    tries: int = 0
    tried: float = 0.0
    looking: bool = False
    faults: tuple[Fault, ...] = ()
    problem: str = ""
    unkept: str = ""
    aside: bool = False
    printing: str = ""

    @property
    def published(self) -> Service:
        """The service; only asked for once it is loaded."""
        if self.service is None:
            raise ValueError("service not loaded")
        return self.service

    @property
    def questions(self) -> Form:
        """The form; only asked for once it is loaded."""
        if self.form is None:
            raise ValueError("form not loaded")
        return self.form

    @property
    def where(self) -> Text | None:
        """The title of the top strip."""
        if self.service is None:
            return None
        return Words(self.service.title, self.service.say)


@dataclass(frozen=True, slots=True)
class Forward(Event):
    """The one next step."""


@dataclass(frozen=True, slots=True)
class HandIn(Forward):
    """The step that hands it in, or leads straight to it."""

    grave: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Change(Event):
    """Change this answer, then come back to the review."""

    pointer: str


@dataclass(frozen=True, slots=True)
class Skip(Event):
    """No answer to this optional question."""


@dataclass(frozen=True, slots=True)
class PrintThis(Event):
    """Print what is on the screen."""


@dataclass(frozen=True, slots=True)
class ToWindow(Event):
    """Not here: home, with what is known of the window."""
