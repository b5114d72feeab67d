"""The services that the sandbox ships: whole, plain, in both languages, and behind the right doors."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.forms.importer import import_form
from kiosk.portal.services import LifeEvent, Service
from kiosk.sandbox.translation import translated
from tests.catalogue_data import ASSETS, FORMS, RAW, ROOT, form_of, questions_of, spoken

LONGEST_SENTENCE = 20
MOST_WORDS = 12
SENTENCE_END = re.compile(r"[。？！；\n]+")
JARGON = (
    "办件 受理条件 行政相对人 申请人 上传 提交材料 附件 字段 选项卡 "
    "点击 登录 账户异常 校验 系统 数据 接口 核验 补正 "
    "告知承诺 容缺 免提交 待遇核定 参保人 经办机构 户籍所在 主体 统筹 "
    "备案人 代办人 委托代理人 受益人 法定代理 相关 进行 予以 以及其 "
    "有效证件 请知悉 错误"
).split()


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
    assert not set(aliases) & others


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


@pytest.mark.parametrize("name", RAW)
@pytest.mark.feature("F60")
def test_every_service_is_wholly_in_english_and_its_form_can_still_be_shown(name: str) -> None:
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


@pytest.mark.parametrize("name", RAW)
def test_every_service_and_every_door_has_an_icon_that_is_shipped(name: str) -> None:
    doors = json.loads((ASSETS / "life_events.json").read_text("utf-8"))["items"]
    for icon in (RAW[name]["icon"], *(door["icon"] for door in doors)):
        assert (ROOT / "assets" / "icons" / f"{icon}.svg").exists(), icon


def english(value: Any, inside: bool = False) -> Iterator[str]:
    """Every English text of a file."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name not in ("hours", "address"):
                yield from english(part, inside or name == "en")
    elif isinstance(value, list):
        for part in value:
            yield from english(part, inside)
    elif inside and isinstance(value, str):
        yield value


@pytest.mark.parametrize("path", sorted(ASSETS.rglob("*.json")), ids=lambda path: path.stem)
@pytest.mark.feature("F60")
def test_no_english_sentence_is_longer_than_twelve_words(path: Path) -> None:
    texts = english(json.loads(path.read_text("utf-8")))
    sentences = [sentence for text in texts for sentence in re.split(r"[.?!;:]+", text)]
    assert not [sentence for sentence in sentences if len(sentence.split()) > MOST_WORDS]
