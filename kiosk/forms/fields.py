"""The data schema of a form, read property by property: which answers there are, and when each is wanted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kiosk.forms import guard, logic
from kiosk.forms.guard import FormNotShowable, only
from kiosk.forms.logic import ALWAYS, Clause
from kiosk.forms.pointers import join
from kiosk.value import dataclass

Schema = Mapping[str, Any]
Wanted = tuple[Clause, ...]
"""The clauses under each of which an answer is required; none: never required."""

_OBJECT = (
    "type",
    "properties",
    "required",
    "title",
    "description",
    "additionalProperties",
    "allOf",
    "if",
    "then",
    "else",
    "$comment",
)
_ROOT = ("$schema", "$id", "x-check")
LIST = ("type", "items", "minItems", "maxItems", "title", "description", "x-item", "x-say", "$comment")


@dataclass(frozen=True, slots=True)
class Field:
    """One property that is an answer (questions empty) or a list of alike objects."""

    pointer: str
    path: str
    schema: Schema
    wanted: Wanted
    section: str = ""
    questions: tuple["Field", ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether it is a list of objects."""
        return bool(self.questions)


def read(schema: Schema) -> tuple[Field, ...]:
    """All fields in the schema's order. Raises FormNotShowable."""
    only(schema, (*_OBJECT, *_ROOT), "data#")
    dialect = schema.get("$schema", _DIALECT)
    if not isinstance(dialect, str) or dialect.rstrip("#") != _DIALECT:
        raise FormNotShowable("data#/$schema", "other_schema_dialect")
    return tuple(
        _object(
            {name: value for name, value in schema.items() if name not in _ROOT}, "", "data#", (ALWAYS,), ""
        )
    )


_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _object(schema: Schema, pointer: str, path: str, wanted: Wanted, section: str) -> Iterator[Field]:
    only(schema, _OBJECT, path)
    if (
        schema.get("type") != "object"
        or not isinstance(schema.get("properties"), Mapping)
        or not schema["properties"]
    ):
        raise FormNotShowable(path, "not_an_object")
    if schema.get("additionalProperties", False) is not False:
        raise FormNotShowable(f"{path}/additionalProperties", "open_object")
    asked = _requirements(schema, pointer, path)
    for name in asked:
        if not _known(schema, name):
            raise FormNotShowable(f"{path}/required", "required_unknown")
    for name, sub in schema["properties"].items():
        here = f"{path}/properties/{name}"
        if not name.isidentifier():
            raise FormNotShowable(here, "property_name")
        inner = asked.get((name,), ())
        if inner and not wanted and pointer:
            raise FormNotShowable(f"{path}/required", "required_in_optional_object")
        clauses = tuple(outer | clause for outer in wanted for clause in inner)
        yield from _property(sub, f"{pointer}/{name}", here, clauses, section, asked, name)


def _property(
    sub: Any, pointer: str, path: str, wanted: Wanted, section: str, asked: "Requirements", name: str
) -> Iterator[Field]:
    if not isinstance(sub, Mapping):
        raise FormNotShowable(path, "not_an_object")
    if sub.get("type") == "object":
        deeper = {join(inner): clauses for inner, clauses in asked.items() if inner[:1] == (name,)}
        base = pointer.removesuffix(f"/{name}")
        for one in _object(sub, pointer, path, wanted, str(sub.get("title", section))):
            clauses = deeper.get(one.pointer.removeprefix(base), ())
            yield replace(
                one, wanted=one.wanted + tuple(outer | clause for outer in wanted for clause in clauses)
            )
    elif (
        sub.get("type") == "array"
        and isinstance(sub.get("items"), Mapping)
        and sub["items"].get("type") == "object"
    ):
        if "*" in pointer:
            raise FormNotShowable(path, "repeat_in_repeat")
        only(sub, LIST, path)
        questions = tuple(_object(sub["items"], f"{pointer}/*", f"{path}/items", (ALWAYS,), ""))
        yield Field(pointer, path, sub, wanted, section, questions)
    else:
        yield Field(pointer, path, sub, wanted, section)


Requirements = dict[tuple[str, ...], Wanted]


def _known(schema: Schema, names: tuple[str, ...]) -> bool:
    value: Any = schema
    for name in names:
        inner = value.get("properties") if isinstance(value, Mapping) else None
        value = inner.get(name) if isinstance(inner, Mapping) else None
    return value is not None


def _requirements(schema: Schema, pointer: str, path: str) -> Requirements:
    """Which properties are required, under which clauses: `required`, and `required` in then and else."""
    found: Requirements = {
        (name,): (ALWAYS,) for name in guard.names(schema.get("required", ()), f"{path}/required")
    }
    rules = [(schema, path)] if "if" in schema or "then" in schema or "else" in schema else []
    rules += [
        (rule, f"{path}/allOf/{place}")
        for place, rule in enumerate(guard.listed(schema.get("allOf", ()), f"{path}/allOf"))
    ]
    for rule, here in rules:
        if rule is not schema:
            only(rule, ("if", "then", "else", "$comment"), here)
        if "if" not in rule:
            raise FormNotShowable(here, "not_if_then")
        clause = logic.read(rule["if"], pointer, f"{here}/if")
        for word, under in (("then", clause), ("else", logic.none_of(clause))):
            for names in _wanted_by(rule.get(word, {}), f"{here}/{word}"):
                found[names] = (*found.get(names, ()), under)
    return found


def _wanted_by(schema: Any, path: str) -> Iterator[tuple[str, ...]]:
    only(schema, ("required", "properties", "allOf", "$comment"), path)
    for place, sub in enumerate(guard.listed(schema.get("allOf", ()), f"{path}/allOf")):
        yield from _wanted_by(sub, f"{path}/allOf/{place}")
    for name in guard.names(schema.get("required", ()), f"{path}/required"):
        yield (name,)
    for name, sub in guard.table(schema.get("properties", {}), f"{path}/properties").items():
        for names in _wanted_by(sub, f"{path}/properties/{name}"):
            yield (name, *names)
