"""The services, people and verdicts that the sandbox ships: whole, plain, and meaning what they say."""

import datetime
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.forms import identity
from kiosk.forms.cards import luhn
from kiosk.forms.check_list import SHAPES
from kiosk.forms.importer import import_form
from kiosk.forms.model import Form, Question, Repeat
from kiosk.forms.rules import check_all, prefill, steps
from kiosk.portal.types import LifeEvent, Service
from kiosk.sandbox.conditions import holds
from kiosk.sandbox.people import load_people
from kiosk.sandbox.steps import STEPS
from kiosk.sandbox.translation import translated

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets" / "sandbox"
TODAY = datetime.date(2026, 11, 20)
RAW: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ASSETS / "services").glob("*.json"))
}
FORMS = sorted(name for name, raw in RAW.items() if raw["kind"] == "form")
PEOPLE = load_people(ASSETS / "people.json", ASSETS / "staff.json")

LONGEST_SENTENCE = 20
SENTENCE_END = re.compile(r"[。？！；\n]+")
JARGON = (
    "办件 受理条件 行政相对人 申请人 上传 提交材料 附件 字段 选项卡 点击 登录 账户异常 校验 系统 数据 接口 核验 "
    "补正 告知承诺 容缺 免提交 待遇核定 参保人 经办机构 户籍所在 主体 统筹 备案人 代办人 委托代理人 受益人 "
    "法定代理 相关 进行 予以 以及其 有效证件 请知悉 错误"
).split()
SPEECHLESS = {"en", "law", "examples", "pattern", "const", "enum", "hours", "code", "aliases"}


