"""Small parts of the sandbox, without a process: conditions, translations, corrections, cursors, languages, search."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.portal.services import Service
from kiosk.sandbox.catalogue import Catalogue, Entry
from kiosk.sandbox.conditions import holds
from kiosk.sandbox.cursors import cursor_of, position_of
from kiosk.sandbox.people import e164
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.store import Store
from kiosk.sandbox.supplied import with_supplied
from kiosk.sandbox.translation import translated
from kiosk.sandbox.validation import Judges
from kiosk.sandbox.words import chosen_language

ANSWERS: dict[str, Any] = {"bank": {"card": "1"}, "family": [{"name": "a"}], "old": True}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        ({}, True),
        ({"pointer": "/bank/card", "schema": {"const": "1"}}, True),
        ({"pointer": "/bank/card", "schema": {"const": "2"}}, False),
        ({"pointer": "/bank/none", "schema": {}}, False),
        ({"scope": "#/properties/bank/properties/card", "schema": {"enum": ["1"]}}, True),
        ({"pointer": "/family/0/name", "schema": {"const": "a"}}, True),
        ({"pointer": "/old", "schema": {"const": 1}}, False),
        ({"any": [{"pointer": "/no", "schema": {}}, {"pointer": "/old", "schema": {"const": True}}]}, True),
        ({"all": [{"pointer": "/no", "schema": {}}, {"pointer": "/old", "schema": {"const": True}}]}, False),
        ({"type": "OR", "conditions": [{"scope": "#/properties/no", "schema": {}}, {}]}, True),
        ({"type": "AND", "conditions": [{"scope": "#/properties/no", "schema": {}}, {}]}, False),
        ({"effect": "SHOW", "condition": {"pointer": "/old", "schema": {"const": True}}}, True),
        ({"material": "photo", "modes": ["later"]}, True),
        ({"material": "photo", "modes": ["upload"]}, False),
        ({"material": "none", "modes": ["upload"]}, False),
    ],
)
def test_conditions_of_service_files_are_judged(condition: Any, expected: bool) -> None:
    assert holds(condition, ANSWERS, {"photo": "later"}) is expected


def test_corrections_are_laid_over_without_touching_the_first_answers() -> None:
    changed = with_supplied(ANSWERS, {"/family/0/name": "b", "bank": {"name": "x"}, "/new/deep": 1})
    assert changed == {
        "bank": {"card": "1", "name": "x"},
        "family": [{"name": "b"}],
        "old": True,
        "new": {"deep": 1},
    }
    assert ANSWERS["family"] == [{"name": "a"}]
    with pytest.raises(Refused):
        with_supplied(ANSWERS, {"/family/7/name": "b"})


def test_a_translation_is_laid_over_and_the_rest_stays() -> None:
    service = {
        "title": "甲",
        "materials": [{"code": "a", "title": "一"}, {"code": "b", "title": "二", "trust": "A"}],
        "form": {
            "data": {"properties": {"x": {"title": "问", "minLength": 1, "oneOf": [{"const": "1", "title": "是"}]}}},
            "ui": {"type": "Group", "label": "组", "elements": []},
        },
    }
    english = translated(
        service,
        {
            "title": "A",
            "materials": [{"code": "b", "title": "Two"}],
            "form": {"/x": {"title": "Ask", "options": {"1": "Yes"}}, "labels": {"组": "Group"}},
        },
    )
    assert english["materials"] == [{"code": "a", "title": "一"}, {"code": "b", "title": "Two", "trust": "A"}]
    assert english["form"]["data"]["properties"]["x"] == {
        "title": "Ask",
        "minLength": 1,
        "oneOf": [{"const": "1", "title": "Yes"}],
    }
    assert english["form"]["ui"]["label"] == "Group" and service["title"] == "甲"


def test_a_cursor_goes_there_and_back_and_no_other_is_taken() -> None:
    assert position_of(cursor_of("service", 40), "service") == 40
    assert position_of("", "service") == 0
    for wrong in (
        cursor_of("other", 40),
        "!!",
        "é",
        cursor_of("service", -1),
        "c2VydmljZTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk",
    ):
        with pytest.raises(Refused):
            position_of(wrong, "service")


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "zh"),
        ("en", "en"),
        ("zh-CN,en;q=0.8", "zh"),
        ("fr,en;q=0.2", "en"),
        ("de", "zh"),
        ("en;q=x", "zh"),
    ],
)
def test_the_language_is_chosen_by_preference(accept: str, language: str) -> None:
    assert chosen_language(accept) == language


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13800000000", "+8613800000000"),
        ("+8613800000000", "+8613800000000"),
        ("0571-88888888", "+8657188888888"),
        ("", ""),
    ],
)
def test_phones_are_one_number_however_written(written: str, meant: str) -> None:
    assert e164(written) == meant


def test_five_thousand_services_are_searched() -> None:
    names = ["高龄津贴", "社保卡补换", "异地就医备案", "残疾人补贴", "居住证申领"]
    entries = []
    for number in range(5000):
        service = Service(
            code=f"YL{number:010d}",
            version=1,
            title=f"{names[number % 5]}{number}",
            summary="一件事",
            kind="guide",
            guide=("去。",),
            aliases=("别名",),
        )
        entries.append(Entry({"zh": service, "en": service}, (), {}))
    catalogue = Catalogue(entries, {"zh": (), "en": ()})
    assert all(catalogue.page("zh", query, "", "", 20).items for query in ("gljt", "备案49"))
    assert catalogue.page("zh", "gljt4995", "", "", 5).items[0].title == "高龄津贴4995"



def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.run("INSERT INTO meta VALUES ('a', '1')")
        raise ZeroDivisionError
    assert store.text("SELECT value FROM meta WHERE name = 'a'") == ""
    assert store.text("PRAGMA journal_mode") == "wal" and store.number("PRAGMA synchronous") == 2
    assert (store.path.stat().st_mode & 0o777) == 0o600
    store.close()


def test_wire_values_leave_their_defaults_out() -> None:
    assert b"private" not in msgspec.json.encode(
        Service(code="X", version=1, title="t", summary="s", kind="guide", guide=())
    )


def test_a_form_that_no_client_can_show_is_named_with_its_place_and_its_reason() -> None:
    whole = {"code": "TEST00000001", "version": 1, "title": "一件事", "summary": "一件事", "kind": "form", "guide": ["先问一问。"]}
    questions = [{"floor": {"type": kind, "title": "您住几楼？"}} for kind in ("integer", "number")]
    ui = {"type": "Control", "scope": "#/properties/floor"}
    forms = [{"data": {"type": "object", "properties": question}, "ui": ui} for question in questions]
    services = [msgspec.convert(whole | {"form": form}, Service) for form in (None, *forms)]
    assert list(Judges().unreadable(services)) == [("TEST00000001", "data#/properties/floor/type: type")]
