"""Random answers over random forms: nothing changes silently, hidden ones are empty, both sides agree."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kiosk.forms import json_schema
from kiosk.forms.importer import FormNotShowable, import_form
from kiosk.forms.model import Form, Step
from kiosk.forms.pointers import MISSING, get
from kiosk.forms.rules import (
    check_all,
    check_answer,
    next_gap,
    progress,
    steps,
    visible,
    with_answer,
    without_hidden,
)
from tests.forms_data import TODAY, every_form, everything, good_answers, service_form, service_names

CHOICE = [{"const": word, "title": word.upper()} for word in "abc"]
KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "title": "t", "minLength": 1, "maxLength": 4, "pattern": "^[a-z]*$"},
    "flag": {"type": "boolean", "title": "t"},
    "choice": {"type": "string", "title": "t", "oneOf": CHOICE},
    "several": {
        "type": "array",
        "title": "t",
        "uniqueItems": True,
        "maxItems": 2,
        "items": {"type": "string", "oneOf": CHOICE},
    },
    "number": {"type": "integer", "title": "t", "minimum": 0, "maximum": 3},
    "money": {"type": "integer", "x-kind": "money", "title": "t", "maximum": 300},
    "date": {"type": "string", "format": "date", "title": "t", "x-limits": {"formatMaximum": "today"}},
    "month": {"type": "string", "format": "year-month", "title": "t"},
    "id": {"type": "string", "x-kind": "id_number", "title": "t"},
    "agree": {"type": "boolean", "const": True, "title": "t"},
}
MEETS: dict[str, list[dict[str, Any]]] = {
    "flag": [{"const": True}, {"const": False}, {"not": {"const": True}}],
    "choice": [{"const": "a"}, {"enum": ["a", "b"]}, {"not": {"enum": ["a"]}}],
    "several": [{"contains": {"const": "a"}}, {"minItems": 2}],
    "number": [{"minimum": 2}, {"maximum": 1}],
}
VALUES = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "",
        "abcde",
        "A1",
        True,
        False,
        0,
        1,
        2,
        3,
        300,
        -1,
        301,
        ["a"],
        ["a", "b"],
        ["a", "a"],
        [],
        "2026-11-22",
        "2026-11-23",
        "2026-02-31",
        "2026-11",
        "11010519491231002X",
        "110105194912310021",
        "1949-12-31",
    ]
)


@st.composite
def forms(draw: st.DrawFn, *, inside: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    """A form's documents: fields of every kind, rules on earlier or later fields, objects, and one repeat."""
    names = [f"q{number}" for number in range(draw(st.integers(1, 4 if inside else 8)))]
    kinds = {name: draw(st.sampled_from(sorted(KINDS))) for name in names}
    properties: dict[str, Any] = {name: dict(KINDS[kind]) for name, kind in kinds.items()}
    controls: list[dict[str, Any]] = [{"type": "Control", "scope": f"#/properties/{name}"} for name in names]
    rules: list[dict[str, Any]] = []
    required: list[str] = []
    for place, name in enumerate(names):
        others = [other for other in names[:place] if kinds[other] in MEETS]
        needed = (inside and place == 0) or draw(st.booleans())
        if not others or not draw(st.booleans()):
            required.extend([name] * needed)
            continue
        other = draw(st.sampled_from(others))
        schema = draw(st.sampled_from(MEETS[kinds[other]]))
        hide = draw(st.booleans())
        controls[place]["rule"] = {
            "effect": "HIDE" if hide else "SHOW",
            "condition": {"scope": f"#/properties/{other}", "schema": schema},
        }
        if needed and draw(st.booleans()):
            required.append(name)
        elif needed:
            condition = {"properties": {other: schema}, "required": [other]}
            rules.append({"if": condition, ("else" if hide else "then"): {"required": [name]}})
    if not inside and draw(st.booleans()):
        item, detail = draw(forms(inside=True))
        least = draw(st.integers(0, 1))
        properties["list"] = {
            "type": "array",
            "title": "t",
            "x-item": "i",
            "minItems": least,
            "maxItems": draw(st.integers(max(least, 1), 3)),
            "items": item,
        }
        required += ["list"] if least else []
        controls.insert(
            draw(st.integers(0, len(controls))),
            {"type": "Control", "scope": "#/properties/list", "options": {"detail": detail}},
        )
    data: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    if rules:
        data["allOf"] = rules
    if draw(st.booleans()):
        controls.reverse()
    return data, {"type": "VerticalLayout", "elements": controls}


def answer(
    form: Form, answers: dict[str, Any], step: Step, data: st.DataObject
) -> tuple[dict[str, Any], Any]:
    value: Any = {} if step.kind == "more" else data.draw(st.one_of(st.none(), VALUES), label=step.pointer)
    return with_answer(form, answers, step.pointer, value), value


def places(form: Form, answers: dict[str, Any]) -> list[str]:
    return [step.pointer for step in steps(form, answers) if step.kind == "question"]


def filled(form: Form, data: st.DataObject) -> dict[str, Any]:
    """Random answers, given one after the other to whatever is asked."""
    answers: dict[str, Any] = {}
    for _ in range(data.draw(st.integers(0, 12))):
        answers, _ = answer(form, answers, data.draw(st.sampled_from(steps(form, answers))), data)
    return answers


