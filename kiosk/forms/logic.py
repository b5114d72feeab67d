"""Conditions as logic: a rule of the UI schema and an `if` of the data schema, in one form to compare them.

A Clause is a set of atoms that must all hold. An atom is (pointer, schema as canonical JSON): there is an
answer and it meets the schema; ("or", clauses): one of them holds; or ("not", clause).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kiosk.forms.conditions import KEYWORDS
from kiosk.forms.guard import FormNotShowable, listed, names, only, table
from kiosk.forms.model import Condition
from kiosk.forms.patterns import is_pattern
from kiosk.forms.pointers import parts

Atom = tuple[str, Any]
Clause = frozenset[Atom]
ALWAYS: Clause = frozenset()

_COMMENTS = ("title", "$comment", "description")


def every(clauses: Iterable[Clause]) -> Clause:
    """All of them."""
    return frozenset(atom for clause in clauses for atom in clause)


def one_of(clauses: Iterable[Clause]) -> Clause:
    """At least one of them."""
    alternatives = frozenset(clauses)
    return next(iter(alternatives)) if len(alternatives) == 1 else frozenset({("or", alternatives)})


def none_of(clause: Clause) -> Clause:
    """Not all of it; twice is nothing."""
    if len(clause) == 1:
        ((word, inner),) = clause
        if word == "not":
            return frozenset(inner)
    return frozenset({("not", clause)})


def read(schema: Any, pointer: str, path: str) -> Clause:
    """What a condition schema on the value at `pointer` says.

    Raises FormNotShowable for words that conditions cannot have.
    """
    only(schema, (*KEYWORDS, *_COMMENTS), path)
    clauses = _each(schema, "allOf", pointer, path) if "allOf" in schema else []
    if "properties" in schema or "required" in schema:
        clauses.append(_of_object(schema, pointer, path))
    if "anyOf" in schema:
        clauses.append(one_of(_each(schema, "anyOf", pointer, path)))
    if "not" in schema:
        clauses.append(none_of(read(schema["not"], pointer, f"{path}/not")))
    rest = {word: value for word, value in schema.items() if word not in (*_COMMENTS, *_STRUCTURE)}
    if rest and not (rest == {"type": "object"} and clauses):
        clauses.append(frozenset({(pointer, _canonical(rest, path))}))
    elif not clauses:
        clauses.append(frozenset({(pointer, "{}")}))
    return every(clauses)


def _each(schema: Mapping[str, Any], word: str, pointer: str, path: str) -> list[Clause]:
    subs = listed(schema[word], f"{path}/{word}")
    if not subs:
        raise FormNotShowable(f"{path}/{word}", "condition")
    return [read(sub, pointer, f"{path}/{word}/{place}") for place, sub in enumerate(subs)]


_STRUCTURE = ("allOf", "anyOf", "not", "properties", "required")


def _of_object(schema: Mapping[str, Any], pointer: str, path: str) -> Clause:
    properties = table(schema.get("properties", {}), f"{path}/properties")
    required = names(schema.get("required", ()), f"{path}/required")
    for name in properties:
        if name not in required:
            raise FormNotShowable(f"{path}/properties/{name}", "if_without_required")
    return every(
        read(properties.get(name, {}), f"{pointer}/{name}", f"{path}/properties/{name}") for name in required
    )


def _canonical(schema: Mapping[str, Any], path: str) -> str:
    checked = dict(schema)
    if "pattern" in checked and not is_pattern(checked["pattern"]):
        raise FormNotShowable(f"{path}/pattern", "pattern")
    if "enum" in checked:
        if not listed(checked["enum"], f"{path}/enum"):
            raise FormNotShowable(f"{path}/enum", "condition")
        checked["enum"] = sorted(checked["enum"], key=lambda value: json.dumps(value, sort_keys=True))
        if len(checked["enum"]) == 1:
            checked["const"] = checked.pop("enum")[0]
    if "const" in checked or "enum" in checked:
        checked.pop("type", None)
    if "type" in checked and not isinstance(checked["type"], str):
        raise FormNotShowable(f"{path}/type", "condition")
    if "contains" in checked:
        flat = [word for word in KEYWORDS if word not in (*_STRUCTURE, "contains")]
        checked["contains"] = json.loads(
            _canonical(only(checked["contains"], flat, f"{path}/contains"), f"{path}/contains")
        )
    for word, kind in _ARGUMENTS.items():
        if word in checked and (not isinstance(checked[word], kind) or isinstance(checked[word], bool)):
            raise FormNotShowable(f"{path}/{word}", "condition")
    return json.dumps(checked, ensure_ascii=False, sort_keys=True)


_NUMBER = (int, float)
_ARGUMENTS: dict[str, type | tuple[type, ...]] = {
    "minimum": _NUMBER,
    "maximum": _NUMBER,
    "exclusiveMinimum": _NUMBER,
    "exclusiveMaximum": _NUMBER,
    "minLength": int,
    "maxLength": int,
    "minItems": int,
    "maxItems": int,
}


def pointers(clause: Clause) -> frozenset[str]:
    """Every pointer the clause speaks of."""
    found: set[str] = set()
    for word, inner in clause:
        match word:
            case "or":
                found |= {pointer for sub in inner for pointer in pointers(sub)}
            case "not":
                found |= pointers(inner)
            case pointer:
                found.add(pointer)
    return frozenset(found)


def conditions(clause: Clause, base: str) -> tuple[Condition, ...]:
    """The clause as the neutral model has it.

    base: "" or the item of the repeat (`/household/*`), for what concerns several answers.
    """
    return tuple(
        Condition(base, _schema(frozenset({atom}), base))
        if atom[0] in ("or", "not")
        else Condition(atom[0], json.loads(atom[1]))
        for atom in sorted(clause, key=repr)
    )


def _schema(clause: Clause, base: str) -> dict[str, Any]:
    return {"allOf": [_atom(word, inner, base) for word, inner in sorted(clause, key=repr)]}


def _atom(word: str, inner: Any, base: str) -> dict[str, Any]:
    match word:
        case "or":
            return {"anyOf": [_schema(sub, base) for sub in sorted(inner, key=repr)]}
        case "not":
            return {"not": _schema(inner, base)}
    schema: dict[str, Any] = json.loads(inner)
    for name in reversed(parts(word.removeprefix(base))):
        schema = {"type": "object", "required": [name], "properties": {name: schema}}
    return schema
