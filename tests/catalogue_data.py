"""The sandbox's services, people and verdicts as the tests read them."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.forms.importer import import_form
from kiosk.forms.model import Form, Question, Repeat
from kiosk.sandbox.people import load_people

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "assets" / "sandbox"
TODAY = datetime.date(2026, 11, 20)
RAW: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ASSETS / "services").glob("*.json"))
}
FORMS = sorted(name for name, raw in RAW.items() if raw["kind"] == "form")
PEOPLE = load_people(ASSETS / "people.json", ASSETS / "staff.json")

SPEECHLESS = {"en", "law", "examples", "pattern", "const", "enum", "hours", "code", "aliases", "own_words"}


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
