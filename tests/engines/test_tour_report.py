"""What the tour reports of the portal is what the portal says, at the end and over HTTP; what falls short ends with 1."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CERTIFICATION, PLAYED = "YL0000000102", ("apply YL0000000102", "track", "query")
LATE = ("apply YL0000000106", "apply YL0000000107", "track")
TEN_MINUTES_LATER = """
from kiosk.launch import tour as program
asked = program._verified
program._verified = lambda sandbox, *what: (sandbox.post("/sandbox/clock", {"advance_s": 600}), asked(sandbox, *what))[1]
"""
PROGRAM = """
import sys
from pathlib import Path
from kiosk.launch import tour_journeys
from kiosk.launch.tour import tour
from kiosk.settings import Settings
{change}
sys.exit(tour(Path(sys.argv[1]), Settings(), tuple(sys.argv[2:])))
"""

pytestmark = [pytest.mark.engine, pytest.mark.timeout(1_000)]


def toured(folder: Path, *names: str, change: str = "") -> tuple[int, str, dict[str, Any]]:
    """The exit code, what was said on stderr, and the report."""
    words = [sys.executable, "-c", PROGRAM.format(change=change), str(folder / "tour"), *names]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False)
    return done.returncode, done.stderr, json.loads((folder / "tour" / "report.json").read_text("utf-8"))


@pytest.mark.feature("F44", "F62")
def test_every_journey_is_verified_at_the_portal_at_the_end_also_the_statement(tmp_path: Path) -> None:
    code, said, report = toured(tmp_path, *PLAYED)
    assert code == 0, said
    assert [journey["name"] for journey in report["journeys"]] == list(PLAYED)
    for journey in report["journeys"]:
        assert {"name", "profile", "screens", "applications"} <= set(journey)
        (one,) = journey["applications"]
        assert set(one) == {"id", "service", "state", "verified"} and one["id"] and one["verified"] is True
    applied, tracked, statement = report["journeys"]
    assert tracked["applications"] == applied["applications"], "both are asked at the end, so they are told alike"
    assert applied["applications"][0]["service"] == CERTIFICATION and applied["to_goal"]["screens"] <= 5
    assert statement["applications"][0]["state"] == "issued" and statement["seconds"] <= 60


def test_whatever_the_office_says_in_the_end_is_what_was_expected(tmp_path: Path) -> None:
    """A machine that takes ten minutes longer: the office has answered everything by then."""
    code, said, report = toured(tmp_path, *LATE, change=TEN_MINUTES_LATER)
    assert code == 0, said
    assert [journey["applications"][0]["state"] for journey in report["journeys"]] == ["denied", "needs_supplement", "needs_supplement"]


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("query", "tour_journeys.scenes = lambda: (tour_journeys.Scene('query', 'kiosk', tour_journeys._query, ('issued',), most_s=0),)", "than 0 s"),
        ("x", "tour_journeys.scenes = lambda: (tour_journeys.Scene('x', 'kiosk', lambda driver, sandbox: ('no-such-key',)),)", "x"),
        ("x", "tour_journeys.scenes = lambda: (tour_journeys.Scene('x', 'kiosk', lambda driver, sandbox: ()),)", "x: left nothing at the portal"),
    ],
    ids=["too-slow", "not-there", "nothing"],
)  # fmt: skip
def test_what_takes_too_long_or_is_not_at_the_portal_ends_with_1(tmp_path: Path, name: str, change: str, why: str) -> None:
    code, said, report = toured(tmp_path, name, change=change)
    assert code == 1 and why in said
    assert report["failures"] or not all(one["verified"] for one in report["journeys"][0]["applications"])
