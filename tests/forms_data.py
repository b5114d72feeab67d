"""Forms for the tests: the one with every kind of question, and those of the sandbox."""

import copy
import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.forms.importer import import_form
from kiosk.forms.model import Form

HERE = Path(__file__).parent
SERVICES = HERE.parent / "assets" / "sandbox" / "services"
VERDICTS = HERE / "data" / "verdicts"
TODAY = datetime.date(2026, 11, 22)


@cache
def _everything() -> str:
    return (HERE / "data" / "forms" / "everything.json").read_text("utf-8")


def everything() -> dict[str, Any]:
    """The documents of the form with every kind of question, fresh for changing."""
    return dict(json.loads(_everything()))


@cache
def every_form() -> Form:
    """The form with every kind of question."""
    source = everything()
    return import_form(source["data"], source["ui"])


@cache
def service_form(name: str) -> Form | None:
    """The form of a service of the sandbox; None for one without."""
    source = json.loads((SERVICES / f"{name}.json").read_text("utf-8")).get("form")
    return import_form(source["data"], source["ui"]) if source else None


def service_names() -> list[str]:
    """The services with a form."""
    return [path.stem for path in sorted(SERVICES.glob("*.json")) if service_form(path.stem)]


def good_answers() -> dict[str, Any]:
    """Answers to the form with every kind of question that are right on TODAY."""
    return copy.deepcopy(_GOOD)


_GOOD: dict[str, Any] = {
    "person": {
        "name": "样本甲",
        "id_number": "11010519491231002X",
        "birth": "1949-12-31",
        "card_until": "9999-12-31",
        "phone": "+8613800138000",
        "region": "999901",
    },
    "since": "2026-08",
    "alone": False,
    "carer": {"paid": True, "wage": 120050},
    "services": ["meal", "other"],
    "which": "买菜",
    "card": "6200000000000000018",
    "household": [
        {"name": "样本乙", "age": 50, "works": True, "income": 300000, "signs": True},
        {"name": "样本丙", "age": 20, "works": False, "signs": True},
    ],
    "total": 300000,
    "agree": True,
}


def form_of(properties: dict[str, Any], **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A small form's documents: these properties, one control each. more: other words of the root."""
    controls = [{"type": "Control", "scope": f"#/properties/{name}"} for name in properties]
    return {"type": "object", "properties": properties, **more}, {
        "type": "VerticalLayout",
        "elements": controls,
    }
