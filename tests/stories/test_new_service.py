"""A service that no code knows is dropped into the portal's folder as a file, and is applied for through the widgets."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.forms.model import QuestionKind
from kiosk.journeys.apply import state as apply_state
from kiosk.launch import journeys
from tests.forms_data import TODAY, everything, good_answers
from tests.sandbox_client import WORLD
from tests.sandbox_process import SandboxProcess
from tests.stories.hall import Hall

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F02")]
TITLE, CODE = "从没见过的一件事", "TEST00000099"
MORNING = f"{TODAY.isoformat()}T09:00:00+08:00"


def service() -> dict[str, Any]:
    """Every kind of question, conditions, a repeat, a sensitive consent, and materials of every mode, some of them on condition."""
    carer = {"scope": "#/properties/alone", "schema": {"const": False}}
    nobody = {"scope": "#/properties/alone", "schema": {"const": True}}
    return {
        "code": CODE,
        "version": 1,
        "title": TITLE,
        "summary": "什么题都有的一件事",
        "kind": "form",
        "guide": ["先填，再交。"],
        "life_events": ["money"],
        "consents": [{"code": "health", "title": "能用吗？", "purpose": "测试", "data": ["健康"], "sensitive": True}],
        "materials": [
            {"code": "hukou", "title": "户口本", "modes": ["exempt"], "source": "测试库"},
            {"code": "contract", "title": "照顾协议", "modes": ["upload"], "max_pages": 2, "when": carer},
            {"code": "alone_proof", "title": "独居证明", "modes": ["upload"], "when": nobody},
            {"code": "income", "title": "收入证明", "modes": ["promise", "upload"], "promise_text": "我承诺属实。"},
            {"code": "photo", "title": "照片", "modes": ["later", "upload"]},
        ],
        "form": everything(),
        "declaration": ["以上都是真的。"],
        "limit": {"legal": 20, "promised": 5},
        "office": {"name": "测试中心", "address": "测试路1号", "hours": "周一到周五", "phone": "12345"},
        "signature": "pad",
        "office_rules": [
            {"when": {"pointer": "/agree", "schema": {"const": True}}, "then": ["accepted"], "after_s": [10]}
        ],
    }


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    dropped = tmp_path / "dropped"
    dropped.mkdir()
    (dropped / "new.json").write_text(json.dumps(service(), ensure_ascii=False), "utf-8")
    world = {**WORLD, "services": [*WORLD["services"], dropped]}
    with SandboxProcess(tmp_path / "portal", **world) as running:
        running.control("POST", "clock", {"now": MORNING})
        yield running


@pytest.fixture
def hall(sandbox: SandboxProcess, tmp_path: Path) -> Iterator[Hall]:
    with Hall(sandbox.url, tmp_path / "kiosk", now=MORNING) as opened:
        opened.card("T1")
        opened.find(TITLE)
        yield opened


def flat(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every answer by its pointer; several choices are one answer."""
    match value:
        case dict():
            for name, part in value.items():
                yield from flat(part, f"{pointer}/{name}")
        case [dict(), *_]:
            for number, part in enumerate(value):
                yield from flat(part, f"{pointer}/{number}")
        case _:
            yield pointer, value


def kinds_met(hall: Hall, plan: dict[str, Any]) -> set[QuestionKind]:
    """Applies to the receipt; the kinds of question that were asked on the way."""
    met: set[QuestionKind] = set()
    driver = hall.driver
    for _ in range(journeys.MOST_SCREENS):
        driver.wait("anything to do", lambda: driver.name not in ("apply.loading", "apply.sending"))
        if driver.name == "apply.receipt":
            return met
        state = hall.state(apply_state.State)
        if driver.name == "apply.question" and state.asking is not None:
            met.add(state.asking.question.kind)
        journeys.step(driver, plan)
    raise AssertionError("no end")


def test_a_service_that_no_code_knows_is_applied_for_with_every_kind_of_question(
    hall: Hall, sandbox: SandboxProcess
) -> None:
    wanted = good_answers()
    wanted["person"]["name"] = "样本测一"  # the register knows it, so it is not asked
    met = kinds_met(hall, {**dict(flat(wanted)), "#items": len(wanted["household"])})
    (case,) = sandbox.applications()
    assert case["service"] == CODE and case["body"]["answers"] == wanted
    modes = {material["slot"]: material["mode"] for material in case["body"]["materials"]}
    assert modes == {"hukou": "exempt", "contract": "upload", "income": "promise", "photo": "later"}
    assert [consent["code"] for consent in case["body"]["consents"]] == ["health"]
    assert met | {QuestionKind.NAME} == set(QuestionKind)
    assert TITLE in hall.words() and "C" not in hall.application().key


def test_what_is_hidden_is_neither_asked_nor_sent(hall: Hall, sandbox: SandboxProcess) -> None:
    wanted = good_answers()
    wanted["person"]["name"] = "样本测一"
    wanted |= {"alone": True, "services": ["bath"], "household": wanted["household"][1:], "total": 0}
    for hidden in ("carer", "which", "card"):
        del wanted[hidden]
    kinds_met(hall, {**dict(flat(wanted)), "#items": 1, "/story": None})
    (case,) = sandbox.applications()
    assert case["body"]["answers"] == wanted
    assert "alone_proof" in {material["slot"] for material in case["body"]["materials"]}
