"""The catalogue of the sandbox: what a folder holds is offered, found and translated."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox_client import DATA, TRIAL, WORLD, Visitor, code_of, sign_in, submission
from tests.sandbox_process import SandboxProcess


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as running:
        yield running


@pytest.fixture
def anyone(sandbox: SandboxProcess) -> Visitor:
    return Visitor(sandbox.url)


def titles(answer: Any) -> list[str]:
    return [item["title"] for item in answer.json()["items"]]


@pytest.mark.feature("F06")
@pytest.mark.parametrize("query", ["试验", "试验补贴", "sybt", "shiyanbutie", "SY", "长城", "changcheng", "ccbt"])
def test_a_service_is_found_by_words_pinyin_and_initials(anyone: Visitor, query: str) -> None:
    assert titles(anyone.get("/services", params={"query": query}))[0] == "试验补贴"


def test_what_is_not_there_is_not_found(anyone: Visitor) -> None:
    assert titles(anyone.get("/services", params={"query": "zzzz"})) == []


def test_the_catalogue_comes_in_pages_and_by_life_event(anyone: Visitor) -> None:
    first = anyone.get("/services", params={"limit": 2}).json()
    second = anyone.get("/services", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [len(first["items"]), len(second["items"])] == [2, 1] and "next_cursor" not in second
    assert titles(anyone.get("/services", params={"life_event": "money"})) == ["试验补贴", "私密补贴"]
    assert code_of(anyone.get("/services", params={"cursor": "nonsense"})) == (422, "invalid")


def test_what_only_the_office_reads_is_not_published(anyone: Visitor) -> None:
    service = anyone.get(f"/services/{TRIAL}").json()
    assert service["form"]["data"]["properties"] and service["limit"] == {"legal": 20, "promised": 5}
    assert not {"office_rules", "document", "en"} & set(service)


@pytest.mark.feature("F60")
def test_a_service_is_told_in_english_as_far_as_it_is_translated(sandbox: SandboxProcess) -> None:
    service = Visitor(sandbox.url, language="en").get(f"/services/{TRIAL}")
    assert service.json()["title"] == "Trial allowance"
    name = service.json()["form"]["data"]["properties"]["applicant"]["properties"]["name"]
    assert name["title"] == "Your name?" and name["minLength"] == 2
    chinese = Visitor(sandbox.url).get(f"/services/{TRIAL}")
    assert chinese.json()["title"] == "试验补贴" and chinese.headers["ETag"] != service.headers["ETag"]


def test_a_service_that_has_not_changed_is_not_sent_again(anyone: Visitor) -> None:
    tag = anyone.get(f"/services/{TRIAL}").headers["ETag"]
    assert anyone.get(f"/services/{TRIAL}", headers={"If-None-Match": tag}).status_code == 304


def test_a_service_or_version_that_is_not_there_is_a_problem(anyone: Visitor) -> None:
    assert code_of(anyone.get("/services/NOPE00000000")) == (404, "service_unknown")
    assert code_of(anyone.get(f"/services/{TRIAL}", params={"version": 2})) == (404, "version_unknown")
    assert code_of(anyone.get("/nowhere")) == (404, "path_unknown")
    wrong = anyone.ask("PUT", "/capabilities")
    assert code_of(wrong) == (405, "method_unknown") and wrong.headers["Allow"] == "GET"


@pytest.mark.feature("F11")
def test_dropping_a_file_into_a_folder_makes_a_service(tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    service = json.loads((DATA / "services" / "trial.json").read_text("utf-8"))
    service |= {"code": "DROPPED00001", "title": "新来的事"}
    (more / "new.json").write_text(json.dumps(service), "utf-8")
    world = WORLD | {"services": [DATA / "services", more]}
    with SandboxProcess(tmp_path / "data", **world) as sandbox:
        assert titles(Visitor(sandbox.url).get("/services", params={"query": "xlds"})) == ["新来的事"]
        made = sign_in(sandbox.url).post("/applications", submission() | {"service": "DROPPED00001"}, "new-1")
        assert made.status_code == 201


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"office_rules": [{"then": ["dance"]}]}, "dance"),
        ({"code": "lower-case"}, "code"),
        ({"kind": "dance"}, "kind"),
        ({"version": "one"}, "version"),
        ({}, "twice"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    folder = tmp_path / "services"
    shutil.copytree(DATA / "services", folder)
    service = json.loads((folder / "trial.json").read_text("utf-8")) | change
    (folder / "zz_bad.json").write_text(json.dumps(service), "utf-8")
    with pytest.raises(RuntimeError, match=f"zz_bad.json.*{reason}"):
        SandboxProcess.start(tmp_path / "data", **(WORLD | {"services": [folder]}))


def test_a_case_outlives_its_service(tmp_path: Path) -> None:
    folder = tmp_path / "services"
    shutil.copytree(DATA / "services", folder)
    with SandboxProcess(tmp_path / "data", **(WORLD | {"services": [folder]})) as sandbox:
        citizen = sign_in(sandbox.url)
        case = citizen.submit("old-service").json()["id"]
        (folder / "trial.json").unlink()
        sandbox.restart()
        kept = citizen.get(f"/applications/{case}").json()
        assert (kept["service_title"], kept["private"], kept["state"]) == (TRIAL, True, "submitted")


def test_the_shipped_world_loads_and_every_form_can_be_judged(tmp_path: Path) -> None:
    with SandboxProcess(tmp_path) as sandbox:
        anyone = Visitor(sandbox.url)
        services = anyone.get("/services", params={"limit": 500}).json()["items"]
        forms = [service["code"] for service in services if service["kind"] == "form"]
        assert len(forms) >= 7
        for code in forms:
            for language in ("zh", "en"):
                judged = Visitor(sandbox.url, language=language).post(f"/services/{code}/validate", {"answers": {}})
                assert judged.status_code == 200 and judged.json()["faults"], code
        assert anyone.get("/life-events").json()["items"]
        assert anyone.get("/capabilities").json()["demonstration"] is True


def test_the_sandbox_ends_with_whoever_started_it(tmp_path: Path) -> None:
    sandbox = SandboxProcess.start(tmp_path, **WORLD)
    sandbox.close_stdin()
    assert sandbox.wait_dead() == 0


def test_a_port_in_use_is_told_and_ends_with_2(sandbox: SandboxProcess, tmp_path: Path) -> None:
    port = sandbox.url.rpartition(":")[2]
    with pytest.raises(RuntimeError, match="Address already in use"):
        SandboxProcess.start(tmp_path, arguments=["--port", port], **WORLD)
