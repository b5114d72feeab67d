"""What is already known fills the form in, so that only the gaps are asked (F12)."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from kiosk.forms.judge import Judge
from kiosk.forms.model import Answers, Form, Question, QuestionKind
from kiosk.forms.pointers import MISSING, get
from kiosk.forms.steps import steps, with_answer
from kiosk.forms.values import FormatError, parse


class Known(Protocol):
    """A datum by its meaning (person.id_number), with who has it."""

    @property
    def semantic(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def source(self) -> str: ...


_WRITTEN = (QuestionKind.NAME, QuestionKind.ID_NUMBER, QuestionKind.PHONE, QuestionKind.CARD)
"""Kinds that registries write in more than one way."""


def prefill(
    form: Form, known: Iterable[Known], today: datetime.date
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The answers that are known, and who has each of them, by pointer.

    What fails its own check is left to be asked.
    """
    by_semantic: dict[str, Known] = {}
    for datum in known:
        by_semantic.setdefault(datum.semantic, datum)
    answers: dict[str, Any] = {}
    sources: dict[str, str] = {}
    tried: set[str] = set()
    while True:
        step = next(
            (step for step in steps(form, answers) if step.kind == "question" and step.pointer not in tried),
            None,
        )
        if step is None or step.question is None:
            return answers, {
                pointer: source for pointer, source in sources.items() if get(answers, pointer) is not MISSING
            }
        tried.add(step.pointer)
        if step.question.semantic in by_semantic and step.repeat is None:
            datum = by_semantic[step.question.semantic]
            filled = _filled(form, answers, step.question, datum.value, today)
            if filled is not None:
                answers, sources[step.pointer] = filled, datum.source


def _filled(
    form: Form, answers: Answers, question: Question, value: Any, today: datetime.date
) -> dict[str, Any] | None:
    for candidate in (value, _written(question, value)):
        if candidate is not None:
            filled = with_answer(form, answers, question.pointer, candidate)
            if Judge(form, filled, today).at(question.pointer) is None:
                return filled
    return None


def _written(question: Question, value: Any) -> Any:
    """The value as this form writes it: a phone number with its country, an X in capitals."""
    if not isinstance(value, str) or question.kind not in _WRITTEN:
        return None
    try:
        return parse(question, value)
    except FormatError:
        return None
