"""The portal that comes along is on this machine, whatever way this machine takes into the world."""

from pathlib import Path

import pytest

from kiosk.launch.scenes import levers
from kiosk.launch.shared_sandbox import Sandbox


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_no_proxy_is_asked_for_what_is_on_this_machine(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = Sandbox(tmp_path)
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    try:
        assert sandbox.get("/sandbox/people")["items"]
        levers.fault(sandbox, "drop", "GET", "/v1/me")
        assert len(sandbox.get("/sandbox/faults")["rules"]) == 1
        levers.clear(sandbox)
        assert sandbox.get("/sandbox/faults")["rules"] == []
    finally:
        sandbox.embedded.close()
