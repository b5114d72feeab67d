"""What the sandbox's office does with a case, by the rules of each service's file."""

import itertools

import pytest

from kiosk.sandbox.conditions import holds
from kiosk.sandbox.steps import STEPS
from tests.catalogue_data import FORMS, RAW, accepted, form_of, materials_in, pointers_in, questions_of


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F45")
def test_every_service_can_end_well_be_refused_and_ask_for_what_is_missing(name: str) -> None:
    rules = RAW[name]["office_rules"]
    slots = {slot["code"]: slot for slot in RAW[name]["materials"]}
    assert all(
        len(rule["then"]) == len(rule["after_s"]) and set(rule["then"]) <= set(STEPS) for rule in rules
    )
    refusals = [rule for rule in rules if rule["then"][-1] in ("denied", "not_accepted")]
    supplements = [rule for rule in rules if "needs_supplement" in rule["then"]]
    pointers = {question.pointer for question in questions_of(form_of(name))}
    assert refusals and supplements and rules[-1]["when"] == {} and rules[-1]["then"][-1] == "completed"
    assert all(
        rule["decision"]["reasons"] and rule["decision"]["remedies"] and not rule["decision"]["approved"]
        for rule in refusals
    )
    assert any(holds(rule["when"], answers, {}) for rule in refusals for answers in accepted(name))
    for rule in supplements:
        assert rule["supplement"]["items"] and rule["supplement"]["days"] >= 5
        for item in rule["supplement"]["items"]:
            assert item["why"] and (item["slot"] in slots if "slot" in item else item["pointer"] in pointers)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F20")
def test_rules_and_materials_speak_of_questions_and_materials_that_there_are(name: str) -> None:
    pointers = {question.pointer for question in questions_of(form_of(name))}
    slots = {slot["code"]: slot for slot in RAW[name]["materials"]}
    spoken_of = [*pointers_in(RAW[name]["office_rules"]), *pointers_in(RAW[name]["materials"])]
    assert set(spoken_of) <= pointers
    for code, mode in materials_in(RAW[name]["office_rules"]):
        assert mode in slots[code]["modes"], (code, mode)
    for slot in slots.values():
        assert bool(slot.get("promise_text")) == ("promise" in slot["modes"])
        assert (
            slot["trust"] == "A"
            if "exempt" in slot["modes"] and "promise" not in slot["modes"] and slot["trust"] != "D"
            else True
        )


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F45")
def test_each_supplement_is_reachable_by_a_case_whose_material_is_wanted(name: str) -> None:
    slots = {slot["code"]: slot for slot in RAW[name]["materials"]}
    for rule in RAW[name]["office_rules"]:
        if "needs_supplement" in rule["then"]:
            for code, _ in materials_in(rule["when"]):
                assert any(holds(slots[code].get("when"), answers) for answers in accepted(name)), code


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F20", "F45")
def test_every_rule_of_the_office_is_the_one_for_somebody_whose_answers_it_takes(name: str) -> None:
    """A rule behind another one that always holds would never decide anything."""
    rules = RAW[name]["office_rules"]
    decides = set()
    for answers in accepted(name):
        slots = [slot for slot in RAW[name]["materials"] if holds(slot.get("when"), answers)]
        ways = itertools.product(*(slot["modes"] for slot in slots))
        for way in itertools.islice(ways, 500):
            given = {slot["code"]: mode for slot, mode in zip(slots, way, strict=True)}
            decides.add(next(place for place, rule in enumerate(rules) if holds(rule["when"], answers, given)))
    assert decides == set(range(len(rules)))


def test_all_but_one_service_take_a_promise_for_a_paper_and_that_one_wants_none() -> None:
    """To be alive cannot be promised: 资格认证 is seen by a person, or data say it."""
    without = [name for name in FORMS if not any("promise" in slot["modes"] for slot in RAW[name]["materials"])]
    assert without == ["pension_certification"]
