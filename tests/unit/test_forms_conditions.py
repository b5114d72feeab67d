"""The small evaluator of conditions says what the schema library says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kiosk.forms.conditions import holds, same

SCALARS = st.one_of(st.booleans(), st.integers(-3, 3), st.sampled_from(["", "a", "ab", "甲"]), st.none())
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.dictionaries(st.sampled_from("ab"), SCALARS, max_size=2),
)
LEAVES = st.fixed_dictionaries(
    {},
    optional={
        "const": SCALARS,
        "enum": st.lists(SCALARS, min_size=1, max_size=3),
        "type": st.sampled_from(["string", "integer", "number", "boolean", "array", "object"]),
        "minimum": st.integers(-3, 3),
        "maximum": st.integers(-3, 3),
        "exclusiveMinimum": st.integers(-3, 3),
        "exclusiveMaximum": st.integers(-3, 3),
        "minLength": st.integers(0, 2),
        "maxLength": st.integers(0, 2),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "pattern": st.sampled_from(["a", "^a$", "b+", "^[甲乙]$"]),
        "required": st.lists(st.sampled_from("ab"), unique=True, max_size=2),
    },
)
SCHEMAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"allOf": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"contains": inner}),
        st.fixed_dictionaries({"properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2)}),
    ),
    max_leaves=4,
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(SCHEMAS, VALUES)
def test_a_condition_holds_as_the_schema_library_says(schema: dict[str, Any], value: Any) -> None:
    assert holds(schema, value) is Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("left", "right"), [(True, 1), (0, False), ("1", 1), ([1], [True]), ({"a": 1}, {"a": 1, "b": 1})]
)
def test_different_values_are_not_the_same(left: Any, right: Any) -> None:
    assert not same(left, right)


def test_equal_lists_and_objects_are_the_same() -> None:
    assert same({"a": [1, {"b": True}]}, {"a": (1, {"b": True})})
