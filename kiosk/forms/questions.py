"""One property of the data schema → one question of the neutral model. What it cannot ask, it refuses."""

import re
from collections.abc import Mapping
from typing import Any

from kiosk.forms import dates
from kiosk.forms.fields import Field
from kiosk.forms.guard import FormNotShowable, only
from kiosk.forms.model import Condition, Limits, Option, Question, QuestionKind
from kiosk.forms.patterns import is_pattern
from kiosk.own_paths import is_own_path
from kiosk.privacy import Kind

Schema = Mapping[str, Any]

MOST_OPTIONS = 300
"""Nobody goes through more by pages, by ear or by a switch; ten thousand stopped the machine for minutes."""

_WORDS = (
    "type",
    "title",
    "description",
    "examples",
    "$comment",
    "x-say",
    "x-label",
    "x-semantic",
    "x-sensitive",
    "x-kind",
    "x-sign-video",
)
_MORE: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.TEXT: ("minLength", "maxLength", "pattern"),
    QuestionKind.LONG_TEXT: ("minLength", "maxLength", "pattern"),
    QuestionKind.NAME: ("minLength", "maxLength", "pattern"),
    QuestionKind.ID_NUMBER: ("minLength", "maxLength", "pattern"),
    QuestionKind.PHONE: ("minLength", "maxLength", "pattern"),
    QuestionKind.CARD: ("minLength", "maxLength", "pattern"),
    QuestionKind.MONEY: ("minimum", "maximum", "x-unit"),
    QuestionKind.INTEGER: ("minimum", "maximum", "x-unit"),
    QuestionKind.DATE: ("format", "x-limits", "x-long-term"),
    QuestionKind.MONTH: ("format", "x-limits"),
    QuestionKind.YES_NO: (),
    QuestionKind.CHOICE: ("oneOf",),
    QuestionKind.CHOICES: ("items", "minItems", "maxItems", "uniqueItems"),
    QuestionKind.AGREE: ("const",),
}
_OF_STRINGS = {"name", "id_number", "phone", "card", "long_text", "text"}
_PRIVATE = {
    QuestionKind.NAME: Kind.NAME,
    QuestionKind.ID_NUMBER: Kind.ID,
    QuestionKind.PHONE: Kind.PHONE,
    QuestionKind.CARD: Kind.CARD,
}
_SEMANTIC = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def kind_of(schema: Schema, path: str) -> QuestionKind:
    """How a property is asked. Raises FormNotShowable."""
    own, form = schema.get("x-kind"), schema.get("format")
    match schema.get("type"):
        case "boolean" if own is None:
            return QuestionKind.AGREE if "const" in schema else QuestionKind.YES_NO
        case "integer" if own in (None, "money"):
            return QuestionKind.MONEY if own else QuestionKind.INTEGER
        case "array" if own is None:
            return QuestionKind.CHOICES
        case "string" if form in ("date", "year-month") and own in (
            None,
            "month" if form == "year-month" else "date",
        ):
            return QuestionKind.DATE if form == "date" else QuestionKind.MONTH
        case "string" if form is not None:
            raise FormNotShowable(f"{path}/format", "format")
        case "string" if own is None:
            return QuestionKind.CHOICE if "oneOf" in schema else QuestionKind.TEXT
        case "string" if isinstance(own, str) and own in _OF_STRINGS:
            return QuestionKind(own)
        case "boolean" | "integer" | "array" | "string":
            raise FormNotShowable(f"{path}/x-kind", "kind")
    raise FormNotShowable(f"{path}/type", "type")


def question(
    field: Field, label: str, long: bool, when: tuple[Condition, ...], required: bool, section: str
) -> Question:
    """The question of a field.

    label: other words than the title's; long: asked with room for sentences. Raises FormNotShowable.
    """
    schema, path = field.schema, field.path
    kind = kind_of(schema, path)
    if long:
        if kind is not QuestionKind.TEXT:
            raise FormNotShowable(path, "multi_is_for_text")
        kind = QuestionKind.LONG_TEXT
    only(schema, (*_WORDS, *_MORE[kind]), path)
    for word in ("title", "description", "x-say", "x-label", "x-semantic", "x-unit"):
        if not isinstance(schema.get(word, ""), str):
            raise FormNotShowable(f"{path}/{word}", "not_text")
    title = label or schema.get("title", "")
    if not title.strip():
        raise FormNotShowable(path, "no_title")
    semantic = schema.get("x-semantic", "")
    if semantic and not _SEMANTIC.fullmatch(semantic):
        raise FormNotShowable(f"{path}/x-semantic", "semantic")
    sign_video = schema.get("x-sign-video", "")
    if sign_video != "" and not is_own_path(sign_video):
        raise FormNotShowable(f"{path}/x-sign-video", "sign_video")
    return Question(
        pointer=field.pointer,
        kind=kind,
        title=title,
        help=schema.get("description", ""),
        say=schema.get("x-say", ""),
        example=_example(schema, path),
        required=required,
        when=when,
        options=_options(schema, kind, path),
        limits=_limits(schema, kind, path),
        semantic=semantic,
        private=_private(schema, kind, path),
        section=section,
        unit=schema.get("x-unit", ""),
        long_term=_long_term(schema, path),
        label=schema.get("x-label", ""),
        sign_video=sign_video,
    )


