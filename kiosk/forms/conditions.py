"""Whether a value meets the small part of JSON Schema that conditions may use.

Runs at every answer, so without the schema library.

A keyword that does not concern the value's type is met, as in JSON Schema; true is not 1.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.forms import patterns

Schema = Mapping[str, Any]


def same(left: Any, right: Any) -> bool:
    """Equality of JSON: true is not 1, whole lists and objects are compared."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    return bool(left == right)


def is_type(name: str, value: Any) -> bool:
    """Whether a value is of one JSON type."""
    match name:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "string":
            return isinstance(value, str)
        case "array":
            return isinstance(value, list | tuple)
        case "object":
            return isinstance(value, Mapping)
    return False


def _number(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda limit, value: not is_type("number", value) or test(value, limit)


def _text(test: Callable[[str, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda limit, value: not isinstance(value, str) or test(value, limit)


def _list(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda limit, value: not is_type("array", value) or test(value, limit)


def _properties(schemas: Mapping[str, Schema], value: Any) -> bool:
    return not isinstance(value, Mapping) or all(
        holds(schema, value[name]) for name, schema in schemas.items() if name in value
    )


KEYWORDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "const": lambda wanted, value: same(wanted, value),
    "enum": lambda wanted, value: any(same(one, value) for one in wanted),
    "type": lambda wanted, value: is_type(wanted, value),
    "not": lambda schema, value: not holds(schema, value),
    "allOf": lambda schemas, value: all(holds(schema, value) for schema in schemas),
    "anyOf": lambda schemas, value: any(holds(schema, value) for schema in schemas),
    "minimum": _number(lambda value, limit: bool(value >= limit)),
    "maximum": _number(lambda value, limit: bool(value <= limit)),
    "exclusiveMinimum": _number(lambda value, limit: bool(value > limit)),
    "exclusiveMaximum": _number(lambda value, limit: bool(value < limit)),
    "minLength": _text(lambda value, limit: len(value) >= limit),
    "maxLength": _text(lambda value, limit: len(value) <= limit),
    "pattern": _text(lambda value, pattern: patterns.matches(pattern, value)),
    "minItems": _list(lambda value, limit: len(value) >= limit),
    "maxItems": _list(lambda value, limit: len(value) <= limit),
    "contains": _list(lambda value, schema: any(holds(schema, item) for item in value)),
    "properties": _properties,
    "required": lambda names, value: not isinstance(value, Mapping) or all(name in value for name in names),
}


def holds(schema: Schema, value: Any) -> bool:
    """Whether the value meets the schema.

    Raises KeyError for a keyword that conditions cannot have (the importer refuses those).
    """
    return all(KEYWORDS[keyword](argument, value) for keyword, argument in schema.items())
