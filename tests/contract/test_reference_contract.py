"""The reference contract: a sound OpenAPI document, which says what the types say and what the sandbox does."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from openapi_spec_validator import validate

from kiosk.portal import cases, handing_in, people, services
from kiosk.portal.wire import Wire
from kiosk.sandbox import paths
from tests.sandbox_client import PNG, TRIAL, Visitor, sign_in, submission
from tests.sandbox_process import ROOT, SandboxProcess

CONTRACT: dict[str, Any] = yaml.safe_load((ROOT / "kiosk" / "portal" / "contract.yaml").read_text("utf-8"))
SETTINGS = (Path(__file__).parent / "schemathesis.toml").read_text("utf-8")
TYPES: dict[str, type[Wire]] = {
    name: value
    for module in (cases, handing_in, people, services)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, Wire)
}
WIRE = sorted((name, value) for name, value in TYPES.items() if name in CONTRACT["components"]["schemas"])


def test_the_document_is_sound() -> None:
    validate(CONTRACT)


@pytest.mark.parametrize(("name", "value"), WIRE, ids=[name for name, _ in WIRE])
def test_the_document_has_the_properties_that_the_types_have(name: str, value: type[Wire]) -> None:
    schema = CONTRACT["components"]["schemas"][name]
    own = {"act"} if name == "Login" else set()
    assert set(schema["properties"]) - own == {field.encode_name for field in msgspec.structs.fields(value)}
    needed = {field.encode_name for field in msgspec.structs.fields(value) if field.required}
    assert set(schema.get("required", [])) == needed


def test_every_wire_type_that_travels_is_in_the_document() -> None:
    unnamed = {"Wire"}
    assert TYPES.keys() - {name for name, _ in WIRE} - unnamed == set()


def test_the_sandbox_serves_exactly_the_paths_of_the_document() -> None:
    said = {(method.upper(), path) for path, item in CONTRACT["paths"].items() for method in item}
    assert said == {(way.method, way.path) for way in paths.CONTRACT}


def test_every_problem_code_of_the_sandbox_has_words_in_every_language() -> None:
    from kiosk.sandbox.words import LANGUAGES, words

    books = [words(language) for language in LANGUAGES]
    assert len({book.keys() for book in books}) == 1, "the languages have the same keys"
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "kiosk" / "sandbox").glob("*.py"))
    keys = books[0].keys()
    codes = set(re.findall(r'(?:Refused\(\s*\d+,|unauthorised\()\s*"(\w+)"', sources))
    assert len(codes) > 30
    missing = {code for code in codes if f"problem.{code}.title" not in keys}
    assert missing == set()


def test_who_has_what_is_known_is_told_in_every_language() -> None:
    from kiosk.portal.people import Known, Person
    from kiosk.sandbox.session_routes import _person
    from kiosk.sandbox.words import words

    people = (ROOT / "assets/sandbox/people.json").read_text("utf-8")
    sources = sorted(set(re.findall(r'"source": "([^"]+)"', people)))
    assert len(sources) > 5
    known = tuple(Known(semantic="person.name", value="样本甲", source=source) for source in sources)
    told = _person(Person(id="p", name="样本甲", known=known), words("en"))
    assert all(datum.source.isascii() for datum in told.known)


@pytest.fixture
def sandbox(tmp_path: Path) -> Any:
    with SandboxProcess(tmp_path / "data", services=[ROOT / "tests/data/sandbox/services"], **_PEOPLE) as running:
        yield running


_PEOPLE: dict[str, Any] = {
    "people": ROOT / "tests/data/sandbox/people.json",
    "staff": ROOT / "tests/data/sandbox/staff.json",
}


def real_things(sandbox: SandboxProcess, citizen: Visitor) -> dict[str, str]:
    """A thing of every kind, so that the paths that name one reach it."""
    slots = citizen.get("/slots", params={"office": "测试中心", "day": "2026-03-03"}).json()["items"]
    made = {
        "code": TRIAL,
        "draft": citizen.draft("st-1")["id"],
        "application": citizen.post("/applications", submission(), "st-2").json()["id"],
        "upload": citizen.upload("st-1", PNG),
        "document": citizen.post("/queries", {"code": "PAY"}, "st-3").json()["id"],
        "appointment": citizen.post("/appointments", {"slot": slots[0]["id"]}, "st-4").json()["id"],
        "login": Visitor(sandbox.url).post("/sessions", {"method": "qr"}).json()["id"],
    }
    return {f"path.{name}": value for name, value in made.items()}


@pytest.mark.engine
@pytest.mark.parametrize("phases", ["examples,fuzzing", "coverage"])
def test_schemathesis_finds_nothing(sandbox: SandboxProcess, tmp_path: Path, phases: str) -> None:
    sandbox.control("POST", "clock", {"now": "2026-03-02T09:00:00+08:00", "speed": 0})
    citizen = sign_in(sandbox.url)
    values = "".join(f'"{name}" = "{value}"\n' for name, value in real_things(sandbox, citizen).items())
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(SETTINGS.replace("# parameters of the run", f"[parameters]\n{values}"), "utf-8")
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)),
            *("run", f"{sandbox.url}/v1/openapi.json", "-H", f"Authorization: Bearer {citizen.token}"),
            *("--phases", phases, "--no-color"),
        ],
        capture_output=True,
        text=True,
        timeout=1_000,
        cwd=tmp_path,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:] + sandbox.log()[-2000:]
    generated = re.search(r"(\d+) generated, (\d+) passed", run.stdout)
    assert generated and int(generated[1]) == int(generated[2]) >= 300, run.stdout[-3000:]
