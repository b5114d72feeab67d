"""JSON pointers into answers.

Property names are identifiers, so no escapes are needed; an item of a repeat is a number, in the model `*`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final


class Missing:
    """The type of MISSING."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
"""No value there: unlike None, which JSON has as a value."""


def parts(pointer: str) -> tuple[str, ...]:
    """`/a/0/b` → ("a", "0", "b"); "" → ()."""
    return tuple(pointer.split("/")[1:])


def join(names: Iterable[str]) -> str:
    """The opposite of `parts`."""
    return "".join(f"/{name}" for name in names)


def general(pointer: str) -> str:
    """`/household/0/name` → `/household/*/name`."""
    return join("*" if name.isdigit() else name for name in parts(pointer))


def at(pointer: str, index: int) -> str:
    """`/household/*/name` at 2 → `/household/2/name`. A pointer without `*` is itself."""
    return pointer.replace("/*", f"/{index}")


def index_in(pointer: str) -> int:
    """The number of the item that a pointer goes through, or 0."""
    return next((int(name) for name in parts(pointer) if name.isdigit()), 0)


def get(answers: Any, pointer: str) -> Any:
    """The value at a pointer with numbers, or MISSING."""
    value = answers
    for name in parts(pointer):
        if isinstance(value, Mapping):
            value = value.get(name, MISSING)
        elif isinstance(value, Sequence) and not isinstance(value, str) and name.isdigit():
            value = value[int(name)] if int(name) < len(value) else MISSING
        else:
            return MISSING
        if value is MISSING:
            return MISSING
    return value


def put(answers: Mapping[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """A copy with the value there; MISSING removes it, and objects that became empty with it (never items).

    Items are appended at the end; an item further on raises LookupError.
    """
    changed = _put(answers, parts(pointer), value)
    return changed if isinstance(changed, dict) else {}


def _put(node: Any, names: tuple[str, ...], value: Any) -> Any:
    if not names:
        return value
    first, rest = names[0], names[1:]
    if first.isdigit():
        return _put_item(list(node) if isinstance(node, Sequence) else [], int(first), rest, value)
    copy = dict(node) if isinstance(node, Mapping) else {}
    child = _put(copy.get(first, MISSING), rest, value)
    if child is MISSING or (value is MISSING and child in ({}, [])):
        copy.pop(first, None)
    else:
        copy[first] = child
    return copy


def _put_item(items: list[Any], place: int, rest: tuple[str, ...], value: Any) -> list[Any]:
    if place > len(items):
        raise LookupError("no such item")
    child = _put(items[place] if place < len(items) else MISSING, rest, value)
    if place == len(items):
        return items if value is MISSING else [*items, child]
    if child is MISSING:
        return items[:place] + items[place + 1 :]
    return [*items[:place], child, *items[place + 1 :]]
