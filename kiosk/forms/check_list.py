"""The `x-check` list of a form: which checks there are, which arguments they take, and reading it.

What they do: `checks.py`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.forms import dates
from kiosk.forms.guard import FormNotShowable, only
from kiosk.forms.model import Check, Question, QuestionKind, Repeat
from kiosk.value import dataclass

_TEXTS = frozenset({QuestionKind.TEXT, QuestionKind.ID_NUMBER})
_DAYS = frozenset({QuestionKind.DATE, QuestionKind.MONTH})
_NUMBERS = frozenset({QuestionKind.MONEY, QuestionKind.INTEGER})
_BIRTHS = frozenset({QuestionKind.DATE, QuestionKind.ID_NUMBER})
_ANY = frozenset(QuestionKind)
_PHONES = frozenset({QuestionKind.TEXT, QuestionKind.PHONE})
_CARDS = frozenset({QuestionKind.TEXT, QuestionKind.CARD})


@dataclass(frozen=True, slots=True)
class Shape:
    """What a check is told.

    at: kinds of the question it is about (empty: a repeat). needed, optional: argument → its kind.

    Kinds of argument: a set (a pointer to a question of these kinds), `int`, `bool`, "sum" (a pointer or a
    list of them), "day" (pointer or relative date), "inner" (a property of one item of the repeat).
    """

    at: frozenset[QuestionKind]
    needed: Mapping[str, Any]
    optional: Mapping[str, Any]
    one_of: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "id_checksum": Shape(_TEXTS, {}, {}),
    "region_known": Shape(_TEXTS, {}, {}),
    "phone": Shape(_PHONES, {}, {"mobile": bool}),
    "luhn_warn": Shape(_CARDS, {}, {}),
    "before": Shape(_DAYS, {}, {"other": _DAYS, "date": "day", "or_equal": bool}, ("other", "date")),
    "after": Shape(_DAYS, {}, {"other": _DAYS, "date": "day", "or_equal": bool}, ("other", "date")),
    "age_at_least": Shape(_ANY, {"years": int}, {"of": _BIRTHS, "on": "day"}),
    "age_at_most": Shape(_ANY, {"years": int}, {"of": _BIRTHS, "on": "day"}),
    "days_ago_at_least": Shape(_DAYS, {"days": int}, {}),
    "days_ago_at_most": Shape(_DAYS, {"days": int}, {}),
    "sum_equals": Shape(_NUMBERS, {"of": "sum"}, {}),
    "sum_between": Shape(_NUMBERS, {"of": "sum"}, {"minimum": int, "maximum": int}),
    "unique_items": Shape(frozenset(), {"by": "inner"}, {}),
    "each_signs": Shape(frozenset(), {"field": "inner"}, {"adults_by": "inner", "years": int}),
    "same_as": Shape(_ANY, {"other": _ANY}, {}),
    "different_from": Shape(_ANY, {"other": _ANY}, {}),
    "matches_id_birth": Shape(frozenset({QuestionKind.DATE}), {"id": _TEXTS}, {}),
}


def read(listed: Any, items: Sequence[Question | Repeat]) -> tuple[Check, ...]:
    """The checks.

    Raises FormNotShowable for a check, a pointer or an argument that is not known: a check left out would be
    a lie.
    """
    if not isinstance(listed, list | tuple):
        raise FormNotShowable("data#/x-check", "checks")
    return tuple(_check(one, items, f"data#/x-check/{place}") for place, one in enumerate(listed))


def _check(one: Any, items: Sequence[Question | Repeat], path: str) -> Check:
    only(one, ("name", "pointer", "args", "message", "$comment"), path)
    name, pointer, args, message = (
        one.get("name"),
        one.get("pointer"),
        one.get("args", {}),
        one.get("message", ""),
    )
    if not isinstance(name, str) or name not in SHAPES:
        raise FormNotShowable(f"{path}/name", "unknown_check")
    if not isinstance(message, str):
        raise FormNotShowable(f"{path}/message", "not_text")
    shape = SHAPES[name]
    node = _find(items, pointer)
    if node is None or not (
        isinstance(node, Repeat) if not shape.at else isinstance(node, Question) and node.kind in shape.at
    ):
        raise FormNotShowable(f"{path}/pointer", "check_pointer")
    only(args, (*shape.needed, *shape.optional), f"{path}/args")
    for word, kind in {**shape.needed, **shape.optional}.items():
        if word not in args:
            if word in shape.needed:
                raise FormNotShowable(f"{path}/args/{word}", "check_argument")
        elif not _fits(args[word], kind, node, items):
            raise FormNotShowable(f"{path}/args/{word}", "check_argument")
    if shape.one_of and sum(word in args for word in shape.one_of) != 1:
        raise FormNotShowable(f"{path}/args", "check_argument")
    if (
        name.startswith("age")
        and "of" not in args
        and isinstance(node, Question)
        and node.kind not in _BIRTHS
    ):
        raise FormNotShowable(f"{path}/args/of", "check_argument")
    return Check(name, pointer, dict(args), message)


def _find(items: Sequence[Question | Repeat], pointer: Any) -> Question | Repeat | None:
    for item in items:
        if item.pointer == pointer:
            return item
        if isinstance(item, Repeat):
            for question in item.questions:
                if question.pointer == pointer:
                    return question
    return None


def _fits(value: Any, kind: Any, node: Question | Repeat, items: Sequence[Question | Repeat]) -> bool:
    match kind:
        case "sum":
            listed = value if isinstance(value, list) else [value]
            return bool(listed) and all(_is(one, _NUMBERS, node, items, across=True) for one in listed)
        case "day":
            return dates.is_limit(value) or _is(value, _DAYS, node, items)
        case "inner":
            return isinstance(value, str) and _find(items, f"{node.pointer}/*/{value}") is not None
        case frozenset():
            return _is(value, kind, node, items)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _is(
    pointer: Any,
    kinds: frozenset[QuestionKind],
    node: Question | Repeat,
    items: Sequence[Question | Repeat],
    *,
    across: bool = False,
) -> bool:
    """Whether a pointer names such a question, where the check can see it: in its item, or outside repeats.

    across: items of other repeats too.
    """
    other = _find(items, pointer)
    if not isinstance(other, Question) or other.kind not in kinds:
        return False
    return across or "/*" not in pointer or pointer.split("/*")[0] == node.pointer.split("/*")[0]
