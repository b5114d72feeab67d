"""Patterns of a portal are judged on threads too, which may be at it while the program ends."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATE = """
from threading import Event, Thread
from kiosk.forms.patterns import matches

begun = [Event() for _ in range(3)]

def judge(first):
    while True:
        matches("(a|b)*c", "ab" * 20_000)
        first.set()

for first in begun:
    Thread(target=judge, args=(first,), daemon=True).start()
for first in begun:
    first.wait()
"""


def test_threads_that_still_judge_do_not_bring_down_a_program_that_ends() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(3):
        ended = subprocess.run([sys.executable, "-c", LATE], env=environment, capture_output=True, text=True, timeout=240, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")


def test_a_thread_that_judges_keeps_no_other_from_it() -> None:
    program = LATE + 'assert matches("^[0-9]+$", "12") and not matches("^[0-9]+$", "1x")\n'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
