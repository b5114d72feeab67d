"""Judging a condition on answers, as service files write it: {"scope" or "pointer", "schema"}."""

from collections.abc import Mapping
from typing import Any

from kiosk.forms import conditions

ABSENT = object()


def at(answers: Any, pointer: str) -> Any:
    """The value at a JSON pointer, ABSENT when there is none."""
    value = answers
    for part in pointer.strip("/").split("/") if pointer.strip("/") else ():
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return ABSENT
    return value


def holds(
    condition: Mapping[str, Any] | None,
    answers: Mapping[str, Any],
    materials: Mapping[str, str] | None = None,
) -> bool:
    """Whether a condition holds; none always does. What is absent meets no schema.

    Forms: {"pointer" or "scope", "schema"}, {"any": [...]}, {"all": [...]}, {"material": slot, "modes": [...]} (how the slot was
    given; `materials` has the mode by slot), and a JSON Forms rule with its `condition` inside.
    """
    if not condition:
        return True
    if "condition" in condition:
        return holds(condition["condition"], answers, materials)
    if "any" in condition:
        return any(holds(part, answers, materials) for part in condition["any"])
    if "all" in condition:
        return all(holds(part, answers, materials) for part in condition["all"])
    if "conditions" in condition:
        found = [holds(part, answers, materials) for part in condition["conditions"]]
        return any(found) if condition.get("type") == "OR" else all(found)
    if "material" in condition:
        return (materials or {}).get(condition["material"]) in condition.get("modes", ("upload",))
    pointer = condition.get("pointer", condition.get("scope", "")).replace("#", "").replace("/properties/", "/")
    value = at(answers, pointer)
    if value is ABSENT:
        return False
    return conditions.holds(condition.get("schema", {}), value)
