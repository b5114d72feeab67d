"""The portal's own clock, as the outbox asks for it."""

import time
from pathlib import Path

import pytest

from kiosk.portal.rest import RestPortal
from kiosk.problems import ProblemError
from tests.sandbox_client import WORLD
from tests.sandbox_process import SandboxProcess


@pytest.mark.feature("F52")
def test_a_portal_tells_how_late_it_is_and_one_that_is_away_does_not(tmp_path: Path) -> None:
    with SandboxProcess(tmp_path / "portal", **WORLD) as sandbox:
        portal = RestPortal(sandbox.url)
        assert abs(portal.time() - time.time()) < 60
        sandbox.kill9()
        with pytest.raises(ProblemError):
            portal.time()
        portal.close()
