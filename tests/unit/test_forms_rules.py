"""Which questions are asked, and what an answer changes."""

import subprocess
import sys
from typing import Any

import pytest

from kiosk.forms.importer import import_form
from kiosk.forms.pointers import MISSING, get
from kiosk.forms.rules import (
    check_all,
    check_answer,
    next_gap,
    prefill,
    progress,
    question_at,
    steps,
    visible,
    with_answer,
    without_hidden,
)
from kiosk.portal.people import Known
from tests.forms_data import TODAY, every_form, form_of, good_answers

FORM = every_form()
REPEAT = "/household"


def asked(answers: dict[str, Any]) -> list[str]:
    return [step.pointer for step in steps(FORM, answers)]


def test_the_good_answers_are_good() -> None:
    assert check_all(FORM, good_answers(), TODAY) == ()


def test_an_empty_form_asks_only_what_waits_for_nothing() -> None:
    assert asked({}) == [
        "/person/name",
        "/person/id_number",
        "/person/birth",
        "/person/card_until",
        "/person/phone",
        "/person/region",
        "/since",
        "/alone",
        "/services",
        "/story",
        "/household/0/name",
        "/household/0/age",
        "/household/0/works",
        "/household/0/signs",
        "/household/1",
        "/total",
        "/agree",
    ]


def test_a_question_comes_where_it_belongs_when_its_condition_is_met() -> None:
    before = asked({})
    after = asked(with_answer(FORM, {}, "/alone", False))
    place = before.index("/alone") + 1
    assert after == [*before[:place], "/carer/paid", *before[place:]]


def test_an_answer_that_hides_others_takes_theirs_away_and_nothing_else() -> None:
    answers = good_answers()
    changed = with_answer(FORM, answers, "/alone", True)
    expected = good_answers()
    expected["alone"] = True
    del expected["carer"]
    assert changed == expected
    assert answers == good_answers()


def test_what_depends_on_a_hidden_question_is_hidden_too() -> None:
    answers = good_answers()
    answers["alone"] = True
    assert not visible(FORM, answers, "/carer/wage")
    assert "carer" not in without_hidden(FORM, answers)


def test_any_of_two_conditions_shows_a_question() -> None:
    assert visible(FORM, {"services": ["meal"]}, "/card")
    assert visible(FORM, {"person": {"region": "000000"}}, "/card")
    assert not visible(FORM, {"services": ["bath"], "person": {"region": "999901"}}, "/card")


@pytest.mark.feature("F10")
def test_a_repeat_tells_which_item_of_how_many_and_asks_whether_there_are_more() -> None:
    inside = [step for step in steps(FORM, good_answers()) if step.repeat]
    assert {(step.index, step.count) for step in inside if step.kind == "question"} == {(0, 2), (1, 2)}
    assert all(step.repeat and step.repeat.item == "家人" for step in inside)
    assert [(step.pointer, step.index) for step in inside if step.kind == "more"] == [("/household/2", 2)]


def test_a_rule_inside_a_repeat_looks_at_its_own_item() -> None:
    assert "/household/0/income" in asked(good_answers())
    assert "/household/1/income" not in asked(good_answers())


def test_a_full_repeat_asks_for_no_more() -> None:
    answers = with_answer(FORM, good_answers(), "/household/2", {})
    assert len(answers["household"]) == 3
    assert "/household/2/name" in asked(answers)
    assert "/household/3" not in asked(answers)
    with pytest.raises(LookupError):
        with_answer(FORM, answers, "/household/3", {})


def test_an_item_is_taken_away_and_the_later_ones_move_up() -> None:
    changed = with_answer(FORM, good_answers(), "/household/0", None)
    assert changed["household"] == good_answers()["household"][1:]


def test_taking_an_answer_away_leaves_no_empty_object() -> None:
    answers = with_answer(FORM, {"person": {"name": "样本甲"}}, "/person/name", None)
    assert answers == {}


@pytest.mark.parametrize(
    "pointer", ["/nobody", "/carer/paid", "/household/0/income", "/household/7/name", ""]
)
def test_what_is_not_asked_cannot_be_answered(pointer: str) -> None:
    with pytest.raises(LookupError):
        with_answer(FORM, {}, pointer, "x")


def test_a_list_that_need_not_be_begins_with_the_question_whether_there_is_one() -> None:
    item = {"type": "object", "properties": {"b": {"type": "string", "title": "写什么？"}}}
    form = import_form(
        *form_of({"a": {"type": "array", "title": "车", "x-item": "车", "maxItems": 2, "items": item}})
    )
    assert [(step.pointer, step.kind) for step in steps(form, {})] == [("/a/0", "more")]
    answers = with_answer(form, {}, "/a/0", {})
    assert [(step.pointer, step.kind) for step in steps(form, answers)] == [
        ("/a/0/b", "question"),
        ("/a/1", "more"),
    ]
    assert with_answer(form, answers, "/a/0", None) == {}


