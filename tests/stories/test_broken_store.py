"""A kiosk whose store of what waits to be sent is broken: found at the start, told, put aside, and people are served all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox_client import WORLD
from tests.sandbox_process import SandboxProcess
from tests.stories.hall import Hall

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F52")]


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path / "portal", **WORLD) as running:
        yield running


def test_a_broken_store_is_told_in_the_log_at_the_start_and_put_aside_whole(
    sandbox: SandboxProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "kiosk"
    folder.mkdir(mode=0o700)
    (folder / "outbox.sqlite").write_bytes(b"\xa5" * 9000)
    with caplog.at_level("WARNING", "yinling"), Hall(sandbox.url, folder) as kiosk:
        kiosk.driver.wait("it is told", lambda: "outbox code=outbox.put_aside" in caplog.messages)
        assert (folder / "outbox.broken-1.sqlite").read_bytes() == b"\xa5" * 9000
        kiosk.card("T1")
        kiosk.find("试验补贴")
        kiosk.driver.wait("the guide", lambda: any(action.name == "guide.begin" for action in kiosk.driver.actions()))


def test_where_nothing_can_be_kept_nobody_begins_and_once_it_is_mended_they_can(sandbox: SandboxProcess, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    (folder / "outbox.sqlite").mkdir(mode=0o700, parents=True)
    with Hall(sandbox.url, folder) as kiosk:
        kiosk.card("T1")
        kiosk.find("试验补贴")
        kiosk.driver.wait("the warning", lambda: "现在存不住东西" in kiosk.words())
        assert not any(action.name == "guide.begin" for action in kiosk.driver.actions())
        (folder / "outbox.sqlite").rmdir()
        kiosk.driver.press("action.retry")
        kiosk.driver.wait("the way on", lambda: any(action.name == "guide.begin" for action in kiosk.driver.actions()))
        assert "现在存不住东西" not in kiosk.words()
