"""Every screen one after another in a real window, for a screen reader: a program that does what it is asked on stdin.

Its argument: a pickled list of (Screen, Display). One JSON request a line, one JSON answer a line:
{"show": n}: draws the n-th screen; the stops that the focus comes to, each [name, role, checked, description, inside the keyboard].
{"focus": n}: the focus goes to the n-th of them, as if by Tab; true. "heading": what has the focus when a screen opens is no stop.
"""

import json
import pickle
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from kiosk.display import Display
from kiosk.screen import Screen
from ui.app import App, Setup
from ui.blocks.keyboard import KeyboardWidget
from ui.focus import stops

WINDOW = (1280, 860)


class Gallery:
    """The window, and what stands in it."""

    def __init__(self, screens: list[tuple[Screen, Display]]) -> None:
        self.screens = screens
        self.stops: list[QWidget] = []
        self.at = 0
        self.app = App(lambda _: self.app.post(self.again), Setup(kiosk=False, may_leave=True, windowed=WINDOW, title="银龄"))
        self.app.window.open(WINDOW)
        self.app.serve_readers()
        self.notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self.notifier.activated.connect(self.asked)

    def asked(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self.app.leave()
            return
        request = json.loads(line)
        if "show" in request:
            answer: object = self.show(request["show"])
        else:
            self.stops[request["focus"]].setFocus(Qt.FocusReason.TabFocusReason)
            answer = True
        print(json.dumps(answer), flush=True)

    def show(self, number: int) -> list[tuple[str, str, bool, str, bool]]:
        self.at = number
        screen, display = self.screens[number]
        view = self.app.window.view
        self.app.render(screen, display)
        keys = [widget for widget in view.findChildren(KeyboardWidget) if widget.isVisible()]
        self.stops = stops(view)
        return [_told(stop, any(board.isAncestorOf(stop) for board in keys)) for stop in self.stops]

    def again(self) -> None:
        """Whatever happens, the controller draws the screen again."""
        self.app.render(*self.screens[self.at])


def _told(widget: QWidget, key: bool) -> tuple[str, str, bool, str, bool]:
    seen = QAccessible.queryAccessibleInterface(widget)
    name = seen.text(QAccessible.Text.Name)
    return name, seen.role().name, bool(seen.state().checked), seen.text(QAccessible.Text.Description), key


def main() -> None:
    """Until stdin is closed."""
    gallery = Gallery(pickle.loads(Path(sys.argv[1]).read_bytes()))
    gallery.app.application.exec()


if __name__ == "__main__":
    main()
