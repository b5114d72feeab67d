"""`python -m tests.stage [--person NAME] [--journey NAME] [--write]`: plays them, prints what each took, and writes it down."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

from tests.people.everyone import EVERYONE
from tests.stage import errands, evening


def main() -> int:
    """0 when everyone came to the end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--person", action="append")
    parser.add_argument("--journey", action="append")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    failures = 0
    for person in EVERYONE:
        for journey in errands.names():
            if (given.person and person.name not in given.person) or (given.journey and journey not in given.journey):
                continue
            begun = time.monotonic()
            with tempfile.TemporaryDirectory(prefix="yinling-people-") as folder:
                try:
                    took = evening.play(person, journey, Path(folder))
                except AssertionError as error:
                    failures += 1
                    print(f"{person.name:12} {journey:20} {error}", flush=True)
                    continue
            print(f"{person.name:12} {journey:20} {took} ({time.monotonic() - begun:.1f} s)", flush=True)
            if given.write:
                evening.write_down({person.name: {journey: took}})
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