def test_a_list_of_fixed_length_asks_for_all_and_no_more() -> None:
    item = {"type": "object", "required": ["b"], "properties": {"b": {"type": "string", "title": "写什么？"}}}
    schema = {"type": "array", "title": "车", "x-item": "车", "minItems": 2, "maxItems": 2, "items": item}
    form = import_form(*form_of({"a": schema}, required=["a"]))
    assert [step.pointer for step in steps(form, {})] == ["/a/0/b", "/a/1/b"]
    assert with_answer(form, {}, "/a/1/b", "x") == {"a": [{}, {"b": "x"}]}


def test_what_is_no_list_is_none_for_whoever_looks_at_a_repeat() -> None:
    item = {"type": "object", "required": ["b"], "properties": {"b": {"type": "string", "title": "写什么？"}}}
    schema = {"type": "array", "title": "车", "x-item": "车", "maxItems": 2, "items": item}
    data, ui = form_of({"a": schema, "c": {"type": "string", "title": "什么车？"}})
    ui["elements"][1]["rule"] = {
        "effect": "SHOW",
        "condition": {"scope": "#/properties/a", "schema": {"type": "array", "minItems": 1}},
    }
    form = import_form(data, ui)
    assert not visible(form, {}, "/c") and not visible(form, {"a": []}, "/c")
    assert visible(form, {"a": [{"b": "x"}]}, "/c")
    for nonsense in ("x", {"b": "x"}, 1, None, True):
        assert not visible(form, {"a": nonsense}, "/c"), nonsense


def test_the_next_gap_passes_over_what_was_passed() -> None:
    answers = good_answers()
    del answers["since"]
    step = next_gap(FORM, answers)
    assert step and step.pointer == "/since"
    step = next_gap(FORM, answers, {"/since"})
    assert step and step.pointer == "/story"
    step = next_gap(FORM, answers, {"/since", "/story"})
    assert step and (step.pointer, step.kind) == ("/household/2", "more")
    assert next_gap(FORM, answers, {"/since", "/story", "/household/2"}) is None


@pytest.mark.feature("F10")
def test_progress_counts_what_is_asked_now() -> None:
    assert progress(FORM, {}, "/person/name") == (1, 17)
    assert progress(FORM, {}, "/agree") == (17, 17)
    assert progress(FORM, {"alone": False}, "/agree") == (18, 18)
    assert progress(FORM, {}, REPEAT) == progress(FORM, {}, "/household/0/name")
    with pytest.raises(LookupError):
        progress(FORM, {}, "/carer/paid")


def test_a_question_is_found_at_its_pointer() -> None:
    question = question_at(FORM, "/household/1/income")
    assert question and question.pointer == "/household/*/income"
    assert question_at(FORM, REPEAT) is None
    assert question_at(FORM, "/nobody") is None


@pytest.mark.feature("F12")
def test_what_is_known_fills_in_the_form_with_its_source() -> None:
    known = [
        Known(semantic="person.name", value="样本甲", source="公安局"),
        Known(semantic="person.id_number", value="11010519491231002x", source="公安局"),
        Known(semantic="person.phone", value="138 0013 8000", source="社保局"),
        Known(semantic="person.hukou_region", value="000000", source="公安局"),
        Known(semantic="bank.card_no", value="6200000000000000018", source="社保卡"),
        Known(semantic="person.shoe_size", value=42, source="nobody"),
    ]
    answers, sources = prefill(FORM, known, TODAY)
    assert answers == {
        "person": {
            "name": "样本甲",
            "id_number": "11010519491231002X",
            "phone": "+8613800138000",
            "region": "000000",
        },
        "card": "6200000000000000018",
    }
    assert sources["/person/phone"] == "社保局"
    assert set(sources) == {"/person/name", "/person/id_number", "/person/phone", "/person/region", "/card"}


