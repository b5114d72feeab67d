"""The real program before a portal of its own, touched once at each start and then left alone. Arguments: portal, folder, log."""

import faulthandler
import os
import signal
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from kiosk.launch.app import assemble, begin, until_left
from kiosk.settings import Settings

LISTEN_MS = 2_500


def main() -> int:
    faulthandler.register(signal.SIGUSR1)
    portal, folder, log = sys.argv[1:4]
    program = assemble(Settings(portal=portal, data=folder, windowed=True))

    def write(line: str) -> None:
        with Path(log).open("a", encoding="utf-8") as lines:
            lines.write(f"{os.getpid()} {line}\n")

    def touch() -> None:
        QTest.mouseClick(program.app.window.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
        heeded = program.controller.session.last_life > 0
        QTimer.singleShot(LISTEN_MS if heeded else 300, leave_alone if heeded else touch)

    def leave_alone() -> None:
        write("lost" if program.controller.session.voice_lost else "heard")
        program.controller.begin()  # as at the end of a session
        write("alone")

    begin(program)
    QTimer.singleShot(100, touch)
    return until_left(program)


if __name__ == "__main__":
    sys.exit(main())
