"""What screen readers are told beyond what Qt says by itself: headings, groups named by their question, announcements (A-26, QT traps 5, 6)."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QPaintEvent
from PySide6.QtWidgets import QAccessibleWidget, QGroupBox, QWidget

from ui.labels import HeadingLabel

_interfaces: dict[int, QAccessibleInterface] = {}
"""Qt does not own what a Python factory returns; an interface lives here as long as its widget."""


class _Heading(QAccessibleWidget):
    def __init__(self, label: HeadingLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading, label.text())
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        return self._label.text() if kind == QAccessible.Text.Name else super().text(kind)


def _factory(_key: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, HeadingLabel):
        return None
    number = id(thing)
    if number not in _interfaces:
        _interfaces[number] = _Heading(thing)
        thing.destroyed.connect(lambda: _interfaces.pop(number, None))
    return _interfaces[number]


def install() -> None:
    """Gives headings their role. Once a process, after the QApplication."""
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed.append(True)


_installed: list[bool] = []


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Tells a screen reader about a change that takes no focus (WCAG 4.1.3)."""
    if not words or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


class Group(QGroupBox):
    """A group that is heard (its accessible name is the question of what is in it) and not drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setAttribute(Qt.WidgetAttribute.WA_LayoutOnEntireRect)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing is drawn."""
