"""The machine may think it is in Los Angeles, and in 2027: civil dates are the portal's, and nothing depends on the year of a test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOW = "2027-03-14T00:30:00+08:00"
"""Half past midnight in Shanghai; in Los Angeles it is still the day before, and the clocks are about to change."""
FAST = tuple(
    f"tests/unit/test_{name}.py"
    for name in (
        "forms_values", "forms_checks", "forms_rules", "forms_verdicts", "sandbox_deadlines", "sandbox_parts", "loop", "editing", "lunar",
        "outbox", "sending", "reading",
    )
)  # fmt: skip
JOURNEY = """
import sys, tempfile
from dataclasses import replace
from pathlib import Path
from kiosk.launch.tour import Sandbox
from kiosk.launch.tour_journeys import scenes
from kiosk.settings import Settings
from kiosk.launch.leaving import leave
from kiosk.launch.scenes.theatre import Gallery, on_stage

with tempfile.TemporaryDirectory() as temporary:
    sandbox = Sandbox(Path(temporary) / "sandbox")
    sandbox.post("/sandbox/clock", {"now": sys.argv[1]})
    scene = scenes()[0]
    try:
        with on_stage(Gallery(), sandbox.embedded, Path(temporary), Settings(now=sys.argv[1])) as theatre:
            assert scene.play(theatre.driver, sandbox)
            today = theatre.program.controller.session.today
            assert today is not None and today.date().isoformat() == "2027-03-14", today
        row = sandbox.get("/sandbox/applications")["items"][0]
        assert row["state"] in scene.expected, row["state"]
        assert row["submitted_at"].startswith("2027-03-14T00:"), row["submitted_at"]
        answer = sandbox.get("/v1/lookup?case_no=" + row["case_no"] + "&query_code=" + row["query_code"])
        assert answer["promised"] > "2027-03-14", "the calendar of working days has no 2027: weekends alone count"
    finally:
        sandbox.embedded.close()
leave(0)
"""


def elsewhere(*command: str, seconds: float) -> None:
    """Runs it as if in Los Angeles."""
    environment = {**os.environ, "TZ": "America/Los_Angeles", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.feature("F44")
def test_dates_of_forms_deadlines_and_the_loop_are_the_portals() -> None:
    elsewhere("-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *FAST, seconds=1_000)


@pytest.mark.widgets
@pytest.mark.feature("F44")
def test_an_application_just_after_midnight_in_2027_is_of_that_day() -> None:
    elsewhere("-c", JOURNEY, NOW, seconds=1_000)