def _example(schema: Schema, path: str) -> str:
    examples = schema.get("examples", [])
    if not isinstance(examples, list | tuple) or any(
        isinstance(one, Mapping | list | tuple) for one in examples
    ):
        raise FormNotShowable(f"{path}/examples", "examples")
    return str(examples[0]) if examples else ""


def _private(schema: Schema, kind: QuestionKind, path: str) -> Kind | None:
    name = schema.get("x-sensitive")
    if name is None:
        return _PRIVATE.get(kind)
    try:
        return Kind(name)
    except ValueError:
        raise FormNotShowable(f"{path}/x-sensitive", "sensitive") from None


def _long_term(schema: Schema, path: str) -> bool:
    value = schema.get("x-long-term", False)
    if not isinstance(value, bool):
        raise FormNotShowable(f"{path}/x-long-term", "not_a_flag")
    return value


def _options(schema: Schema, kind: QuestionKind, path: str) -> tuple[Option, ...]:
    if kind is QuestionKind.AGREE and schema["const"] is not True:
        raise FormNotShowable(f"{path}/const", "agree")
    if kind is QuestionKind.CHOICE:
        return _consts(schema["oneOf"], f"{path}/oneOf")
    if kind is QuestionKind.CHOICES:
        items = only(schema.get("items"), ("type", "oneOf"), f"{path}/items")
        if items.get("type", "string") != "string" or "oneOf" not in items:
            raise FormNotShowable(f"{path}/items", "choices")
        if schema.get("uniqueItems") is not True:
            raise FormNotShowable(path, "choices_not_unique")
        return _consts(items["oneOf"], f"{path}/items/oneOf")
    return ()


def _consts(listed: Any, path: str) -> tuple[Option, ...]:
    if not isinstance(listed, list | tuple) or not listed:
        raise FormNotShowable(path, "no_options")
    if len(listed) > MOST_OPTIONS:
        raise FormNotShowable(path, "too_many_options")
    options = []
    for place, one in enumerate(listed):
        only(one, ("const", "title", "description", "x-say", "$comment"), f"{path}/{place}")
        words = [one.get(word, "") for word in ("const", "title", "description", "x-say")]
        if not all(isinstance(word, str) for word in words):
            raise FormNotShowable(f"{path}/{place}", "not_text")
        if not words[0] or not words[1].strip():
            raise FormNotShowable(f"{path}/{place}", "option_without_title")
        options.append(Option(*words))
    for fault, texts in (
        ("option_twice", [one.value for one in options]),
        ("title_twice", [one.title for one in options]),
    ):
        if len(set(texts)) < len(texts):
            raise FormNotShowable(path, fault)
    return tuple(options)


def _limits(schema: Schema, kind: QuestionKind, path: str) -> Limits:
    pattern = schema.get("pattern")
    if pattern is not None and not is_pattern(pattern):
        raise FormNotShowable(f"{path}/pattern", "pattern")
    for word in ("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"):
        value = schema.get(word, 0)
        if (
            not isinstance(value, int)
            or isinstance(value, bool)
            or (value < 0 and word not in ("minimum", "maximum"))
        ):
            raise FormNotShowable(f"{path}/{word}", "not_a_limit")
    low, high = ("minItems", "maxItems") if kind is QuestionKind.CHOICES else ("minimum", "maximum")
    minimum, maximum = schema.get(low), schema.get(high)
    if "x-limits" in schema:
        relative = only(schema["x-limits"], ("formatMinimum", "formatMaximum"), f"{path}/x-limits")
        for word, limit in relative.items():
            if not dates.is_limit(limit, month=kind is QuestionKind.MONTH):
                raise FormNotShowable(f"{path}/x-limits/{word}", "not_a_limit")
        minimum, maximum = relative.get("formatMinimum"), relative.get("formatMaximum")
    lengths = schema.get("minLength"), schema.get("maxLength")
    for least, most in ((minimum, maximum), lengths):
        if isinstance(least, int) and isinstance(most, int) and least > most:
            raise FormNotShowable(path, "limits_crossed")
    return Limits(minimum, maximum, lengths[0], lengths[1], pattern)