def spoken(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every Chinese text of a file that a person may hear, with its place."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name not in SPEECHLESS:
                yield from spoken(part, f"{path}/{name}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from spoken(part, f"{path}/{place}")
    elif isinstance(value, str) and re.search("[\u4e00-\u9fff]", value):
        yield path, value


def form_of(name: str) -> Form:
    return import_form(RAW[name]["form"]["data"], RAW[name]["form"]["ui"])


def questions_of(form: Form) -> list[Question]:
    return [one for item in form.items for one in (item.questions if isinstance(item, Repeat) else (item,))]


def verdicts_of(name: str) -> list[dict[str, Any]]:
    return list(json.loads((ROOT / "tests" / "data" / "verdicts" / f"{name}.json").read_text("utf-8")))


def accepted(name: str) -> list[dict[str, Any]]:
    return [row["answers"] for row in verdicts_of(name) if row["verdict"] == "accepted"]


def pointers_in(condition: Any) -> Iterator[str]:
    if isinstance(condition, Mapping):
        if "pointer" in condition or "scope" in condition:
            yield (
                condition.get("pointer", condition.get("scope")).replace("#", "").replace("/properties/", "/")
            )
        for part in condition.values():
            yield from pointers_in(part)
    elif isinstance(condition, list):
        for part in condition:
            yield from pointers_in(part)


def materials_in(condition: Any) -> Iterator[tuple[str, str]]:
    if isinstance(condition, Mapping):
        for mode in condition.get("modes", ()) if "material" in condition else ():
            yield condition["material"], mode
        for part in condition.values():
            yield from materials_in(part)
    elif isinstance(condition, list):
        for part in condition:
            yield from materials_in(part)


# --- the whole catalogue ----------------------------------------------------


@pytest.mark.feature("F06")
def test_seven_services_can_be_applied_for_and_one_looked_up_and_the_rest_are_guides() -> None:
    kinds = [raw["kind"] for raw in RAW.values()]
    assert (kinds.count("form"), kinds.count("query"), kinds.count("guide")) == (7, 1, 17)
    assert len({raw["code"] for raw in RAW.values()}) == len(RAW)


@pytest.mark.parametrize("name", RAW)
def test_every_file_is_a_service_as_the_contract_has_it_and_nothing_more(name: str) -> None:
    service = msgspec.convert(
        {key: value for key, value in RAW[name].items() if key not in ("en", "office_rules", "document")},
        Service,
    )
    assert re.fullmatch(r"[0-9A-Z]{12,33}", service.code)
    assert set(RAW[name]) - {"en", "office_rules", "document"} <= set(Service.__struct_fields__)
    assert (
        service.guide
        and service.office
        and service.icon
        and service.say
        and service.result
        and service.delivery
        and service.law
    )


@pytest.mark.parametrize("name", RAW)
@pytest.mark.feature("F07")
def test_every_service_is_known_by_at_least_eight_names_of_its_own(name: str) -> None:
    aliases = RAW[name]["aliases"]
    others = {
        alias for other, raw in RAW.items() if other != name for alias in (*raw["aliases"], raw["title"])
    }
    assert len(set(aliases)) == len(aliases) >= 8
    assert not set(aliases) & others - {"护理补贴"}


@pytest.mark.parametrize("path", sorted(ASSETS.rglob("*.json")), ids=lambda path: path.stem)
@pytest.mark.feature("F21")
def test_no_sentence_is_longer_than_can_be_followed_by_ear(path: Path) -> None:
    long = [
        (place, sentence)
        for place, text in spoken(json.loads(path.read_text("utf-8")))
        for sentence in SENTENCE_END.split(text)
        if len(sentence) > LONGEST_SENTENCE
    ]
    assert not long


@pytest.mark.parametrize("path", sorted(ASSETS.rglob("*.json")), ids=lambda path: path.stem)
def test_no_word_of_offices_or_computers_is_said_to_a_person(path: Path) -> None:
    found = [
        (place, word)
        for place, text in spoken(json.loads(path.read_text("utf-8")))
        for word in JARGON
        if word in text
    ]
    assert not found


@pytest.mark.feature("F06")
def test_every_door_into_the_catalogue_leads_to_four_to_eight_services() -> None:
    doors = [
        msgspec.convert(item, LifeEvent)
        for item in json.loads((ASSETS / "life_events.json").read_text("utf-8"))["items"]
    ]
    assert 4 <= len(doors) <= 8
    behind = {
        door.code: [name for name, raw in RAW.items() if door.code in raw["life_events"]] for door in doors
    }
    assert all(4 <= len(names) <= 8 for names in behind.values()), behind
    assert {name for names in behind.values() for name in names} == set(RAW)


@pytest.mark.parametrize("name", RAW)
@pytest.mark.feature("F60")
def test_every_service_has_a_title_and_a_summary_in_english(name: str) -> None:
    assert RAW[name]["en"]["title"].isascii() and RAW[name]["en"]["summary"].isascii()


@pytest.mark.parametrize("name", [name for name, raw in RAW.items() if raw["kind"] != "guide"])
@pytest.mark.feature("F60")
def test_what_can_be_done_here_is_wholly_in_english_and_its_form_can_still_be_shown(name: str) -> None:
    chinese = {
        key: value for key, value in RAW[name].items() if key not in ("en", "office_rules", "document")
    }
    english = translated(chinese, RAW[name]["en"])
    assert not list(spoken(english))
    if english.get("form"):
        shown = [
            (question.pointer, question.kind, len(question.options))
            for question in questions_of(form_of(name))
        ]
        form = import_form(english["form"]["data"], english["form"]["ui"])
        assert [
            (question.pointer, question.kind, len(question.options)) for question in questions_of(form)
        ] == shown


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F60")
def test_what_the_office_decides_and_asks_for_is_told_in_english_too(name: str) -> None:
    for rule in RAW[name]["office_rules"]:
        decision = rule.get("decision", {})
        told = [decision, *decision.get("remedies", ()), *rule.get("supplement", {}).get("items", ())]
        for part in told:
            assert {"text", "title", "reasons", "why", "say"} & set(part) <= set(part["en"]), part


# --- forms ----------------------------------------------------


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


@pytest.mark.parametrize(("one", "other"), itertools.combinations(FORMS, 2))
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


# --- verdicts ----------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.feature("F14")
def test_every_hand_written_verdict_is_the_verdict(name: str) -> None:
    form, wrong = form_of(name), []
    for row in verdicts_of(name):
        found = [
            (fault.pointer, fault.code)
            for fault in check_all(form, row["answers"], datetime.date.fromisoformat(row["today"]))
        ]
        wanted = [(row["pointer"], row["code"])] if row["verdict"] == "refused" else []
        if found != wanted:
            wrong.append((row["why"], wanted, found))
    assert not wrong


@pytest.mark.parametrize("name", FORMS)
def test_the_verdicts_touch_every_question_and_every_check_of_the_form(name: str) -> None:
    form, rows = form_of(name), verdicts_of(name)
    assert len(rows) >= 30 and len(
        {json.dumps(row["answers"], sort_keys=True) + row["today"] for row in rows}
    ) == len(rows)
    refused = {re.sub(r"/\d+(?=/|$)", "/*", row["pointer"]) for row in rows if row["verdict"] == "refused"}
    shown = [answers for answers in accepted(name)]
    for question in questions_of(form):
        answered = any(
            question.pointer in {re.sub(r"/\d+(?=/|$)", "/*", step.pointer) for step in steps(form, answers)}
            for answers in shown
        )
        assert question.pointer in refused or answered, question.pointer
    codes = {row["code"] for row in rows if row["verdict"] == "refused"}
    assert {check.name for check in form.checks} - {"luhn_warn"} <= codes
    assert {"required", "hidden"} <= codes


# --- the office ----------------------------------------------------


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
    assert refusals and supplements and rules[-1]["when"] == {} and rules[-1]["then"][-1] == "completed"
    assert all(
        rule["decision"]["reasons"] and rule["decision"]["remedies"] and not rule["decision"]["approved"]
        for rule in refusals
    )
    assert any(holds(rule["when"], answers, {}) for rule in refusals for answers in accepted(name))
    for rule in supplements:
        assert rule["supplement"]["items"] and rule["supplement"]["days"] >= 5
        for item in rule["supplement"]["items"]:
            assert item["slot"] in slots and item["why"]


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


# --- the shortest ways ----------------------------------------------------


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


# --- people ----------------------------------------------------


def test_people_are_plainly_made_up_and_their_numbers_are_right() -> None:
    assert len(PEOPLE.citizens) >= 12
    for citizen in PEOPLE.citizens.values():
        assert citizen.name.startswith("样本")
        assert identity.is_right(citizen.number(), TODAY)
        assert citizen.number()[14:17] in ("001", "002")
        card = citizen.value("bank.card_no")
        assert card is None or luhn(card)


def test_among_the_people_are_the_ones_that_break_other_systems() -> None:
    people = list(PEOPLE.citizens.values())
    births = sorted(str(person.value("person.birth")) for person in people)
    assert births[0][:4] == "1886" and births[-1][:4] == "1966" and "1944-02-29" in births
    assert any(person.number().endswith("X") for person in people)
    assert any(person.number().startswith("320502") for person in people), "an abolished county"
    assert any(not person.mobile() for person in people)
    assert any(person.valid_to == "长期" for person in people)
    assert any(person.valid_to < TODAY.isoformat() for person in people if person.valid_to != "长期")
    assert any(person.value("social.living_place") == "abroad" for person in people)
    assert any(person.value("disability.cert_no") for person in people)
    assert any(str(person.value("person.birth")) == "1947-05-01" for person in people), "seventy-nine"


def test_everything_known_has_its_source_and_what_is_due_is_a_service() -> None:
    codes = {raw["code"] for raw in RAW.values()}
    for citizen in PEOPLE.citizens.values():
        assert all(datum.source for datum in citizen.known)
        assert set(citizen.due) <= codes


def test_two_clerks_can_sign_in() -> None:
    assert len(PEOPLE.staff) == 2 and all(
        re.fullmatch(r"\d{6}", member.pin) for member in PEOPLE.staff.values()
    )
