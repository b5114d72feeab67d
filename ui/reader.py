"""The parts of accessibility that speak Qt's accessibility classes; use them through ui/accessibility.py."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QLabel, QWidget

from kiosk.platform import READERS_HEED_NOTIFICATIONS
from ui.accessibility import Graphic
from ui.blocks.progress import ProgressWidget
from ui.edits import SecretLine
from ui.labels import HeadingLabel

_interfaces: dict[int, QAccessibleInterface] = {}
"""Qt does not own what a Python factory returns; an interface lives here as long as its widget."""

_installed: list[bool] = []


class _Note(QLabel):
    """Seen by screen readers alone: a notification that has just come up, which is what Orca tells at once."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(0, 0, 1, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lower()
        self.spent = QTimer(self)
        self.spent.setSingleShot(True)
        self.spent.setInterval(5_000)
        self.spent.timeout.connect(self.forget)

    def forget(self) -> None:
        """Nothing of it stays for the next screen."""
        self.hide()
        self.setAccessibleName("")


_ROLES: dict[type[QWidget], QAccessible.Role] = {
    HeadingLabel: QAccessible.Role.Heading,
    Graphic: QAccessible.Role.Graphic,
    _Note: QAccessible.Role.Notification,
    ProgressWidget: QAccessible.Role.StaticText,
    SecretLine: QAccessible.Role.EditableText,
}


class _Heading(QAccessibleWidget):
    def __init__(self, label: HeadingLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading, label.text())
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        return self._label.text() if kind == QAccessible.Text.Name else super().text(kind)

    def state(self) -> QAccessible.State:
        """The focus rests on it when its screen opens, though Tab passes it by."""
        state = super().state()
        state.focusable = True
        return state


class _Secret(QAccessibleWidget):
    """A line of dots. Qt's own would tell each letter that goes in to whoever listens on the bus."""

    def __init__(self, line: SecretLine) -> None:
        super().__init__(line, QAccessible.Role.EditableText, line.accessibleName())

    def state(self) -> QAccessible.State:
        state = super().state()
        state.passwordEdit = True
        return state


def _made(thing: QWidget) -> QAccessibleInterface:
    if isinstance(thing, HeadingLabel):
        return _Heading(thing)
    if isinstance(thing, SecretLine):
        return _Secret(thing)
    role = next(role for kind, role in _ROLES.items() if isinstance(thing, kind))
    return QAccessibleWidget(thing, role, thing.accessibleName())


def _factory(_key: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, QWidget) or not isinstance(thing, tuple(_ROLES)):
        return None
    number = id(thing)
    if number not in _interfaces:
        _interfaces[number] = _made(thing)
        thing.destroyed.connect(lambda: _interfaces.pop(number, None))
    return _interfaces[number]


def install() -> None:
    """Gives what Qt has no role for its role, once a process."""
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed.append(True)
        if QAccessible.isActive():
            _mend()


def _mend() -> None:
    """A screen reader asked before we were there: what Qt told it of our widgets is told anew."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, tuple(_ROLES)):
            before = QAccessible.queryAccessibleInterface(widget)
            if before is not None and id(widget) not in _interfaces:
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(before))
    tell_focus()


def tell_focus() -> None:
    """Tells once more where the focus is: Qt tells nobody before it knows that somebody listens, nor when a new screen keeps the focus."""
    focus = QApplication.focusWidget()
    if focus is not None and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(focus, QAccessible.Event.Focus))


def _note(window: QWidget, words: str) -> None:
    note = window.findChild(_Note) or _Note(window)
    note.hide()
    note.setAccessibleName(words)
    note.show()
    note.spent.start()


def announce(widget: QWidget, words: str, *, urgent: bool) -> None:
    """Tells a screen reader, if there is one."""
    if not QAccessible.isActive():
        return
    if READERS_HEED_NOTIFICATIONS:
        _note(widget.window(), words)
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
