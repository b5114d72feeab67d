"""The wheel, as somebody gets it: installed elsewhere, started from another folder, with all that it needs beside it."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import ROOT

pytestmark = pytest.mark.engine

PACKAGES = ("assets", "kiosk", "ui", "voice")


def run(*command: str | Path, cwd: Path, home: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """A program with nothing of this checkout in its environment."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "PYTHONUTF8": "1", **extra}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def shipped() -> set[str]:
    """The files of the packages, as they lie here."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in files if path.parent.name != "__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in (*PACKAGES, "pyproject.toml", "README.md", "LICENSE", "THIRD_PARTY.md"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    built = run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"),
        *("--disable-pip-version-check", "--wheel-dir", folder, source),
        cwd=folder,
        home=folder,
    )
    assert built.returncode == 0, built.stderr
    [made] = folder.glob("yinling-*.whl")
    return made


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A virtual environment with the wheel; the libraries are those of this environment, the project is not on its path."""
    folder = tmp_path_factory.mktemp("somewhere else") / "environment"
    venv.create(folder, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    libraries = sysconfig.get_path("purelib")
    # added after the environment's own, and without reading the .pth files there: they lead to this checkout
    (site / "libraries.pth").write_text(libraries + "\n", "utf-8")
    installed = run(
        *(sys.executable, "-m", "pip", "--python", folder, "install", "--quiet", "--no-deps", "--no-index"),
        *("--disable-pip-version-check", wheel),
        cwd=folder,
        home=folder,
    )
    assert installed.returncode == 0, installed.stderr
    yield folder
    shutil.rmtree(folder)


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        kept = {name.rsplit("/", 1)[1] for name in archive.namelist() if "/licenses/" in name}
    assert shipped() <= held
    assert {name.split("/")[0] for name in held} == set(PACKAGES)
    assert kept == {"LICENSE", "THIRD_PARTY.md"}


def test_it_is_imported_from_where_it_was_installed(elsewhere: Path, tmp_path: Path) -> None:
    program = "import assets, kiosk, ui, voice; print(*(m.__file__ for m in (assets, kiosk, ui, voice)), sep='\\n')"
    done = run(elsewhere / "bin" / "python", "-c", program, cwd=tmp_path, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(line.startswith(str(elsewhere)) for line in done.stdout.splitlines()), done.stdout


def test_its_command_starts_from_another_folder(elsewhere: Path, tmp_path: Path) -> None:
    done = run(elsewhere / "bin" / "yinling", cwd=tmp_path, home=tmp_path)
    assert done.returncode == 2 and "./run tour" in done.stderr


WELCOME = """
import json, sys, urllib.request
from PySide6.QtCore import QTimer
from kiosk import phrases
from kiosk.launch.wiring import Program
from kiosk.settings import Settings
from ui.app import App, Setup

programs, seen = [], {}

def look():
    picture = app.window.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5))
    seen["colours"] = len({picture.pixel(*place) for place in places})
    seen["screen"] = app.window.view.screen_id
    with urllib.request.urlopen(programs[0].portal_url() + "/v1/services?limit=100", timeout=20) as answer:
        seen["services"] = len(json.load(answer)["items"])
    app.leave()

app = App(lambda event: programs[0].send(event), Setup(windowed=(1280, 800)))
programs.append(Program(Settings(data=sys.argv[1]), app, None))
programs[0].begin()
QTimer.singleShot(0, look)
app.run()
programs[0].close()
print(json.dumps(seen))
"""


def test_its_welcome_screen_is_drawn_and_its_portal_answers(elsewhere: Path, tmp_path: Path) -> None:
    program = tmp_path / "welcome.py"
    program.write_text(WELCOME, "utf-8")
    done = run(
        *(elsewhere / "bin" / "python", program, tmp_path / "data"),
        cwd=tmp_path,
        home=tmp_path,
        QT_QPA_PLATFORM="offscreen",
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["screen"][0] == "welcome"
    assert seen["colours"] > 10 and seen["services"] >= 7

