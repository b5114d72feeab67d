"""Where keys are put, and which one lies in a direction: geometry that knows nothing of what a key means."""

from collections.abc import Iterable
from itertools import islice

from PySide6.QtCore import QRect, Qt

from kiosk.keyplan import Plan
from ui.keys import Key

DIRECTIONS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def neighbour(here: Key, keys: list[Key], across: int, down: int) -> Key | None:
    """The key nearest beyond the edge in this direction; what lies aside counts three times, and a wide key is before all above it.

    None at the edge.
    """
    start = _box(here)

    def distance(key: Key) -> tuple[int, int] | None:
        to = _box(key)
        if across:
            ahead = to.left() - start.right() if across > 0 else start.left() - to.right()
            aside = max(to.top() - start.bottom(), start.top() - to.bottom(), 0)
            off = abs(to.center().y() - start.center().y())
        else:
            ahead = to.top() - start.bottom() if down > 0 else start.top() - to.bottom()
            aside = max(to.left() - start.right(), start.left() - to.right(), 0)
            off = abs(to.center().x() - start.center().x())
        return (ahead + 3 * aside, off) if ahead >= 0 else None

    near = [(found, number) for number, key in enumerate(keys) if (found := distance(key)) is not None]
    return keys[min(near)[1]] if near else None


def _box(key: Key) -> QRect:
    return QRect(key.mapTo(key.window(), key.rect().topLeft()), key.size())


def rows_of(widths: Iterable[int], width: int, gap: int) -> list[int]:
    """How many of what is so wide stand in each row at this width. All in pixels."""
    rows: list[int] = []
    used = 0
    for wide in widths:
        if not rows or used + wide > width:
            rows.append(0)
            used = 0
        rows[-1] += 1
        used += wide + gap
    return rows


def word_rows(keys: list[Key], width: int, gap: int) -> list[list[Key]]:
    """The keys in as many rows as their words need at this width."""
    following = iter(keys)
    return [list(islice(following, number)) for number in rows_of([key.natural_width() for key in keys], width, gap)]


def spread(row: list[Key], box: QRect, gap: int) -> None:
    """The keys side by side over the whole box, each as wide as its words need and an equal part of what is left."""
    natural = [key.natural_width() for key in row]
    spare = max(0, box.width() - sum(natural) - gap * (len(row) - 1)) // len(row)
    x = box.x()
    for key, wide in zip(row, natural, strict=True):
        key.setGeometry(QRect(x, box.y(), wide + spare, box.height()))
        x += wide + spare + gap


def arrange(keys: list[Key], plan: Plan, top: int, wide: float, high: int, gap: int) -> None:
    """The keys as the plan says; wide, high: of one column and row in pixels."""
    for key, cell in zip(keys, plan.cells, strict=False):
        x = round(cell.x * (wide + gap))
        end = round((cell.x + cell.wide) * (wide + gap)) - gap
        y = top + cell.y * (high + gap)
        key.setGeometry(QRect(x, y, end - x, cell.high * (high + gap) - gap))
