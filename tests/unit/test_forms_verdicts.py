"""The hand-written tables of verdicts: client and portal both match them."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kiosk.forms.pointers import MISSING, get
from kiosk.forms.rules import check_all, check_answer, steps
from tests.forms_data import VERDICTS, service_form, service_names

LEAST = 30


@cache
def table(name: str) -> list[dict[str, Any]]:
    return list(json.loads((VERDICTS / f"{name}.json").read_text("utf-8")))


CASES = [
    pytest.param(path.stem, row, id=f"{path.stem}: {row['why']}")
    for path in sorted(Path(VERDICTS).glob("*.json"))
    for row in table(path.stem)
]


@pytest.mark.feature("F11")
@pytest.mark.parametrize(("service", "row"), CASES)
def test_answers_are_judged_as_written_down_by_hand(service: str, row: dict[str, Any]) -> None:
    form, today = service_form(service), date.fromisoformat(row["today"])
    assert form is not None
    faults = [(fault.pointer, fault.code) for fault in check_all(form, row["answers"], today)]
    assert faults == ([] if row["verdict"] == "accepted" else [(row["pointer"], row["code"])])


@pytest.mark.parametrize(("service", "row"), CASES)
def test_the_client_stops_at_the_same_answer(service: str, row: dict[str, Any]) -> None:
    form, answers, today = service_form(service), row["answers"], date.fromisoformat(row["today"])
    assert form is not None
    asked = {step.pointer for step in steps(form, answers)} | {item.pointer for item in form.items}
    found = {pointer for pointer in asked if check_answer(form, answers, pointer, today)}
    if row["verdict"] == "accepted":
        assert not found
    elif row["pointer"] in asked:
        assert row["pointer"] in found
    else:
        assert row["code"] in ("unknown", "hidden", "type")
        assert get(answers, row["pointer"]) is not MISSING


@pytest.mark.parametrize("service", service_names())
def test_every_form_has_its_table(service: str) -> None:
    rows = table(service)
    assert len(rows) >= LEAST
    assert {"accepted", "refused"} == {row["verdict"] for row in rows}
    assert len({json.dumps(row["answers"], sort_keys=True) + row["today"] for row in rows}) == len(rows)
