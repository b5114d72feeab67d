"""Whether answers can be taken, and if not, where and why.

The client asks it of one answer, the portal of all; both get the same verdicts.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.forms import cards, checks, dates, identity, money, names, patterns, phones
from kiosk.forms.conditions import is_type
from kiosk.forms.model import Answers, Check, Form, Question, QuestionKind, Repeat
from kiosk.forms.pointers import MISSING, at, general, get, index_in, join, parts
from kiosk.forms.visibility import Visibility, nodes
from kiosk.problems import Fault

Verdict = tuple[str, str] | None
"""A fault code and the limit that was not kept ("" when there is none); None is right."""

_TYPES: Mapping[QuestionKind, str] = {
    QuestionKind.MONEY: "integer",
    QuestionKind.INTEGER: "integer",
    QuestionKind.YES_NO: "boolean",
    QuestionKind.AGREE: "boolean",
    QuestionKind.CHOICES: "array",
}


class Judge:
    """One form, one set of answers, one day."""

    def __init__(self, form: Form, answers: Answers, today: datetime.date) -> None:
        self._form = form
        self._answers = answers
        self._today = today
        self._nodes = nodes(form)
        self._seen = Visibility(form, answers)

    def at(self, pointer: str) -> Fault | None:
        """What is wrong at one question or repeat (pointer with numbers)."""
        node = self._nodes.get(general(pointer), (None, None))[0]
        value = get(self._answers, pointer)
        if node is None:
            return None if value is MISSING or general(pointer).endswith("/*") else Fault(pointer, "unknown")
        if not self._seen.shown(pointer):
            return None if value is MISSING else Fault(pointer, "hidden", _facts(node))
        verdict = _list(node, value) if isinstance(node, Repeat) else _answer(node, value, self._today)
        if verdict:
            return Fault(pointer, verdict[0], _facts(node, verdict[1]))
        return None if value is MISSING else self._checked(node, pointer, warnings=False)

    def warning(self, pointer: str) -> Fault | None:
        """What should be looked at again, though it can be taken."""
        node = self._nodes.get(general(pointer), (None, None))[0]
        value = get(self._answers, pointer)
        if not isinstance(node, Question) or value is MISSING or self.at(pointer):
            return None
        if node.kind is QuestionKind.CARD and not cards.luhn(value):
            return Fault(pointer, "luhn_warn", _facts(node))
        return self._checked(node, pointer, warnings=True)

    def all(self) -> tuple[Fault, ...]:
        """All that is wrong, one fault a place, in the form's order; what is no part of it comes last."""
        broken = tuple(self._structure(self._answers, ()))
        found = [
            fault
            for pointer in self.pointers()
            if not _under(pointer, broken) and (fault := self.at(pointer))
        ]
        return (*found, *broken)

    def pointers(self) -> Iterator[str]:
        """Every place of the form for these answers, in order, hidden ones too."""
        for item in self._form.items:
            yield item.pointer
            if isinstance(item, Repeat) and self._seen.shown(item.pointer):
                there = get(self._answers, item.pointer)
                for index in range(len(there) if isinstance(there, list | tuple) else 0):
                    yield from (at(question.pointer, index) for question in item.questions)

    def _checked(self, node: Question | Repeat, pointer: str, *, warnings: bool) -> Fault | None:
        for check in self._form.checks:
            wanted = check.pointer == node.pointer and (check.name in checks.WARNINGS) is warnings
            if wanted and not checks.holds(self._look(check, index_in(pointer))):
                return Fault(pointer, check.name, _facts(node, _limit(check), check.message))
        return None

    def _look(self, check: Check, index: int) -> checks.Look:
        def answer(pointer: str) -> Any:
            real = at(pointer, index)
            return get(self._answers, real) if self._seen.shown(real) else MISSING

        def across(pointer: str) -> tuple[Any, ...]:
            there = get(self._answers, pointer.split("/*")[0])
            reals = [
                at(pointer, place) for place in range(len(there) if isinstance(there, list | tuple) else 0)
            ]
            return tuple(get(self._answers, real) if self._seen.shown(real) else MISSING for real in reals)

        return checks.Look(check, self._today, answer, across)

    def _structure(self, value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
        """Properties that the form does not have, and lists or objects where it has none."""
        name = general(join(path))
        node = self._nodes.get(name, (None, None))[0]
        if isinstance(node, Question):
            return
        if isinstance(node, Repeat):
            if isinstance(value, list | tuple):
                for place, item in enumerate(value):
                    yield from self._structure(item, (*path, str(place)))
            return
        if not isinstance(value, Mapping):
            yield Fault(join(path), "type")
            return
        for key, child in value.items():
            here = (*path, str(key))
            pointer = "/".join((name, str(key)))
            if pointer in self._nodes or any(known.startswith(f"{pointer}/") for known in self._nodes):
                yield from self._structure(child, here)
            else:
                yield Fault(join(here), "unknown")


def refused(question: Question, pointer: str, code: str) -> Fault:
    """The fault of an answer that was never a value (`FormatError.code`)."""
    return Fault(pointer, code, _facts(question))


def _under(pointer: str, broken: tuple[Fault, ...]) -> bool:
    names = parts(pointer)
    return any(
        fault.code == "type" and names[: len(parts(fault.pointer))] == parts(fault.pointer)
        for fault in broken
    )


def _facts(node: Question | Repeat, limit: str = "", message: str = "") -> tuple[tuple[str, str], ...]:
    """What the phrase `fault.<code>` may name. Never the answer."""
    question = node if isinstance(node, Question) else None
    facts = {
        "title": title_of(node),
        "limit": limit,
        "example": question.example if question else "",
        "message": message,
    }
    return (*facts.items(), ("kind", question.kind.value if question else "repeat"))


def title_of(node: Question | Repeat) -> str:
    """What a question or repeat is called in a sentence: its label, or its title without a final mark."""
    label = node.label if isinstance(node, Question) else ""
    return label or node.title.rstrip("?\uff1f\u3002.!\uff01 ")


def _limit(check: Check) -> str:
    return next(
        (str(check.args[word]) for word in ("years", "days", "minimum", "maximum") if word in check.args), ""
    )


def _list(repeat: Repeat, value: Any) -> Verdict:
    if value is MISSING:
        return ("required", "") if repeat.minimum else None
    if not isinstance(value, list | tuple):
        return "type", ""
    if len(value) < repeat.minimum:
        return "too_few", str(repeat.minimum)
    return ("too_many", str(repeat.maximum)) if len(value) > repeat.maximum else None


def _answer(question: Question, value: Any, today: datetime.date) -> Verdict:
    if value is MISSING:
        return ("required", "") if question.required else None
    if not is_type(_TYPES.get(question.kind, "string"), value):
        return "type", ""
    if isinstance(value, str):
        return _text(question, value, today)
    if isinstance(value, bool):
        return ("not_an_option", "") if question.kind is QuestionKind.AGREE and not value else None
    if isinstance(value, list | tuple):
        return _choices(question, value)
    return _number(question, value)


def _number(question: Question, value: Any) -> Verdict:
    least, most = question.limits.minimum, question.limits.maximum
    if not isinstance(value, int):
        return "type", ""
    if value < (least if isinstance(least, int) else -money.LARGEST):
        return "too_small", str(least)
    if value > (most if isinstance(most, int) else money.LARGEST):
        return "too_large", str(most if isinstance(most, int) else money.LARGEST)
    return None


def _choices(question: Question, values: Sequence[Any]) -> Verdict:
    least, most = question.limits.minimum, question.limits.maximum
    offered = {option.value for option in question.options}
    if not values and question.required and not least:
        return "required", ""
    if any(not isinstance(value, str) or value not in offered for value in values):
        return "not_an_option", ""
    if len(set(values)) < len(values):
        return "duplicate", ""
    if isinstance(least, int) and len(values) < least:
        return "too_few", str(least)
    return ("too_many", str(most)) if isinstance(most, int) and len(values) > most else None


def _text(question: Question, value: str, today: datetime.date) -> Verdict:
    limits = question.limits
    if not value.strip():
        return "required", ""
    if limits.min_length is not None and len(value) < limits.min_length:
        return "too_short", str(limits.min_length)
    if limits.max_length is not None and len(value) > limits.max_length:
        return "too_long", str(limits.max_length)
    if limits.pattern is not None and not patterns.matches(limits.pattern, value):
        return "pattern", ""
    match question.kind:
        case QuestionKind.NAME:
            return _name(value)
        case QuestionKind.ID_NUMBER:
            return (
                ("pattern", "")
                if not identity.is_formed(value)
                else _right(identity.is_right(value, today), "id_checksum")
            )
        case QuestionKind.PHONE:
            return _right(phones.is_right(value), "phone")
        case QuestionKind.CARD:
            return _right(cards.is_formed(value), "pattern")
        case QuestionKind.CHOICE:
            return _right(any(option.value == value for option in question.options), "not_an_option")
        case QuestionKind.DATE | QuestionKind.MONTH:
            return _day(question, value, today)
    return None


def _right(is_right: bool, code: str) -> Verdict:
    return None if is_right else (code, "")


def _name(value: str) -> Verdict:
    if len(value) < names.SHORTEST:
        return "too_short", str(names.SHORTEST)
    if len(value) > names.LONGEST:
        return "too_long", str(names.LONGEST)
    return _right(names.is_name(value), "pattern")


def _day(question: Question, value: str, today: datetime.date) -> Verdict:
    monthly = question.kind is QuestionKind.MONTH
    day = dates.month(value) if monthly else dates.date(value)
    if day is None:
        return "not_a_date", ""
    if value == dates.LONG_TERM and not monthly:
        return _right(question.long_term, "too_late")
    shown = 7 if monthly else 10
    if isinstance(question.limits.minimum, str):
        least = dates.resolved(question.limits.minimum, today, month=monthly)
        if day < least:
            return "too_early", least.isoformat()[:shown]
    if isinstance(question.limits.maximum, str):
        most = dates.resolved(question.limits.maximum, today, month=monthly)
        if day > most:
            return "too_late", most.isoformat()[:shown]
    return None
