"""The window: all of the screen and not to be closed on a kiosk, an ordinary one at home."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from ui.blocks.base import Port
from ui.view import View


class Window(QMainWindow):
    """Holds the View. `leave` is called when somebody wants to close it; Ctrl+Q is there only where leaving is allowed.

    A main window, since screen readers take nothing less for one.
    """

    def __init__(self, port: Port, *, kiosk: bool, may_leave: bool, leave: Callable[[], None]) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.may_leave = may_leave
        self._leave = leave
        self.view = View(port, self)
        if kiosk:
            self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)

    def heed_keys(self) -> None:
        """Ctrl+Q, where it may leave. Call it once."""
        from PySide6.QtGui import QKeySequence, QShortcut

        if self.may_leave:
            QShortcut(QKeySequence("Ctrl+Q"), self, self._leave)

    def open(self, windowed: tuple[int, int] | None = None) -> None:
        """Shows it: all of the screen on a kiosk, else a window of this width and height in pixels."""
        if self.kiosk and windowed is None:
            self.showFullScreen()
        else:
            self.resize(*(windowed or (1280, 800)))
            self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 and a window manager's close do nothing on a kiosk; elsewhere they leave the proper way."""
        event.ignore()
        if self.may_leave:
            self._leave()
