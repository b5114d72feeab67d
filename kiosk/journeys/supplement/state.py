"""The state of a supplement, its events, and what is asked of the person."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar

from kiosk.events import Event
from kiosk.forms.model import Form, Question
from kiosk.forms.rules import question_at
from kiosk.journeys.asking import Asking
from kiosk.journeys.collecting import Collecting
from kiosk.portal.cases import Application, SupplementItem
from kiosk.portal.handing_in import Grant
from kiosk.portal.services import MaterialSlot, Service
from kiosk.results import Delivery
from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """stage: loading, list, question, materials, review, sending, result. pending: the pointers still to be asked.

    unkept: why nothing can be kept on this machine now; aside: something broken lies put aside (see journeys/doubt).
    """

    application: str
    stage: str = "loading"
    one: Application | None = None
    service: Service | None = None
    form: Form | None = None
    key: str = ""
    grant: Grant | None = None
    pending: tuple[str, ...] = ()
    asking: Asking | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    collecting: Collecting | None = None
    delivery: Delivery | None = None
    tried: float = 0.0
    looking: bool = False
    problem: str = ""
    unkept: str = ""
    aside: bool = False
    printing: str = ""


@dataclass(frozen=True, slots=True)
class Forward(Event):
    """The one next step."""


@dataclass(frozen=True, slots=True)
class HandIn(Forward):
    """The step that sends what was missing."""

    grave: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PrintList(Event):
    """Print what is missing, to take along."""


@dataclass(frozen=True, slots=True)
class PrintReceipt(Event):
    """Print that it was handed in."""


def items(state: State) -> tuple[SupplementItem, ...]:
    """What is missing."""
    return state.one.supplement.items if state.one and state.one.supplement else ()


def slots(state: State) -> tuple[MaterialSlot, ...]:
    """What is asked for as materials: to be uploaded now, whatever other way there was before."""
    known = {slot.code: slot for slot in (state.service.materials if state.service else ())}
    slots = []
    for item in items(state):
        if item.slot:
            base = known.get(item.slot, MaterialSlot(code=item.slot, title=item.title))
            slots.append(
                MaterialSlot(
                    code=item.slot,
                    title=item.title or base.title,
                    say=item.say,
                    trust=base.trust,
                    max_pages=base.max_pages,
                )
            )
    return tuple(slots)


def asked(state: State, pointer: str) -> Question | None:
    """The question at a pointer of the form."""
    return question_at(state.form, pointer) if state.form else None
