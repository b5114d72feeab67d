"""The second opinion: the form's own JSON Schema, with formats checked and patterns run under RE2.

What is required and what is hidden is left out: that follows from the rules of the UI schema. The
jsonschema library is loaded at the first use.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.forms import dates, patterns
from kiosk.forms.model import Answers, Form
from kiosk.forms.pointers import join
from kiosk.problems import Fault

CODES: Mapping[str, str] = {
    "type": "type",
    "const": "not_an_option",
    "oneOf": "not_an_option",
    "additionalProperties": "unknown",
    "minLength": "too_short",
    "maxLength": "too_long",
    "minimum": "too_small",
    "maximum": "too_large",
    "minItems": "too_few",
    "maxItems": "too_many",
    "uniqueItems": "duplicate",
    "pattern": "pattern",
    "format": "not_a_date",
}


def faults(form: Form, answers: Answers) -> tuple[Fault, ...]:
    """What the JSON Schema says against the answers, apart from required and hidden ones."""
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError
    from jsonschema.validators import extend

    def pattern(validator: Any, wanted: str, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and not patterns.matches(wanted, value):
            yield ValidationError("pattern")

    formats = FormatChecker(formats=())
    formats.checks("date")(lambda value: not isinstance(value, str) or dates.date(value) is not None)
    formats.checks("year-month")(lambda value: not isinstance(value, str) or dates.month(value) is not None)
    library: Any = extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]
    errors = library(_unconditional(form.source), format_checker=formats).iter_errors(answers)
    return tuple(fault for error in errors for fault in _faults(error))


def _faults(error: Any) -> Iterator[Fault]:
    pointer = join(str(name) for name in error.absolute_path)
    if error.validator == "additionalProperties":
        yield from (
            Fault(f"{pointer}/{name}", "unknown")
            for name in error.instance
            if name not in error.schema["properties"]
        )
    else:
        yield Fault(pointer, CODES[error.validator])


def _unconditional(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema without `required`, if and then, at every level."""
    kept = {
        word: value
        for word, value in schema.items()
        if word not in ("required", "allOf", "if", "then", "else")
    }
    if "properties" in kept:
        kept["properties"] = {name: _unconditional(sub) for name, sub in kept["properties"].items()}
        kept.setdefault("additionalProperties", False)
    if isinstance(kept.get("items"), Mapping):
        kept["items"] = _unconditional(kept["items"])
    return kept
