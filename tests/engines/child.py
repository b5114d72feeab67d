"""A program of the tests in a process of its own: the one JSON object it tells, or all that is to be known of why there is none."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[2]
DEADLINE_S = 900.0


def told(*arguments: str, environment: Mapping[str, str], seconds: float = DEADLINE_S) -> dict[str, Any]:
    """`python ARGUMENTS` without a window; the last line of its stdout. Raises AssertionError with its exit code and what it said on stderr."""
    surroundings = {**environment, "PYTHONPATH": str(HOME), "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
    words = [sys.executable, *arguments]
    try:
        done = subprocess.run(words, cwd=HOME, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise AssertionError(f"{arguments} did not end in {seconds} s: {_end(error.stderr)}") from None
    assert done.returncode == 0, f"{arguments} ended with {done.returncode}: {_end(done.stderr)}"
    return dict(json.loads(done.stdout.decode().splitlines()[-1]))


def at_home(environment: Mapping[str, str]) -> dict[str, str]:
    """With the home of who runs the tests instead of a sound card's own."""
    return {**environment, "HOME": os.path.expanduser("~")}


def _end(said: bytes | None) -> str:
    return (said or b"").decode("utf-8", "replace")[-6000:]
