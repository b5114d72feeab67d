"""What the finger needs: sizes and distances in millimetres, and what taps, slides and held keys really do."""

import time
from collections.abc import Iterator
from itertools import combinations
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.blocks import Action, ToolBar
from kiosk.events import CloseOver, GoBack
from kiosk.launch.standards.records import Reading
from kiosk.launch.standards.sight import Sight
from kiosk.screen import Screen
from ui.blocks.base import visible
from ui.keys import Key
from ui.widgets import Button, CheckCard, RadioCard

PAST_MM = 30.0
"""How far a finger slides off."""
PRESS_DEADLINE_S = 1.0


class Hands(Protocol):
    """What acts and tells how many deeds came of it. `later` puts the clock of the guard forward, in seconds."""

    def deeds(self) -> int: ...

    def later(self, seconds: float) -> None: ...


def is_main(widget: QWidget) -> bool:
    """Whether it is one of the main targets: not the small button of the strip, no key."""
    small = isinstance(widget, Button) and widget.face.kind == "small"
    return not small and isinstance(widget, Button | RadioCard | CheckCard | QLineEdit)


def pressing(sight: Sight, screen: Screen) -> Iterator[Reading]:
    """CN-6, CN-9, A-07, A-08: sizes and distances."""
    theme = sight.theme
    for widget in sight.targets:
        least = theme.to_mm(min(widget.width(), widget.height()))
        yield sight.read("target_any", least, widget)
        yield sight.read("target_any_dp", least, widget)
        if is_main(widget):
            yield sight.read("target_main", least, widget)
            yield sight.read("target_main_dp", least, widget)
    boxes = [(widget, sight.seen(widget)) for widget in sight.targets]
    for (one, a), (_, b) in combinations(boxes, 2):
        across = max(b.left() - a.right(), a.left() - b.right()) - 1
        down = max(b.top() - a.bottom(), a.top() - b.bottom()) - 1
        distance = theme.to_mm(max(across, down))
        yield sight.read("gap", distance, one)
        yield sight.read("overlap", max(0.0, -distance), one)
    if screen.modal:
        words = closers(sight, screen)
        found = [w for w in sight.targets if isinstance(w, QAbstractButton) and w.accessibleName() in words]
        largest = max(found, key=lambda w: min(w.width(), w.height()), default=None)
        yield sight.read("close_target", theme.to_mm(min(largest.width(), largest.height())) if largest else 0.0, largest)


def closers(sight: Sight, screen: Screen) -> set[str]:
    """The words of what closes a floating screen."""
    found = set()
    for block in visible(screen.blocks):
        actions = (block,) if isinstance(block, Action) else (block.back,) if isinstance(block, ToolBar) else ()
        found |= {
            sight.view.port.phrases.show(action.text)
            for action in actions
            if action is not None and isinstance(action.event, CloseOver | GoBack)
        }
    return found


def trying(sight: Sight, hands: Hands) -> Iterator[Reading]:
    """A-08, A-10: every button in sight is really pressed: down, off it, twice, held."""
    slid: list[QWidget] = []
    down: list[QWidget] = []
    twice = held = 0
    worst: QWidget | None = None
    for widget in sight.targets:
        if not isinstance(widget, QAbstractButton) or widget in silent(sight):
            continue
        hands.later(1)
        before = hands.deeds()
        off = QPoint(widget.width() // 2, -round(sight.theme.px(PAST_MM)))
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        if hands.deeds() != before:
            down.append(widget)
        QTest.mouseMove(widget, off)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=off)
        if hands.deeds() != before:
            slid.append(widget)
        if isinstance(widget, Key) and (widget.kind == "character" or widget.token == "backspace"):
            continue  # "11" stands in every identity number
        hands.later(1)
        before = hands.deeds()
        for _ in range(2):
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
            hands.later(0.1)
        if hands.deeds() - before > twice:
            twice, worst = hands.deeds() - before, widget
        hands.later(1)
        before = hands.deeds()
        _hold_enter(widget)
        held = max(held, hands.deeds() - before)
    yield sight.count("slid_off", slid)
    yield sight.count("down_acts", down)
    yield sight.read("double_tap", twice, worst)
    yield sight.read("held_key", held)


def silent(sight: Sight) -> tuple[QWidget, ...]:
    """Turning the page and unfolding the tools send nothing."""
    return sight.view.page.up, sight.view.page.down, sight.view.bar.more


def by_reader(sight: Sight, hands: Hands) -> Iterator[Reading]:
    """CN-11: every button in sight is pressed as a screen reader does it (Qt lets it go a tenth of a second later: all at once, then waited for)."""
    before, pressed = hands.deeds(), []
    for widget in sight.targets:
        interface = QAccessible.queryAccessibleInterface(widget)
        actions = interface.actionInterface() if interface is not None else None
        if actions is not None and isinstance(widget, QAbstractButton) and widget not in silent(sight):
            actions.doAction("Press")
            pressed.append(widget)
    end = time.monotonic() + PRESS_DEADLINE_S
    while hands.deeds() - before < len(pressed) and time.monotonic() < end:
        QTest.qWait(5)
    yield sight.read("at_press", abs(len(pressed) - (hands.deeds() - before)))


def _hold_enter(widget: QWidget) -> None:
    """Enter goes down once, repeats by itself, and comes up."""
    none, key = Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Return
    for kind, again in (
        (QEvent.Type.KeyPress, False),
        *[(QEvent.Type.KeyRelease, True), (QEvent.Type.KeyPress, True)] * 3,
        (QEvent.Type.KeyRelease, False),
    ):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, none, "\r", again))
