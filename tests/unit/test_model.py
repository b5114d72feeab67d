"""`./run model` against a real HTTP server: cut lines, wrong files, full disks, unsafe zips, sticks; and never half a model in its place."""

import hashlib
import io
import random
import stat
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kiosk.__main__ import main
from kiosk.launch import model_fetch, model_install
from kiosk.launch.model import model, recommended
from kiosk.settings import Settings
from voice.model_folder import TEST_MARK, find, home

pytestmark = pytest.mark.feature("F57")
NAME = "vosk-model-small-cn-trial"
NOISE = random.Random(3).randbytes(600_000)


def zipped(extra: dict[str, bytes] | None = None, without: str = "", link: bool = False) -> bytes:
    """A model's zip: all that is looked at, and noise for its weights."""
    held = {"am/final.mdl": NOISE, "conf/model.conf": b"--x=1\n", "conf/mfcc.conf": b"--sample-frequency=16000\n"} | (extra or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in held.items():
            if name != without:
                archive.writestr(f"{NAME}/{name}" if not name.startswith("..") else name, content)
        if link:
            info = zipfile.ZipInfo(f"{NAME}/out")
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, "/etc")
    return out.getvalue()


class Portal:
    """A server of one file, with faults on demand. cuts: after so many bytes of an answer the line is cut, once each."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.cuts: list[int] = []
        self.status = 0
        self.ranges = True
        self.asked: list[str] = []
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range", "")
                portal.asked.append(wanted)
                start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and portal.ranges else 0
                body = portal.content[start:]
                if portal.status or (start and not body):
                    self.send_error(portal.status or 416)
                    return
                self.send_response(206 if start else 200)
                if start:
                    self.send_header("Content-Range", f"bytes {start}-{len(portal.content) - 1}/{len(portal.content)}")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: portal.cuts.pop(0)] if portal.cuts else body)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/model.zip"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def portal() -> Iterator[Portal]:
    made = Portal(zipped())
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("VOSK_MODEL_PATH", raising=False)


def wanted(content: bytes) -> dict[str, Any]:
    return recommended() | {"name": NAME, "sha256": hashlib.sha256(content).hexdigest()}


def get(portal: Portal, settings: Settings | None = None) -> int:
    return model(settings or Settings(), url=portal.url, wanted=wanted(portal.content))


def left() -> list[str]:
    return sorted(path.name for path in home().iterdir()) if home().exists() else []


def test_a_model_is_fetched_checked_and_found_without_a_setting(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    assert get(portal) == 0
    assert find() == home() / NAME and left() == [NAME]
    assert (home() / NAME / "am" / "final.mdl").read_bytes() == NOISE
    told = capsys.readouterr().out
    assert "100%" in told and str(home() / NAME) in told and "voice-check" in told


def test_a_line_cut_twice_goes_on_where_it_ended(portal: Portal) -> None:
    portal.cuts = [100_000, 150_000]
    assert get(portal) == 0
    assert portal.asked == ["", "bytes=100000-", "bytes=250000-"] and find() == home() / NAME


def test_what_was_fetched_yesterday_is_not_fetched_again(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    portal.cuts = [300_000, 0]
    assert get(portal) == 1
    assert left() == [f"{NAME}.zip.part"] and "./run model" in capsys.readouterr().out
    assert get(portal) == 0
    assert portal.asked[-1] == "bytes=300000-" and left() == [NAME]


def test_a_server_that_knows_no_ranges_begins_again(portal: Portal) -> None:
    portal.ranges = False
    portal.cuts = [200_000]
    assert get(portal) == 0
    assert (home() / NAME / "am" / "final.mdl").read_bytes() == NOISE


def test_a_file_that_was_whole_already_is_only_checked(portal: Portal) -> None:
    home().mkdir(parents=True)
    (home() / f"{NAME}.zip.part").write_bytes(portal.content)
    assert get(portal) == 0 and find() == home() / NAME


def test_another_file_than_the_one_meant_is_thrown_away(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    assert model(Settings(), url=portal.url, wanted=wanted(b"something else")) == 1
    assert left() == [] and find() is None and "校验码" in capsys.readouterr().out


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_address_that_refuses_is_named_with_its_answer(portal: Portal, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    portal.status = status
    assert get(portal) == 1
    told = capsys.readouterr().out
    assert portal.url in told and str(status) in told and left() == []


def test_an_address_that_cannot_be_reached_is_said_plainly(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    portal.server.server_close()
    assert main(["model", "--url", portal.url]) == 1
    told = capsys.readouterr().out
    assert "连不上" in told and portal.url in told and "--from" in told and left() == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "models"])
def test_only_web_addresses_are_fetched(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "--url", url]) == 1
    assert "model_url" in capsys.readouterr().out


def test_the_address_is_a_setting_and_another_model_in_use_is_told(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(model_url=portal.url, model="/srv/other")
    assert model(settings, wanted=wanted(portal.content)) == 0
    assert portal.asked == [""] and "/srv/other" in capsys.readouterr().out


def test_a_full_disk_is_told_before_anything_is_written(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(model_fetch, "SPARE", 10**18)
    assert get(portal) == 1 and left() == [] and "空间" in capsys.readouterr().out
    monkeypatch.undo()


def test_a_disk_too_full_to_unpack_keeps_the_zip(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_install, "SPARE", 10**18)
    assert get(portal) == 1 and left() == [f"{NAME}.zip.part"] and find() is None


# --- folders, zips, sticks ------------------------------------------------------------------------------------------------


def stick(tmp_path: Path, content: bytes, as_zip: bool) -> Path:
    """A USB stick with the model on it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    if as_zip:
        (folder / f"{NAME}.zip").write_bytes(content)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(folder)
    return folder


