"""No screen escapes: every name that a journey can give to a screen is met by a scene, or its absence has a reason."""

import ast
from pathlib import Path

import pytest

import kiosk.journeys
from tests.played import collected

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F33")]
JOURNEYS = Path(kiosk.journeys.__file__).parent
NOT_MET = {
    "supplement.material.choose": "what is asked for again is always uploaded: there is nothing to choose",
}
"""Names that no scene meets, and why."""


def given_names() -> set[str]:
    """The names in all calls of screen(...), those put together of a stage included."""
    names: set[str] = set()
    for path in JOURNEYS.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("screen", "Screen") and node.args:
                names |= set(_names(node.args[0], tree))
    return names


def _names(argument: ast.expr, tree: ast.Module) -> list[str]:
    match argument:
        case ast.Constant(value=str() as name):
            return [name]
        case ast.IfExp(body=one, orelse=other):
            return [*_names(one, tree), *_names(other, tree)]
        case ast.JoinedStr(values=[ast.Constant(value=str() as prefix), ast.FormattedValue(value=value)]):
            return [prefix + end for end in _ends(value, tree)]
    raise AssertionError(f"a name that cannot be read: {ast.unparse(argument)}")


def _ends(value: ast.expr, tree: ast.Module) -> set[str]:
    """What may stand for the variable part: all that the variable is set to in its file, or all stages of its state."""
    if isinstance(value, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == value.id for target in node.targets):
                return {part.value for part in ast.walk(node.value) if _is_word(part)}  # type: ignore[attr-defined]
    assert isinstance(value, ast.Attribute) and value.attr == "stage", ast.unparse(value)
    files = [tree]
    if "collecting" in ast.unparse(value) or ast.unparse(value) == "now.stage":
        files = [ast.parse((JOURNEYS / "collecting.py").read_text("utf-8"))]
    found: set[str] = set()
    for file in files:
        for node in ast.walk(file):
            match node:
                case ast.keyword(arg="stage", value=ast.Constant(value=str() as stage)):
                    found.add(stage)
                case ast.AnnAssign(target=ast.Name(id="stage"), value=ast.Constant(value=str() as stage)):
                    found.add(stage)
    assert found, ast.unparse(value)
    return found


def _is_word(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_scene_is_played_to_its_end() -> None:
    _, failures = collected()
    assert not failures, "\n".join(f"{failure.scene}: {failure.why}" for failure in failures)


def test_every_screen_that_a_journey_names_is_met() -> None:
    gallery, _ = collected()
    missing = given_names() - gallery.names() - set(NOT_MET)
    assert not missing, f"no scene comes by {sorted(missing)}: add one to kiosk/launch/scenes/edges.py"


def test_no_reason_is_given_for_what_is_met() -> None:
    gallery, _ = collected()
    assert not set(NOT_MET) & gallery.names()
    assert set(NOT_MET) <= given_names()


def test_names_are_read_from_the_source() -> None:
    names = given_names()
    assert {"welcome", "apply.queued", "supplement.done", "sign_in.qr", "apply.material.broken", "over.idle"} <= names
