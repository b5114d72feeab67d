"""Each check of the closed list: what it takes, and what it refuses."""

import datetime
from typing import Any

import pytest

from kiosk.forms import checks
from kiosk.forms.check_list import SHAPES
from kiosk.forms.importer import import_form
from kiosk.forms.rules import check_answer, check_warning
from tests.forms_data import TODAY, form_of

DATE = {"type": "string", "format": "date", "title": "哪一天？"}
MONTH = {"type": "string", "format": "year-month", "title": "哪个月？"}
NUMBER = {"type": "integer", "title": "几个？"}
TEXT = {"type": "string", "title": "写什么？"}
ID = {"type": "string", "x-kind": "id_number", "title": "身份证号码"}
PERSON = {
    "type": "object",
    "properties": {
        "id": ID,
        "birth": DATE,
        "n": NUMBER,
        "m": NUMBER,
        "signs": {"type": "boolean", "title": "同意吗？"},
    },
}
PEOPLE = {"type": "array", "title": "家里人", "x-item": "家人", "maxItems": 5, "items": PERSON}
FIELDS = {
    "day": DATE,
    "other": DATE,
    "month": MONTH,
    "n": NUMBER,
    "m": NUMBER,
    "text": TEXT,
    "text2": TEXT,
    "id": ID,
    "phone": {"type": "string", "x-kind": "phone", "title": "电话"},
    "card": {"type": "string", "x-kind": "card", "title": "卡号"},
    "people": PEOPLE,
}
X = "11010519491231002X"

CASES: list[tuple[str, str, dict[str, Any], dict[str, Any], bool]] = [
    ("id_checksum", "/text", {}, {"text": X}, True),
    ("id_checksum", "/text", {}, {"text": "110105194912310021"}, False),
    ("id_checksum", "/text", {}, {"text": X.lower()}, False),
    ("phone", "/text", {}, {"text": "13800138000"}, True),
    ("phone", "/text", {}, {"text": "021-62581234"}, True),
    ("phone", "/text", {}, {"text": "1380013800"}, False),
    ("phone", "/phone", {"mobile": True}, {"phone": "+8613800138000"}, True),
    ("phone", "/phone", {"mobile": True}, {"phone": "+862162581234"}, False),
    ("region_known", "/text", {}, {"text": X}, True),
    ("region_known", "/text", {}, {"text": "99" + X[2:]}, False),
    ("luhn_warn", "/text", {}, {"text": "4111111111111111"}, True),
    ("luhn_warn", "/text", {}, {"text": "4111111111111112"}, False),
    ("before", "/day", {"other": "/other"}, {"day": "2026-01-01", "other": "2026-01-02"}, True),
    ("before", "/day", {"other": "/other"}, {"day": "2026-01-02", "other": "2026-01-02"}, False),
    (
        "before",
        "/day",
        {"other": "/other", "or_equal": True},
        {"day": "2026-01-02", "other": "2026-01-02"},
        True,
    ),
    ("before", "/day", {"other": "/other"}, {"day": "2026-01-02"}, True),
    ("before", "/day", {"date": "today-1m"}, {"day": "2026-10-21"}, True),
    ("before", "/day", {"date": "today-1m"}, {"day": "2026-10-22"}, False),
    ("before", "/month", {"other": "/day"}, {"month": "2026-01", "day": "2026-01-31"}, False),
    ("before", "/month", {"other": "/day"}, {"month": "2026-01", "day": "2026-02-01"}, True),
    ("after", "/day", {"other": "/other"}, {"day": "2026-01-03", "other": "2026-01-02"}, True),
    ("after", "/day", {"other": "/other"}, {"day": "2026-01-01", "other": "2026-01-02"}, False),
    ("after", "/day", {"date": "2026-01-01"}, {"day": "2026-01-01"}, False),
    ("age_at_least", "/day", {"years": 80}, {"day": "1946-11-22"}, True),
    ("age_at_least", "/day", {"years": 80}, {"day": "1946-11-23"}, False),
    ("age_at_least", "/id", {"years": 76}, {"id": X}, True),
    ("age_at_least", "/id", {"years": 77}, {"id": X}, False),
    (
        "age_at_least",
        "/month",
        {"years": 80, "of": "/day", "on": "/month"},
        {"day": "1946-11-30", "month": "2026-11"},
        True,
    ),
    (
        "age_at_least",
        "/month",
        {"years": 80, "of": "/day", "on": "/month"},
        {"day": "1946-12-01", "month": "2026-11"},
        False,
    ),
    ("age_at_least", "/n", {"years": 80, "of": "/id", "on": "today+4y"}, {"n": 1, "id": X}, True),
    ("age_at_least", "/n", {"years": 80, "of": "/id"}, {"n": 1}, True),
    ("age_at_most", "/day", {"years": 80}, {"day": "1945-11-23"}, True),
    ("age_at_most", "/day", {"years": 80}, {"day": "1945-11-22"}, False),
    ("days_ago_at_least", "/day", {"days": 183}, {"day": "2026-05-23"}, True),
    ("days_ago_at_least", "/day", {"days": 183}, {"day": "2026-05-24"}, False),
    ("days_ago_at_most", "/day", {"days": 30}, {"day": "2026-10-23"}, True),
    ("days_ago_at_most", "/day", {"days": 30}, {"day": "2026-10-22"}, False),
    ("sum_equals", "/n", {"of": "/people/*/n"}, {"n": 3, "people": [{"n": 1}, {"n": 2}, {}]}, True),
    ("sum_equals", "/n", {"of": "/people/*/n"}, {"n": 4, "people": [{"n": 1}, {"n": 2}]}, False),
    ("sum_equals", "/n", {"of": ["/m"]}, {"n": 4}, True),
    ("sum_between", "/n", {"of": ["/n", "/m"], "minimum": 2, "maximum": 4}, {"n": 2, "m": 2}, True),
    ("sum_between", "/n", {"of": ["/n", "/m"], "minimum": 2, "maximum": 4}, {"n": 3, "m": 2}, False),
    ("sum_between", "/n", {"of": ["/n", "/m"], "minimum": 2}, {"n": 1}, False),
    ("sum_equals", "/people/*/n", {"of": "/people/*/m"}, {"people": [{"n": 1, "m": 1}, {"m": 5}]}, True),
    ("sum_equals", "/people/*/n", {"of": "/people/*/m"}, {"people": [{"n": 6, "m": 1}, {"m": 5}]}, False),
    ("unique_items", "/people", {"by": "id"}, {"people": [{"id": X}, {}, {}]}, True),
    ("unique_items", "/people", {"by": "id"}, {"people": [{"id": X}, {"id": X}]}, False),
    ("each_signs", "/people", {"field": "signs"}, {"people": [{"signs": True}, {"signs": True}]}, True),
    ("each_signs", "/people", {"field": "signs"}, {"people": [{"signs": True}, {}]}, False),
    (
        "each_signs",
        "/people",
        {"field": "signs", "adults_by": "birth"},
        {"people": [{"birth": "2008-11-23"}]},
        True,
    ),
    (
        "each_signs",
        "/people",
        {"field": "signs", "adults_by": "birth"},
        {"people": [{"birth": "2008-11-22"}]},
        False,
    ),
    ("each_signs", "/people", {"field": "signs", "adults_by": "id"}, {"people": [{}]}, False),
    ("same_as", "/text", {"other": "/text2"}, {"text": "a", "text2": "a"}, True),
    ("same_as", "/text", {"other": "/text2"}, {"text": "a", "text2": "b"}, False),
    ("same_as", "/text", {"other": "/text2"}, {"text": "a"}, True),
    ("different_from", "/text", {"other": "/text2"}, {"text": "a", "text2": "b"}, True),
    ("different_from", "/text", {"other": "/text2"}, {"text": "a", "text2": "a"}, False),
    ("matches_id_birth", "/day", {"id": "/id"}, {"day": "1949-12-31", "id": X}, True),
    ("matches_id_birth", "/day", {"id": "/id"}, {"day": "1949-12-30", "id": X}, False),
    ("matches_id_birth", "/day", {"id": "/id"}, {"day": "1949-12-30"}, True),
]


