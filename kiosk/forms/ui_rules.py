"""The rules of a JSON Forms UI schema: when an element is shown.

DISABLE and HIDE mean the same here: what cannot be filled in is not asked.
"""

from collections.abc import Collection
from typing import Any

from kiosk.forms import logic
from kiosk.forms.guard import FormNotShowable, only
from kiosk.forms.logic import Clause


def scope(value: Any, base: str, path: str) -> str:
    """`#/properties/a/properties/b` → `/a/b`, under the base (an item of a repeat).

    Raises FormNotShowable.
    """
    if value == "#":
        return base
    names = value.split("/") if isinstance(value, str) else []
    if (
        len(names) < 3
        or len(names) % 2 == 0
        or names[0] != "#"
        or any(name != "properties" for name in names[1::2])
    ):
        raise FormNotShowable(path, "scope")
    return base + "".join(f"/{name}" for name in names[2::2])


def read(rule: Any, base: str, known: Collection[str], path: str) -> Clause:
    """The clause under which an element with this rule is shown.

    known: the pointers that may be spoken of. Raises FormNotShowable.
    """
    only(rule, ("effect", "condition"), path)
    clause = _condition(rule.get("condition"), base, f"{path}/condition")
    for pointer in logic.pointers(clause):
        if pointer not in known:
            raise FormNotShowable(f"{path}/condition", "unknown_scope")
    match rule.get("effect"):
        case "SHOW" | "ENABLE":
            return clause
        case "HIDE" | "DISABLE":
            return logic.none_of(clause)
    raise FormNotShowable(f"{path}/effect", "effect")


def _condition(condition: Any, base: str, path: str) -> Clause:
    if isinstance(condition, list | tuple):
        return logic.every(_condition(one, base, f"{path}/{place}") for place, one in enumerate(condition))
    only(condition, ("type", "scope", "schema", "expectedValue", "conditions"), path)
    match condition.get("type"):
        case "AND" | "OR" as word:
            parts = condition.get("conditions")
            if not isinstance(parts, list | tuple) or not parts:
                raise FormNotShowable(path, "condition")
            clauses = [_condition(one, base, f"{path}/conditions/{place}") for place, one in enumerate(parts)]
            return logic.every(clauses) if word == "AND" else logic.one_of(clauses)
        case None | "LEAF" | "SCHEMA":
            pointer = scope(condition.get("scope"), base, f"{path}/scope")
            if ("schema" in condition) == ("expectedValue" in condition):
                raise FormNotShowable(path, "condition")
            schema = condition.get("schema", {"const": condition.get("expectedValue")})
            return logic.read(schema, pointer, f"{path}/schema")
    raise FormNotShowable(f"{path}/type", "condition")