@pytest.mark.feature("F13")
@settings(max_examples=60, derandomize=True, deadline=None)
@given(forms(), st.data())
def test_an_answer_changes_itself_and_what_it_hides_and_nothing_else(
    documents: tuple[dict[str, Any], dict[str, Any]], data: st.DataObject
) -> None:
    form = import_form(*documents)
    answers: dict[str, Any] = {}
    for _ in range(12):
        asked = steps(form, answers)
        if not asked:
            return
        step = data.draw(st.sampled_from(asked))
        before = copy.deepcopy(answers)
        after, value = answer(form, answers, step, data)
        assert answers == before
        assert get(after, step.pointer) == (MISSING if value is None else value)
        for pointer in {*places(form, before), *places(form, after)} - {step.pointer}:
            if visible(form, after, pointer):
                assert get(after, pointer) == get(before, pointer)
            else:
                assert get(after, pointer) is MISSING
        assert without_hidden(form, after) == after
        answers = after


@pytest.mark.feature("F13")
@settings(max_examples=60, derandomize=True, deadline=None)
@given(forms(), st.data())
def test_the_steps_are_consistent(
    documents: tuple[dict[str, Any], dict[str, Any]], data: st.DataObject
) -> None:
    form = import_form(*documents)
    answers = filled(form, data) if steps(form, {}) else {}
    asked = steps(form, answers)
    assert len({step.pointer for step in asked}) == len(asked)
    for place, step in enumerate(asked, start=1):
        assert visible(form, answers, step.pointer)
        assert progress(form, answers, step.pointer) == (place, len(asked))
        assert (
            step.repeat is None
            or (step.kind == "more" and step.index == step.count)
            or step.index < step.count
        )
    skipped: set[str] = set()
    for _ in asked:
        gap = next_gap(form, answers, skipped)
        if gap is None:
            break
        assert gap.kind == "more" or get(answers, gap.pointer) is MISSING
        skipped.add(gap.pointer)
    assert next_gap(form, answers, skipped) is None


def agree(form: Form, answers: dict[str, Any]) -> None:
    """The client, asked of each answer, and the portal, asked of all, agree; the library adds nothing."""
    faults = check_all(form, answers, TODAY)
    by_place = {fault.pointer: fault for fault in faults}
    lists = {item.pointer for item in form.items}
    for pointer in {*places(form, answers), *lists}:
        missing_list = "/0/" in pointer and get(answers, pointer.split("/0/")[0]) is MISSING
        if not missing_list:
            assert by_place.get(pointer) == check_answer(form, answers, pointer, TODAY)
    assert not {fault.code for fault in faults} & {"hidden", "unknown"}
    for fault in json_schema.faults(form, answers):
        assert any(fault.pointer.startswith(place) for place in by_place), fault


@settings(max_examples=60, derandomize=True, deadline=None)
@given(forms(), st.data())
def test_client_and_portal_agree(
    documents: tuple[dict[str, Any], dict[str, Any]], data: st.DataObject
) -> None:
    form = import_form(*documents)
    agree(form, filled(form, data) if steps(form, {}) else {})


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.sampled_from([None, *service_names()]), st.data())
def test_client_and_portal_agree_on_the_forms_that_are_shipped(name: str | None, data: st.DataObject) -> None:
    form = service_form(name) if name else every_form()
    assert form is not None
    agree(form, filled(form, data))


def leaves(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path] * bool(path) + [leaf for key, child in pairs for leaf in leaves(child, (*path, key))]


JUNK = st.one_of(
    VALUES, st.sampled_from([None, {}, [{}], {"x": 1}, 1.5, "甲", 10**20, [None], {"name": "样本乙"}])
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.data())
def test_any_answers_are_judged_and_what_is_accepted_meets_the_published_schema(data: st.DataObject) -> None:
    """The published schema, with its own required and if-then, is a measure without our rules in it."""
    answers: Any = good_answers()
    for _ in range(data.draw(st.integers(0, 2))):
        *path, last = data.draw(st.sampled_from(leaves(answers)))
        node = answers
        for key in path:
            node = node[key]
        if data.draw(st.booleans()) and isinstance(node, dict):
            del node[last]
        else:
            node[last] = data.draw(JUNK)
    accepted = not check_all(every_form(), answers, TODAY)
    published = Draft202012Validator(every_form().source).is_valid(answers)
    assert published or not accepted
    if accepted:
        assert without_hidden(every_form(), answers) == answers


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.data())
def test_a_broken_document_is_refused_and_never_falls_over(data: st.DataObject) -> None:
    documents = everything()
    for _ in range(data.draw(st.integers(1, 2))):
        *path, last = data.draw(st.sampled_from([leaf for leaf in leaves(documents) if len(leaf) > 1]))
        node: Any = documents
        for key in path:
            node = node[key]
        if data.draw(st.booleans()):
            node[last] = data.draw(JUNK)
        else:
            del node[last]
    try:
        form = import_form(documents["data"], documents["ui"])
    except FormNotShowable as refusal:
        assert refusal.path and refusal.reason
    else:
        check_all(form, good_answers(), TODAY)
