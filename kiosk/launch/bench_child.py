"""The processes that the bench weighs: a bare window, the welcome screen. Each writes what it found as one JSON object.

Moments are of the monotonic clock, which all processes of a machine share; memory is in MB.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WINDOW = (1280, 800)
GREETING = "\u60a8\u597d"
CATALOGUE_S = 60.0
SETTLE_MS = 1_500
Found = dict[str, float]


def bare(weigh: bool, found: Found) -> None:
    """A label in a window, with the same typeface loaded."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication, QLabel

    from ui import fonts
    from ui.first_paint import when_painted

    application = QApplication(["bare"])
    fonts.load()
    label = QLabel(GREETING)
    font = QFont(fonts.FAMILY)
    font.setPixelSize(48)
    label.setFont(font)
    label.resize(*WINDOW)

    def painted() -> None:
        found["painted"], found["cpu"] = time.monotonic(), time.process_time()
        if weigh:
            QTimer.singleShot(SETTLE_MS, rested)
        else:
            application.exit(0)

    def rested() -> None:
        found.update(memory())
        application.exit(0)

    when_painted(label, painted)
    label.show()
    application.exec()


def welcome(weigh: bool, idle_s: float, found: Found) -> None:
    """The product's first screen, put together as `launch.app` does, with voice, workers and the sandbox."""
    from kiosk.launch.quick_qt import load_qt

    load_qt()  # as launch.app.run does
    from PySide6.QtCore import QTimer

    from kiosk.launch.app import assemble, begin
    from kiosk.settings import Settings
    from ui.first_paint import when_painted

    program = assemble(Settings(windowed=True, data=os.environ["BENCH_DATA"]))
    application: QApplication = program.app.application
    when_painted(program.app.window, lambda: painted())
    begin(program)
    end = time.monotonic() + CATALOGUE_S

    def painted() -> None:
        found["painted"], found["cpu"] = time.monotonic(), time.process_time()
        if not weigh:
            if program.temporary is not None:
                program.temporary.cleanup()
            _go(found)
        look.start(50)

    def loaded() -> None:
        if program.controller.session.catalogue.index.services or time.monotonic() > end:
            look.stop()
            QTimer.singleShot(SETTLE_MS, rested)

    def rested() -> None:
        found["services"] = len(program.controller.session.catalogue.index.services)
        found.update(memory())
        before = time.process_time()

        def idled() -> None:
            found["idle"] = (time.process_time() - before) / idle_s
            application.exit(0)

        QTimer.singleShot(round(idle_s * 1000), idled)

    look = QTimer()
    look.timeout.connect(loaded)
    program.app.run()
    program.close()


def memory() -> Found:
    """Proportional, private and resident memory of this process, in MB."""
    rows = [line.split() for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()[1:]]
    kilobytes = {row[0].rstrip(":"): int(row[1]) for row in rows}
    return {
        "pss": kilobytes["Pss"] / 1024,
        "rss": kilobytes["Rss"] / 1024,
        "uss": (kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]) / 1024,
    }


def _go(found: Found) -> None:
    """What comes after the first paint is not measured: the process ends at once."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    """`bare` or `welcome`; --weigh: what it weighs, too, once everything is loaded."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("bare", "welcome"))
    parser.add_argument("--weigh", action="store_true")
    parser.add_argument("--idle", type=float, default=5.0)
    given = parser.parse_args()
    found: Found = {}
    if given.what == "bare":
        bare(given.weigh, found)
    else:
        welcome(given.weigh, given.idle, found)
    _go(found)


if __name__ == "__main__":
    main()