@pytest.mark.feature("F12")
def test_what_is_known_wrongly_is_asked() -> None:
    known = [
        Known(semantic="person.id_number", value="110105194912310021", source="公安局"),
        Known(semantic="person.birth", value="2030-01-01", source="公安局"),
        Known(semantic="person.hukou_region", value="123456", source="公安局"),
        Known(semantic="person.name", value=7, source="公安局"),
        Known(semantic="bank.card_no", value="6200000000000000018", source="社保卡"),
    ]
    assert prefill(FORM, known, TODAY) == ({}, {})


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/person/name", "甲", "too_short"),
        ("/person/name", "甲" * 51, "too_long"),
        ("/person/name", "样本1", "pattern"),
        ("/person/name", "   ", "required"),
        ("/person/name", 3, "type"),
        ("/person/name", None, "type"),
        ("/person/id_number", "11010519491231002x", "pattern"),
        ("/person/id_number", "110105491231002", "pattern"),
        ("/person/id_number", "110105194912310021", "id_checksum"),
        ("/person/birth", "1949-02-29", "not_a_date"),
        ("/person/birth", "19491231", "not_a_date"),
        ("/person/birth", "1949-12-30", "matches_id_birth"),
        ("/person/birth", "1876-11-21", "too_early"),
        ("/person/birth", "2026-11-23", "too_late"),
        ("/person/birth", "9999-12-31", "too_late"),
        ("/person/card_until", "2026-11-21", "too_early"),
        ("/person/phone", "13800138000", "phone"),
        ("/person/phone", "+8612345678901", "phone"),
        ("/person/region", "110000", "not_an_option"),
        ("/since", "2026-13", "not_a_date"),
        ("/since", "2026-12", "too_late"),
        ("/alone", 1, "type"),
        ("/alone", "true", "type"),
        ("/carer/wage", -1, "too_small"),
        ("/carer/wage", 10_000_001, "too_large"),
        ("/carer/wage", 12.5, "type"),
        ("/carer/wage", True, "type"),
        ("/services", [], "too_few"),
        ("/services", ["meal", "meal"], "duplicate"),
        ("/services", ["meal", "bath", "other"], "too_many"),
        ("/services", ["meal", "sing"], "not_an_option"),
        ("/services", "meal", "type"),
        ("/which", "买", "too_short"),
        ("/card", "6200 0000 0000 0000", "pattern"),
        ("/card", "620000000000000", "pattern"),
        ("/household/0/age", 131, "too_large"),
        ("/household/1/name", "样本甲", "different_from"),
        ("/household/1/income", 5, "hidden"),
        ("/total", 299_999, "sum_equals"),
        ("/agree", False, "not_an_option"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_place_by_client_and_portal(
    pointer: str, value: Any, code: str
) -> None:
    answers = good_answers()
    node: Any = answers
    *names, last = pointer.split("/")[1:]
    for name in names:
        node = node[int(name)] if isinstance(node, list) else node[name]
    node[last] = value
    own = check_answer(FORM, answers, pointer, TODAY)
    assert own and own.code == code
    assert (pointer, code) in {(fault.pointer, fault.code) for fault in check_all(FORM, answers, TODAY)}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"shoe": 42}, ("/shoe", "unknown")),
        ({"household": {}}, (REPEAT, "type")),
        ({"household": [3]}, ("/household/0", "type")),
        ({"household": []}, (REPEAT, "too_few")),
        ({"person": "甲"}, ("/person", "type")),
        (
            {"household": [{"name": "样本乙", "age": 5, "works": False, "signs": True}] * 4},
            (REPEAT, "too_many"),
        ),
        (
            {"household": [{"name": "样本乙", "age": 5, "works": False, "signs": False}]},
            (REPEAT, "each_signs"),
        ),
        (
            {"household": [{"name": "样本乙", "age": 5, "works": False, "signs": True}] * 2},
            (REPEAT, "unique_items"),
        ),
    ],
)
def test_what_is_wrong_with_the_shape_is_found(change: dict[str, Any], fault: tuple[str, str]) -> None:
    faults = check_all(FORM, {**good_answers(), **change}, TODAY)
    assert fault in {(found.pointer, found.code) for found in faults}


def test_faults_come_in_the_forms_order_one_a_place() -> None:
    places = [fault.pointer for fault in check_all(FORM, {}, TODAY)]
    assert places == [
        "/person/name",
        "/person/id_number",
        "/person/birth",
        "/person/card_until",
        "/person/region",
        "/alone",
        "/services",
        "/household",
        "/total",
        "/agree",
    ]


def test_a_fault_names_the_question_and_the_limit_but_never_the_answer() -> None:
    answers = good_answers()
    answers["carer"]["wage"] = 98_765_432
    (fault,) = check_all(FORM, answers, TODAY)
    facts = dict(fault.facts)
    assert (facts["title"], facts["limit"], facts["kind"]) == ("一个月给多少钱", "10000000", "money")
    assert "98765432" not in repr(fault)


def test_answers_are_never_changed_in_place() -> None:
    answers = good_answers()
    for step in steps(FORM, answers):
        with_answer(FORM, answers, step.pointer, None if step.kind == "question" else {})
        assert answers == good_answers()
    assert get(answers, "/nobody") is MISSING


def test_no_library_is_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, kiosk.forms.importer, kiosk.forms.rules, kiosk.forms.values, kiosk.forms.fault_words;"
        "sys.exit(not not {'jsonschema', 're2', 'phonenumbers', 'stdnum'} & sys.modules.keys())"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
