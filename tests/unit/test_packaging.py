"""What is installed is what is named: locks with hashes, declared libraries, the Qt that does not abort, icons that exist."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from tests.command_line import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OURS = {"assets", "kiosk", "ui", "voice"}
CALLED = {  # the name of a library where it differs from the name of its module
    "PIL": "pillow",
    "chinese_calendar": "chinesecalendar",
    "re2": "google-re2",
    "yaml": "pyyaml",
}


def names(lock: Path) -> dict[str, list[str]]:
    """The libraries of a lock, each with its versions."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def imported(*packages: str) -> set[str]:
    """The modules that are not ours and not Python's, anywhere in the packages."""
    modules = set()
    for path in (path for package in packages for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("import_module", "importlib.import_module"):
                modules |= {str(value.value).split(".")[0] for value in node.args if isinstance(value, ast.Constant)}
    return modules - OURS - set(sys.stdlib_module_names)


def declared(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9_.-]", line)[0].lower() for line in requirements}


def test_there_is_a_lock_for_each_machine() -> None:
    assert [lock.name for lock in LOCKS] == ["build.txt", "glibc-2.28.txt", "run.txt", "test.txt", "windows.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_line_of_a_lock_is_held_by_a_hash_and_no_lock_names_an_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text and "index-url" not in text and "find-links" not in text
    blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert blocks and all("==" in block.splitlines()[0] and "--hash=sha256:" in block for block in blocks)


def test_qt_is_the_one_that_runs_on_each_machine() -> None:
    by_name = {lock.stem: names(lock) for lock in LOCKS}
    for library in ("pyside6-essentials", "pyside6-addons", "shiboken6"):
        assert by_name["run"][library] == ["6.11.3", "6.12.0"], "6.12 aborts on Python 3.11"
        assert by_name["glibc-2.28"][library] == ["6.9.3"], "the last one for glibc 2.28"
        assert by_name["windows"][library] == ["6.11.3"]


def test_the_tools_lock_holds_the_same_versions_as_the_lock_for_running() -> None:
    run, test = names(ROOT / "requirements" / "run.txt"), names(ROOT / "requirements" / "test.txt")
    assert {name: test.get(name) for name in run} == run


def test_every_library_that_is_imported_is_declared_and_none_is_declared_in_vain() -> None:
    project = PROJECT["project"]
    wanted = declared(project["dependencies"] + project["optional-dependencies"]["sandbox"])
    used = {CALLED.get(module, module).lower() for module in imported("kiosk", "ui", "voice")}
    used = (used - {"pyside6"}) | {"pyside6_essentials", "pyside6_addons"}
    assert wanted == used


def test_nothing_that_would_keep_a_sign_in_in_plain_text_is_installed() -> None:
    assert not any("keyrings-alt" in names(lock) or "keyrings.alt" in names(lock) for lock in LOCKS)


def test_every_icon_that_is_named_is_shipped() -> None:
    named = {
        icon
        for package in ("kiosk", "ui")
        for path in (ROOT / package).rglob("*.py")
        for icon in re.findall(r'icon="([a-z0-9-]+)"', path.read_text("utf-8"))
    }
    assert named
    assert {icon for icon in named if not (ROOT / "assets" / "icons" / f"{icon}.svg").is_file()} == set()


class Sender(QObject):
    sent = Signal(object)


def test_none_is_not_used_up_by_calls_and_signals() -> None:
    sender = Sender()
    heard: list[object] = []
    sender.sent.connect(heard.append)
    before = sys.getrefcount(None)
    for _ in range(1000):
        sender.setObjectName("a")
        sender.sent.emit(1)
        sender.blockSignals(False)
    assert abs(sys.getrefcount(None) - before) < 200
    assert len(heard) == 1000
