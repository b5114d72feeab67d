"""The forms that the sandbox ships: questions with help, apart from each other, touched by the verdicts."""

import itertools
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from kiosk.forms.check_list import SHAPES
from kiosk.forms.rules import prefill, steps
from tests.catalogue_data import FORMS, PEOPLE, RAW, TODAY, accepted, form_of, questions_of, verdicts_of


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F11")
def test_every_form_can_be_shown_and_each_question_is_a_question_with_help_and_a_label(name: str) -> None:
    for question in questions_of(form_of(name)):
        assert question.title.endswith("？"), question.pointer
        assert question.help and question.label, question.pointer
        assert len(question.label) <= 10, question.pointer


@pytest.mark.parametrize("name", FORMS)
def test_every_typed_answer_has_an_example_that_the_form_would_take(name: str) -> None:
    for question in questions_of(form_of(name)):
        if question.kind.value not in ("yes_no", "agree", "choice", "choices"):
            assert question.example, question.pointer


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(FORMS, 2)))
def test_two_services_share_at_most_half_of_their_questions(one: str, other: str) -> None:
    first, second = ({question.pointer for question in questions_of(form_of(name))} for name in (one, other))
    assert len(first & second) * 2 <= min(len(first), len(second)), sorted(first & second)


@pytest.mark.parametrize("name", FORMS)
def test_every_check_is_of_the_closed_list_and_says_what_to_do(name: str) -> None:
    for check in form_of(name).checks:
        assert check.name in SHAPES and check.message.endswith("。")


@pytest.mark.parametrize("name", FORMS)
def test_what_entitles_is_judged_by_the_closed_list_or_by_a_schema_on_known_data(name: str) -> None:
    known = {datum.semantic for citizen in PEOPLE.citizens.values() for datum in citizen.known}
    for condition in RAW[name]["conditions"]:
        assert condition["text"] and condition.get("why_not")
        check = condition.get("check")
        if check:
            assert check["semantic"] in known
            assert ("name" in check) != ("schema" in check)
            assert check.get("name", "age_at_least") in SHAPES


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F05")
def test_health_and_money_are_consented_to_apart_and_refusing_shows_another_way(name: str) -> None:
    asked = {question.private.value for question in questions_of(form_of(name)) if question.private}
    consents = {consent["code"]: consent for consent in RAW[name].get("consents", [])}
    if "health" in asked:
        assert consents["health"]["sensitive"]
    if "/payee/card_no" in {question.pointer for question in questions_of(form_of(name))}:
        assert consents["finance"]["sensitive"]
    assert all(
        "窗口" in consent["refusal"] and consent["purpose"] and consent["data"]
        for consent in consents.values()
    )


def test_the_ten_items_of_the_self_test_have_scored_options_that_end_at_nothing() -> None:
    items = [
        question
        for question in questions_of(form_of("care_assessment"))
        if question.pointer.startswith("/self_test/")
    ]
    scores = [[int(option.value) for option in item.options] for item in items]
    assert len(items) == 10 and all(
        listed == sorted(listed, reverse=True) and listed[-1] == 0 for listed in scores
    )
    assert sum(max(listed) for listed in scores) == 100


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F46")
def test_no_service_needs_a_telephone(name: str) -> None:
    optional = {
        question.pointer
        for question in questions_of(form_of(name))
        if question.kind.value == "phone" and not question.required
    }
    phones = {
        question.pointer for question in questions_of(form_of(name)) if question.kind.value == "phone"
    } - optional
    assert any(not any(_has(answers, pointer) for pointer in phones) for answers in accepted(name))


def _has(answers: Any, pointer: str) -> bool:
    for part in pointer.strip("/").split("/"):
        if not isinstance(answers, Mapping) or part not in answers:
            return False
        answers = answers[part]
    return True


@pytest.mark.parametrize("name", FORMS)
def test_the_verdicts_touch_every_question_and_every_check_of_the_form(name: str) -> None:
    form, rows = form_of(name), verdicts_of(name)
    assert len(rows) >= 30 and len(
        {json.dumps(row["answers"], sort_keys=True) + row["today"] for row in rows}
    ) == len(rows)
    refused = {re.sub(r"/\d+(?=/|$)", "/*", row["pointer"]) for row in rows if row["verdict"] == "refused"}
    shown = list(accepted(name))
    for question in questions_of(form):
        answered = any(
            question.pointer in {re.sub(r"/\d+(?=/|$)", "/*", step.pointer) for step in steps(form, answers)}
            for answers in shown
        )
        assert question.pointer in refused or answered, question.pointer
    codes = {row["code"] for row in rows if row["verdict"] == "refused"}
    assert {check.name for check in form.checks} - {"luhn_warn"} <= codes
    assert {"required", "hidden"} <= codes


def gaps(name: str, person: str) -> list[str]:
    form = form_of(name)
    answers, sources = prefill(form, PEOPLE.citizens[person].known, TODAY)
    return [
        step.pointer
        for step in steps(form, answers)
        if step.kind == "question" and step.pointer not in sources
    ]


@pytest.mark.feature("F12")
def test_the_allowance_asks_one_thing_of_who_has_a_card_and_wants_no_paper() -> None:
    assert gaps("elder_allowance", "P001") == ["/elsewhere/receives"]
    assert all(
        slot["modes"][0] == "exempt" for slot in RAW["elder_allowance"]["materials"] if "when" not in slot
    )


@pytest.mark.feature("F12")
def test_the_certification_asks_nothing_of_who_comes_in_person_and_wants_no_signature() -> None:
    assert gaps("pension_certification", "P001") == gaps("pension_certification", "P005") == []
    assert RAW["pension_certification"]["signature"] == "none"
    assert all(
        slot["modes"][0] == "exempt"
        for slot in RAW["pension_certification"]["materials"]
        if "when" not in slot
    )


@pytest.mark.parametrize("name", FORMS)
def test_a_yes_or_no_question_can_be_answered_by_the_two_words_on_its_buttons(name: str) -> None:
    for question in questions_of(form_of(name)):
        if question.kind.value == "yes_no":
            assert "是不是" in question.title or question.title.startswith("您是"), question.title
            assert set(re.findall("选“(.+?)”", question.help)) <= {"是", "不是"}, question.help
