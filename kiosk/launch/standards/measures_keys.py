"""What a keyboard needs: Tab goes round everything once, both ways, out of everything, and what has the focus is in sight."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.launch.standards.records import Reading
from kiosk.launch.standards.sight import Sight, array, lights
from ui.view import View

STRONG = 3.0
RING_PX = 2
MORE = 12
"""Steps beyond the controls there are: the buttons that turn pages come by more than once."""


def interactive(view: View) -> list[QWidget]:
    """Everything that can be pressed or written in, on whatever page."""
    return [
        widget
        for widget in view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisibleTo(view)
        and widget.focusProxy() is None
    ]


def keyboard(sight: Sight) -> Iterator[Reading]:
    """A-27, CN-14. Leaves the focus where it began."""
    view = sight.view
    start, wanted = view.focusWidget(), set(interactive(view))
    turners = {view.page.up, view.page.down}
    forth, hidden, trap = _round(view, Qt.Key.Key_Tab, len(wanted) + MORE)
    back, _, _ = _round(view, Qt.Key.Key_Backtab, len(wanted) + MORE)
    missed = wanted - set(forth) - turners
    yield sight.count("tab_missed", sorted(missed, key=lambda w: w.accessibleName()))
    yield sight.count("keyboard_missed", sorted(missed, key=lambda w: w.accessibleName()))
    yield sight.count("trap", [trap] if trap is not None else [])
    yield sight.count("focus_hidden", hidden)
    yield sight.read(
        "backwards", 0 if _reversed([w for w in forth if w not in turners], [w for w in back if w not in turners]) else 1
    )
    if start is not None:
        start.setFocus(Qt.FocusReason.OtherFocusReason)
    view.page.turn_to(0)


def _round(view: View, key: Qt.Key, most: int) -> tuple[list[QWidget], list[QWidget], QWidget | None]:
    """What is reached, in order; what of it was out of sight; and where it did not go on."""
    reached: list[QWidget] = []
    hidden: list[QWidget] = []
    for _ in range(most):
        before = view.focusWidget()
        QTest.keyClick(before if before is not None else view, key)
        focus = view.focusWidget()
        if focus is None or focus is before:
            return reached, hidden, before if len(interactive(view)) > 1 else None
        if focus in (view.page.up, view.page.down):
            continue  # they come and go with the pages
        if reached and focus is reached[0]:
            return reached, hidden, None
        if focus in reached:
            return reached, hidden, focus
        if focus.visibleRegion().isEmpty():
            hidden.append(focus)
        reached.append(focus)
    return reached, hidden, view.focusWidget()


def _reversed(forth: list[QWidget], back: list[QWidget]) -> bool:
    """Whether one is the other backwards, wherever each began."""
    if len(forth) != len(back) or set(forth) != set(back):
        return False
    if not forth:
        return True
    back = back[::-1]
    turn = back.index(forth[0])
    return back[turn:] + back[:turn] == forth


def ring(sight: Sight) -> Iterator[Reading]:
    """A-02: what the focus changes, in pixels, on the first thing in sight that can be pressed."""
    view = sight.view
    target = next((w for w in sight.targets if w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
    if target is None:
        return
    start, was = view.focusWidget(), view.ring.keyboard
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    box = sight.box(target)
    reach = 3 * sight.theme.mm("ring")
    around = box.adjusted(-reach, -reach, reach, reach) & view.rect()
    pictures = []
    for shown in (False, True):
        view.ring.keyboard = shown
        view.ring.place()
        pictures.append(array(view.grab(around).toImage()))
    view.ring.keyboard = was
    view.ring.place()
    changed = pictures[0] != pictures[1]
    one, other = lights(pictures[0][changed]), lights(pictures[1][changed])
    strong = int(((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05) >= STRONG).sum())
    seen = QRect(box & view.rect())
    yield sight.read("ring_area", strong / (RING_PX * 2 * (seen.width() + seen.height())), target)
    if start is not None:
        start.setFocus(Qt.FocusReason.OtherFocusReason)
