"""The one door to a form's rules, for client and portal: what is asked, what changes, what is wrong."""

import datetime

from kiosk.forms import json_schema
from kiosk.forms.judge import Judge, refused
from kiosk.forms.known import prefill
from kiosk.forms.model import Answers, Form, Question
from kiosk.forms.pointers import general
from kiosk.forms.steps import answered, next_gap, progress, steps, visible, with_answer
from kiosk.forms.visibility import nodes, without_hidden
from kiosk.problems import Fault

__all__ = [
    "answered",
    "check_all",
    "check_answer",
    "check_warning",
    "next_gap",
    "prefill",
    "progress",
    "question_at",
    "refused",
    "steps",
    "visible",
    "with_answer",
    "without_hidden",
]


def question_at(form: Form, pointer: str) -> Question | None:
    """The question at a pointer, with numbers or `*`; None for a repeat and what the form does not have."""
    node = nodes(form).get(general(pointer), (None, None))[0]
    return node if isinstance(node, Question) else None


def check_answer(form: Form, answers: Answers, pointer: str, today: datetime.date) -> Fault | None:
    """What is wrong with one answer (pointer with numbers; also of a repeat). today: in the portal's zone."""
    return Judge(form, answers, today).at(pointer)


def check_warning(form: Form, answers: Answers, pointer: str, today: datetime.date) -> Fault | None:
    """What should be looked at again though it is taken: a card's last digit, an unknown region."""
    return Judge(form, answers, today).warning(pointer)


def check_all(form: Form, answers: Answers, today: datetime.date) -> tuple[Fault, ...]:
    """Everything that is wrong, one fault a place, in the form's order.

    What only the JSON Schema library finds comes last.
    """
    own = Judge(form, answers, today).all()
    places = {fault.pointer for fault in own}
    return own + tuple(
        fault for fault in json_schema.faults(form, answers) if not _known(fault.pointer, places)
    )


def _known(pointer: str, places: set[str]) -> bool:
    return any(
        place == pointer or pointer.startswith(f"{place}/") or place.startswith(f"{pointer}/")
        for place in places
    )
