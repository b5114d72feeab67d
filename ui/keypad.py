"""Keys before they come to any widget: switches that scan, the nine keys of a pad, and which key it was when a screen asks.

A switch is deaf to itself for a moment after a press and never repeats; held for five seconds it opens the helper that finds out what it does.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from kiosk.events import CallPerson, Event, KeySeen, Louder, OpenSwitches, PauseReading, ReadAgain, Switched
from kiosk.keypad import DEFAULTS, Deed, names
from ui.view import View

HOLD_S = 5.0
"""A switch held so long opens the helper."""
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_STANDS_FOR: Mapping[Deed, Qt.Key] = {
    "next": Qt.Key.Key_Down,
    "previous": Qt.Key.Key_Up,
    "next_group": Qt.Key.Key_Right,
    "previous_group": Qt.Key.Key_Left,
    "select": Qt.Key.Key_Return,
}
"""These deeds are what widgets do with such a key."""
_EVENTS: Mapping[Deed, Event] = {
    "help": CallPerson(),
    "again": ReadAgain(),
    "louder": Louder(1),
    "softer": Louder(-1),
    "pause": PauseReading(),
}
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_WAYS_OUT = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, *_STANDS_FOR.values()}) - {
    Qt.Key.Key_Return
}
"""Keys that lead on even where a switch is looked for: a keyboard must not be caught there."""


def code(name: str) -> int:
    """Qt's code of a key's name."""
    sequence = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
    return int(sequence[0].key())  # type: ignore[index]


def name_of(key: int) -> str:
    """The name of a key, "" for one that has none (a modifier alone)."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    return text if text.isprintable() else ""


class KeyFilter(QObject):
    """Watches the application's keys. pad: the names of keys for each deed of the nine keys, as the settings say."""

    def __init__(self, view: View, pad: Mapping[Deed, str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.port = view.port
        self.deeds: dict[int, Deed] = {}
        for deed, keys in {**DEFAULTS, **(pad or {})}.items():
            self.deeds.update({code(key): deed for key in names(keys)})
        self._last: dict[int, float] = {}
        self._held: tuple[int, float] | None = None
        self._passing = False
        self._holding = QTimer(self)
        self._holding.setSingleShot(True)
        self._holding.setInterval(round(HOLD_S * 1000))
        self._holding.timeout.connect(self._held_long)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True when a key was ours."""
        if isinstance(event, QFocusEvent):
            self.view.came_by_key = event.reason() in _BY_KEY
            return False
        if event.type() not in _KEYS or self._passing or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event)
        return self._pressed(event)

    def pauses(self, event: QEvent) -> bool:
        """Whether it is the key that lets the voice pause and go on."""
        return isinstance(event, QKeyEvent) and self.deeds.get(event.key()) == "pause"

    # --- what a key means

    def _pressed(self, event: QKeyEvent) -> bool:
        key, screen = event.key(), self.view.shown
        if screen is not None and screen.wants_key and self._may_be_a_switch(key):
            name = name_of(key)
            if name and not event.isAutoRepeat() and self._counts(key):
                self.port.send(KeySeen(name))
            return True
        which = self._switch(key)
        if which and not event.isAutoRepeat():
            self._hold(key)
        if which and self.port.display.scan:
            if not event.isAutoRepeat() and self._counts(key):
                self.port.send(Switched(1 if which == 1 else 2))
            return True
        return self._deed(event)

    def _deed(self, event: QKeyEvent) -> bool:
        deed = self.deeds.get(event.key())
        if deed is not None and deed in _EVENTS:
            if not event.isAutoRepeat() and self.port.presses.accept():
                self.port.send(_EVENTS[deed])
            return True
        if deed == "select" and isinstance(self.view.focusWidget(), QPlainTextEdit) and self.view.walk.into_keyboard():
            return True  # with a keyboard on the screen, "select" leads into it from several lines too
        stands = _STANDS_FOR.get(deed) if deed is not None else None
        if stands is None or stands == event.key():
            return False
        self._pass_on(event, stands)
        return True

    def _pass_on(self, event: QKeyEvent, key: Qt.Key) -> None:
        """A key of the pad that stands for another."""
        focus = QApplication.focusWidget()
        if focus is not None:
            copy = QKeyEvent(event.type(), key, event.modifiers(), "", event.isAutoRepeat())
            self._passing = True
            try:
                QCoreApplication.sendEvent(focus, copy)
            finally:
                self._passing = False

    def _released(self, event: QKeyEvent) -> bool:
        key = event.key()
        long = False
        if self._held is not None and self._held[0] == key and not event.isAutoRepeat():
            long = self._clock() - self._held[1] >= HOLD_S
            if long and self._holding.isActive():
                self._held_long()
            self._holding.stop()
            self._held = None
        screen = self.view.shown
        asked = screen is not None and screen.wants_key and self._may_be_a_switch(key)
        stands = _STANDS_FOR.get(self.deeds[key]) if key in self.deeds else None
        if stands is not None and stands != key:
            self._pass_on(event, stands)
        return long or asked or bool(self._switch(key) and self.port.display.scan)

    # --- switches

    def _switch(self, key: int) -> int:
        """The first or the second switch; 0: none."""
        for number, name in enumerate(self.port.display.switches, 1):
            if name and code(name) == key:
                return number
        return 0

    def _may_be_a_switch(self, key: int) -> bool:
        """On the screen that asks: not what leads out of it, nor what presses the button that has the focus."""
        if key in _WAYS_OUT:
            return False
        pressing = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        return not (pressing and isinstance(self.view.focusWidget(), QAbstractButton))

    def _counts(self, key: int) -> bool:
        """Whether this press is a new one: hands that shake press twice."""
        now = self._clock()
        if now - self._last.get(key, float("-inf")) < self.port.display.pause_ms / 1000:
            return False
        self._last[key] = now
        return True

    def _hold(self, key: int) -> None:
        self._held = key, self._clock()
        self._holding.start()

    def _held_long(self) -> None:
        self._holding.stop()
        self.port.send(OpenSwitches())

    def _clock(self) -> float:
        return self.port.presses.clock()
