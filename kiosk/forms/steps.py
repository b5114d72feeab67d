"""The sequence of questions for given answers, and the one way to change an answer."""

from collections.abc import Container
from typing import Any

from kiosk.forms.model import Answers, Form, Question, Repeat, Step
from kiosk.forms.pointers import MISSING, at, general, get, put
from kiosk.forms.visibility import Visibility, nodes, without_hidden


def steps(form: Form, answers: Answers) -> tuple[Step, ...]:
    """What is asked, in order, with real pointers. A "more" step ends a repeat that may still grow."""
    seen = Visibility(form, answers)
    found: list[Step] = []
    for item in form.items:
        if not seen.shown(item.pointer):
            continue
        if isinstance(item, Question):
            found.append(Step(item.pointer, item))
        else:
            found += _items(item, seen)
    return tuple(found)


def _items(repeat: Repeat, seen: Visibility) -> list[Step]:
    count = seen.items(repeat)
    found = [
        Step(at(question.pointer, index), question, repeat, index, count=count)
        for index in range(count)
        for question in repeat.questions
        if seen.shown(at(question.pointer, index))
    ]
    if count < repeat.maximum:
        found.append(Step(f"{repeat.pointer}/{count}", None, repeat, count, "more", count))
    return found


def visible(form: Form, answers: Answers, pointer: str) -> bool:
    """Whether the question or repeat at this pointer (with numbers) is asked."""
    return Visibility(form, answers).shown(pointer)


def with_answer(form: Form, answers: Answers, pointer: str, value: Any | None) -> dict[str, Any]:
    """The answers with this one set (None: taken away), without those of questions hidden by it.

    Nothing else changes.
    `/household/2` with {} adds an item, with None takes that item away. Raises LookupError for a pointer that
    is not asked now.
    """
    if not visible(form, answers, pointer):
        raise LookupError("not asked now")
    if value is not None:
        answers = _with_least(form, answers, pointer)
    return without_hidden(form, put(answers, pointer, MISSING if value is None else value))


def _with_least(form: Form, answers: Answers, pointer: str) -> Answers:
    """The answers with as many items as the repeat at this pointer has at least: a place to put an answer."""
    node, repeat = nodes(form).get(general(pointer).removesuffix("/*"), (None, None))
    owner = repeat or node
    if not isinstance(owner, Repeat) or pointer == owner.pointer:
        return answers
    there = get(answers, owner.pointer)
    items = list(there) if isinstance(there, list | tuple) else []
    missing = owner.minimum - len(items)
    return put(answers, owner.pointer, [*items, *({} for _ in range(missing))]) if missing > 0 else answers


def answered(answers: Answers, step: Step) -> bool:
    """Whether the step has an answer; whether there are more items is asked again and again."""
    return step.kind == "question" and get(answers, step.pointer) is not MISSING


def next_gap(form: Form, answers: Answers, skip: Container[str] = ()) -> Step | None:
    """The first step without an answer.

    skip: pointers that the person passed (optional ones, and "more" answered with no).
    """
    return next(
        (step for step in steps(form, answers) if not answered(answers, step) and step.pointer not in skip),
        None,
    )


def progress(form: Form, answers: Answers, pointer: str) -> tuple[int, int]:
    """(step from 1, total).

    A repeat or its item stands for its first step. Raises LookupError for a pointer that is not asked now.
    """
    asked = steps(form, answers)
    for place, step in enumerate(asked, start=1):
        if step.pointer == pointer or step.pointer.startswith(f"{pointer}/"):
            return place, len(asked)
    raise LookupError("not asked now")