@pytest.mark.parametrize("as_zip", [True, False])
def test_a_model_is_taken_from_a_stick(tmp_path: Path, as_zip: bool) -> None:
    folder = stick(tmp_path, zipped(), as_zip)
    assert model(Settings(), folder, wanted=wanted(zipped())) == 0
    assert find() == home() / NAME and left() == [NAME]


def test_a_zip_that_is_not_the_recommended_one_is_taken_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = stick(tmp_path, zipped(), as_zip=True)
    assert model(Settings(), folder / f"{NAME}.zip") == 0
    assert recommended()["name"] in capsys.readouterr().out and find() == home() / NAME


def test_a_new_model_takes_the_place_of_an_older_one_and_a_broken_one_does_not(tmp_path: Path) -> None:
    old = home() / NAME
    (old / "am").mkdir(parents=True)
    (old / "am" / "final.mdl").write_bytes(b"old")
    broken = tmp_path / f"{NAME}.zip"
    broken.write_bytes(zipped()[:-900])
    assert main(["model", "--from", str(broken)]) == 1
    assert (old / "am" / "final.mdl").read_bytes() == b"old"
    broken.write_bytes(zipped())
    assert main(["model", "--from", str(broken)]) == 0
    assert (old / "am" / "final.mdl").read_bytes() == NOISE and left() == [NAME]


@pytest.mark.parametrize(
    "content",
    [
        zipped({"../../evil": b"x"}),
        zipped(link=True),
        zipped(without="am/final.mdl"),
        zipped({TEST_MARK: b""}),
        zipped({"conf/mfcc.conf": b"--sample-frequency=44100\n"}),
    ],
    ids=["leaves its folder", "a link", "not a model", "a model of the tests", "a rate too high"],
)
def test_what_is_unsafe_or_of_no_use_is_not_installed(tmp_path: Path, content: bytes) -> None:
    folder = stick(tmp_path, content, as_zip=True)
    assert main(["model", "--from", str(folder)]) == 1
    assert left() == [] and not (tmp_path / "evil").exists() and find() is None


def torn() -> bytes:
    """A zip whose list of files is whole, and the packed weights are not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}/am/final.mdl", NOISE)
    content = bytearray(out.getvalue())
    start = 30 + len(f"{NAME}/am/final.mdl")
    content[start : start + 50] = b"\xff" * 50  # no kind of block that there is
    return bytes(content)


def test_a_zip_that_is_torn_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = stick(tmp_path, torn(), as_zip=True)
    assert main(["model", "--from", str(folder)]) == 1
    assert str(folder) in capsys.readouterr().out and left() == []


@pytest.mark.parametrize("place", [".", "am/.."])
def test_who_stands_in_the_models_folder_loses_no_other_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    other = home() / "vosk-model-cn-other"
    other.mkdir(parents=True)
    folder = stick(tmp_path, zipped(), as_zip=False)
    monkeypatch.chdir(folder / NAME)
    assert main(["model", "--from", place]) == 0
    assert left() == ["vosk-model-cn-other", NAME] and find() == home() / NAME


def test_a_model_of_another_name_is_found_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "speech.zip").write_bytes(zipped())
    assert main(["model", "--from", str(tmp_path / "speech.zip")]) == 0
    assert find() == home() / "vosk-model-cn-speech"


def test_a_stick_without_a_model_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "--from", str(tmp_path)]) == 1
    assert main(["model", "--from", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().out.count(str(tmp_path)) == 2 and left() == []
