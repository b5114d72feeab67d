"""The parts of accessibility that speak Qt's accessibility classes; use them through ui/accessibility.py."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.accessibility import Graphic
from ui.labels import HeadingLabel

_interfaces: dict[int, QAccessibleInterface] = {}
"""Qt does not own what a Python factory returns; an interface lives here as long as its widget."""

_installed: list[bool] = []


class _Heading(QAccessibleWidget):
    def __init__(self, label: HeadingLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading, label.text())
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        return self._label.text() if kind == QAccessible.Text.Name else super().text(kind)


def _factory(_key: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, HeadingLabel | Graphic):
        return None
    number = id(thing)
    if number not in _interfaces:
        _interfaces[number] = (
            _Heading(thing)
            if isinstance(thing, HeadingLabel)
            else QAccessibleWidget(thing, QAccessible.Role.Graphic, thing.accessibleName())
        )
        thing.destroyed.connect(lambda: _interfaces.pop(number, None))
    return _interfaces[number]


def install() -> None:
    """Gives headings and pictures their role, once a process."""
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed.append(True)


def announce(widget: QWidget, words: str, *, urgent: bool) -> None:
    """Tells a screen reader, if there is one."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
