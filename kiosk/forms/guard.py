"""What a portal's document must be before anything looks into it: JSON, small, flat, self-contained."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

LARGEST_BYTES = 1_000_000
DEEPEST = 32
MOST_NODES = 50_000
"""After references are put in their places: a small document can unfold into a huge one."""


class FormNotShowable(Exception):
    """A form that cannot be shown as it was meant.

    path: where (`data#/properties/a/format`); reason: a stable code. Never an answer.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def _children(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list | tuple):
        yield from ((str(place), item) for place, item in enumerate(value))


def measured(document: Any, path: str) -> None:
    """Raises FormNotShowable unless the document is JSON of at most 1 MB and 32 levels."""
    waiting = [(document, path, 1)]
    nodes = 0
    while waiting:
        value, here, depth = waiting.pop()
        nodes += 1
        if depth > DEEPEST:
            raise FormNotShowable(here, "too_deep")
        if nodes > MOST_NODES:
            raise FormNotShowable(path, "too_large")
        if isinstance(value, Mapping) and not all(isinstance(name, str) for name in value):
            raise FormNotShowable(here, "not_json")
        if not isinstance(value, Mapping | list | tuple | str | int | float | bool | None):
            raise FormNotShowable(here, "not_json")
        waiting += [(child, f"{here}/{name}", depth + 1) for name, child in _children(value)]
    try:
        size = len(json.dumps(document, ensure_ascii=False, allow_nan=False).encode())
    except (ValueError, UnicodeEncodeError):
        raise FormNotShowable(path, "not_json") from None
    if size > LARGEST_BYTES:
        raise FormNotShowable(path, "too_large")


def resolved(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with every `$ref` replaced by what it names.

    Raises FormNotShowable: remote, unknown and recursive references.
    """
    own = {name: value for name, value in schema.items() if name != "$defs"}
    document = _References(schema).in_place(own, "data#", ())
    measured(document, "data#")
    return dict(document)


class _References:
    """Puts references in their places, and counts, since a small document can unfold into a huge one."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._nodes = 0

    def in_place(self, node: Any, path: str, under_way: tuple[str, ...]) -> Any:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise FormNotShowable(path, "too_large")
        if isinstance(node, list | tuple):
            return [self.in_place(item, f"{path}/{place}", under_way) for place, item in enumerate(node)]
        if not isinstance(node, Mapping):
            return node
        if "$ref" not in node:
            return {name: self.in_place(value, f"{path}/{name}", under_way) for name, value in node.items()}
        target = node["$ref"]
        if not isinstance(target, str) or not target.startswith("#/"):
            raise FormNotShowable(f"{path}/$ref", "remote_ref")
        if target in under_way:
            raise FormNotShowable(f"{path}/$ref", "recursive_ref")
        there = self.in_place(_named(self._root, target, f"{path}/$ref"), path, (*under_way, target))
        beside = {name: value for name, value in node.items() if name != "$ref"}
        return {**there, **self.in_place(beside, path, under_way)}


def _named(root: Mapping[str, Any], target: str, path: str) -> Mapping[str, Any]:
    value: Any = root
    for name in target[2:].split("/"):
        value = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping):
        raise FormNotShowable(path, "unknown_ref")
    return value


def only(node: Any, allowed: Collection[str], path: str) -> Mapping[str, Any]:
    """The node as an object that has no other words than these.

    Raises FormNotShowable at the first other one.
    """
    if not isinstance(node, Mapping):
        raise FormNotShowable(path, "not_an_object")
    for word in node:
        if word not in allowed:
            raise FormNotShowable(f"{path}/{word}", "unknown_keyword")
    return node


def table(node: Any, path: str) -> Mapping[str, Any]:
    """The node as an object of any names. Raises FormNotShowable."""
    if not isinstance(node, Mapping):
        raise FormNotShowable(path, "not_an_object")
    return node


def listed(node: Any, path: str) -> Sequence[Any]:
    """The node as a list. Raises FormNotShowable."""
    if not isinstance(node, list | tuple):
        raise FormNotShowable(path, "not_a_list")
    return node


def names(node: Any, path: str) -> Sequence[str]:
    """The node as a list of texts. Raises FormNotShowable."""
    if not all(isinstance(name, str) for name in listed(node, path)):
        raise FormNotShowable(path, "not_names")
    return list(node)