@pytest.mark.parametrize(("name", "pointer", "args", "answers", "holds"), CASES)
def test_a_check_holds_or_not(
    name: str, pointer: str, args: dict[str, Any], answers: dict[str, Any], holds: bool
) -> None:
    check = {"name": name, "pointer": pointer, "args": args, "message": "请再看一看。"}
    form = import_form(*form_of(FIELDS, **{"x-check": [check]}))
    judged = check_warning if name in checks.WARNINGS else check_answer
    fault = judged(form, answers, pointer.replace("*", "0"), TODAY)
    assert (fault is None) is holds
    if fault:
        assert fault.code == name
        assert dict(fault.facts)["message"] == "请再看一看。"


def test_every_check_is_tried_both_ways() -> None:
    assert {(name, holds) for name, _, _, _, holds in CASES} == {
        (name, holds) for name in SHAPES for holds in (True, False)
    }


@pytest.mark.parametrize(
    ("name", "pointer", "args"), [(name, pointer, args) for name, pointer, args, _, _ in CASES]
)
def test_no_check_speaks_of_what_is_not_answered(name: str, pointer: str, args: dict[str, Any]) -> None:
    form = import_form(*form_of(FIELDS, **{"x-check": [{"name": name, "pointer": pointer, "args": args}]}))
    assert check_answer(form, {}, pointer.replace("*", "0"), TODAY) is None


def test_a_check_does_not_see_what_is_hidden() -> None:
    check = {"name": "same_as", "pointer": "/text", "args": {"other": "/text2"}}
    data, ui = form_of(FIELDS, **{"x-check": [check]})
    place = list(FIELDS).index("text2")
    ui["elements"][place]["rule"] = {
        "effect": "SHOW",
        "condition": {"scope": "#/properties/n", "schema": {"const": 1}},
    }
    form = import_form(data, ui)
    assert check_answer(form, {"text": "a", "text2": "b", "n": 2}, "/text", TODAY) is None
    fault = check_answer(form, {"text": "a", "text2": "b", "n": 1}, "/text", TODAY)
    assert fault and fault.code == "same_as"


def test_today_is_the_day_that_is_given() -> None:
    check = {"name": "age_at_least", "pointer": "/day", "args": {"years": 80}}
    form = import_form(*form_of(FIELDS, **{"x-check": [check]}))
    answers = {"day": "1946-11-23"}
    assert check_answer(form, answers, "/day", datetime.date(2026, 11, 22)) is not None
    assert check_answer(form, answers, "/day", datetime.date(2026, 11, 23)) is None
