"""What a technician meets when something stands in the way of the start: each time one sentence that says what to do, and no traceback."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.settings import KINDS
from tests.command_line import ROOT, Ended, Terminal

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    home = tmp_path / "家 with spaces"
    home.mkdir()
    return Terminal(home)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def refused(ended: Ended) -> str:
    """The one sentence of a start that was refused."""
    assert ended.code == 2, ended
    assert "Traceback" not in ended.said
    return ended.said.strip()


def test_without_a_display_it_says_so_and_offers_the_tour(terminal: Terminal) -> None:
    said = refused(terminal.run())
    assert "没有屏幕" in said and "./run tour" in said


def test_what_is_told_on_the_terminal_is_in_the_language_of_the_settings(terminal: Terminal) -> None:
    assert refused(terminal.run("--language", "en")).startswith("There is no display")


def test_a_broken_settings_file_is_named_and_what_to_do_with_it(terminal: Terminal) -> None:
    path = terminal.write_settings("profile = kiosk\n")
    said = refused(terminal.run())
    assert str(path) in said and "请改好" in said


def test_a_settings_file_that_is_no_text_is_told_like_a_broken_one(terminal: Terminal) -> None:
    path = terminal.write_settings("")
    path.write_bytes(b"\xff\xfe\x00")
    assert str(path) in refused(terminal.run())


def test_an_unknown_setting_is_named_with_its_file(terminal: Terminal) -> None:
    path = terminal.write_settings('profil = "kiosk"\n')
    said = refused(terminal.run())
    assert str(path) in said and "profil" in said and "请改掉" in said


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('size = "large"', id="another-kind"),
        pytest.param('theme = "pink"', id="no-such-choice"),
        pytest.param("windowed = 1", id="number-for-yes"),
        pytest.param('open_from = "25:00"', id="no-such-hour"),
    ],
)
def test_a_wrong_value_is_named(terminal: Terminal, line: str) -> None:
    terminal.write_settings(line + "\n")
    said = refused(terminal.run())
    assert line.split(" = ")[0] in said and "值不对" in said


def test_an_unknown_setting_of_the_environment_is_named(terminal: Terminal) -> None:
    assert "profil" in refused(terminal.run(YINLING_PROFIL="kiosk"))


def test_a_wrong_value_of_the_environment_is_named(terminal: Terminal) -> None:
    assert "YINLING_SIZE" in refused(terminal.run(YINLING_SIZE="large"))


def test_a_flag_wins_over_the_environment_and_that_over_the_file(terminal: Terminal) -> None:
    terminal.write_settings('language = "zh"\n')
    program = (
        "from kiosk.settings import load\n"
        "print(load({'size': 3}).size, load({}).size, load({}).language, load({}).theme)"
    )
    terminal.write_settings('size = 0\ntheme = "dim"\n')
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=terminal.home,
        env=terminal.environment(YINLING_SIZE="1"),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=True,
    )
    assert done.stdout.split() == ["3", "1", "zh", "dim"]


def test_without_the_typeface_it_says_so_instead_of_drawing_empty_boxes(terminal: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "without typeface"
    (copy / "assets").mkdir(parents=True)
    for package in ("kiosk", "ui", "voice"):
        (copy / package).symlink_to(ROOT / package)
    for entry in (ROOT / "assets").iterdir():
        if entry.name != "fonts":
            (copy / "assets" / entry.name).symlink_to(entry)
    said = refused(terminal.run(**OFFSCREEN, PYTHONPATH=str(copy)))
    assert "中文字体不见了" in said and "重新安装" in said


def test_a_data_folder_that_cannot_be_written_is_told_before_anyone_begins(terminal: Terminal) -> None:
    (terminal.home / "data").write_text("a file where the folder should be")
    said = refused(terminal.run("--data", str(terminal.home / "data"), **OFFSCREEN))
    assert "数据文件夹不能写" in said and str(terminal.home / "data") in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_of_somebody_else_is_told_before_anyone_begins(terminal: Terminal) -> None:
    folder = terminal.home / "data"
    folder.mkdir(mode=0o500)
    assert "数据文件夹不能写" in refused(terminal.run("--data", str(folder), **OFFSCREEN))


def test_the_sandbox_on_a_port_in_use_says_so(terminal: Terminal, taken_port: int) -> None:
    said = refused(terminal.run("sandbox", "--port", str(taken_port)))
    assert "端口有没有被占用" in said


def test_the_sandbox_on_a_folder_that_cannot_be_written_says_so(terminal: Terminal) -> None:
    (terminal.home / "data").write_text("a file where the folder should be")
    said = refused(terminal.run("sandbox", "--port", "0", "--data", str(terminal.home / "data")))
    assert "能不能写" in said


def test_the_sandbox_says_where_it_is_and_keeps_its_data_where_it_was_told(terminal: Terminal) -> None:
    folder = terminal.home / "data"
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "sandbox", "--port", "0", "--data", str(folder)],
        cwd=terminal.home,
        env=terminal.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["url"].startswith("http://127.0.0.1:")
        assert any(folder.iterdir())
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 0
    assert said == b"", "no traceback on leaving"


@pytest.mark.parametrize(
    "command",
    [("tour", "--out", "file/tour"), ("bench", "--json", "file/figures.json"), ("bench", "--json", "."), ("standards", "--html", "file/page.html")],
    ids=lambda command: " ".join(command[:2]),
)
def test_where_results_cannot_be_written_it_is_told_before_anything_is_done(terminal: Terminal, command: tuple[str, ...]) -> None:
    (terminal.home / "file").write_text("a file where the folder should be")
    said = refused(terminal.run(*command, **OFFSCREEN))
    assert "写不进去" in said and command[2].split("/")[0] in said


def test_a_port_that_there_cannot_be_is_told(terminal: Terminal) -> None:
    said = refused(terminal.run("sandbox", "--port", "99999"))
    assert "--port" in said and "65535" in said


def test_every_setting_stands_in_the_readme_and_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.partition("\n## Settings\n")[2].partition("\n## ")[0]
    told = {name for line in table.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert told == set(KINDS)


def test_an_unknown_command_names_those_there_are(terminal: Terminal) -> None:
    ended = terminal.run("toru")
    assert ended.code == 2 and all(word in ended.said for word in ("tour", "bench", "sandbox", "words"))


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("folder", ["home", "root"])
def test_run_is_found_from_any_folder_and_through_a_link(terminal: Terminal, folder: str) -> None:
    link = terminal.home / "run it"
    link.symlink_to(ROOT / "run")
    where = terminal.home if folder == "home" else Path("/")
    done = subprocess.run(
        [str(link), "--help"], cwd=where, capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    assert "./run tour" in done.stdout


TOOLS = ("bash", "cat", "dirname", "env", "flock", "mkdir", "readlink", "sha256sum")


def _bare_machine(folder: Path) -> Path:
    """A folder of tools of a machine with nothing installed and no sudo."""
    tools = folder / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name) or name)
    for name, line in (("dpkg-query", "exit 1"), ("apt-get", "touch \"$0.ran\"")):
        (tools / name).write_text(f"#!/bin/bash\n{line}\n")
        (tools / name).chmod(0o755)
    return tools


@pytest.mark.skipif(not all(map(shutil.which, (*TOOLS, "setpriv"))), reason="needs the tools of Debian")
def test_without_root_and_sudo_the_line_for_the_administrator_is_said_and_nothing_is_done() -> None:
    with tempfile.TemporaryDirectory(prefix="银龄 of nobody ") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        place = folder / "the project"
        place.mkdir()
        shutil.copy2(ROOT / "run", place / "run")
        shutil.copytree(ROOT / "requirements", place / "requirements")
        tools = _bare_machine(folder)
        nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()
        if nobody:
            os.chown(place, 65534, 65534)
        done = subprocess.run(
            [*nobody, str(place / "run")],
            env={"PATH": str(tools), "HOME": str(place)},
            executable=shutil.which("setpriv") if nobody else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )
        assert done.returncode == 2, done.stderr
        line = next(line.strip() for line in done.stderr.splitlines() if "apt-get" in line)
        assert line.startswith("apt-get update && apt-get install -y") and "espeak-ng" in line and "python3-venv" in line
        assert "管理员" in done.stderr and "再运行一次 ./run" in done.stderr
        assert not (tools / "apt-get.ran").exists() and not (place / ".venv").exists()
