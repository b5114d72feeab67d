"""QR codes, drawn as squares: sharp at any size, on screen and on paper."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""

Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=1)
def modules(content: str) -> Modules:
    """The squares of a code that survives a quarter of it being lost (level Q), True is black. Raises ValueError when
    too long.
    """
    import segno  # only when a slip is shown

    return tuple(tuple(bool(module) for module in row) for row in segno.make_qr(content, error="q").matrix)


def forget() -> None:
    """The last content is not kept after the session."""
    modules.cache_clear()


def paint(painter: QPainter, content: str, box: QRectF) -> None:
    """Paints black on white, with its quiet zone, into a square box, in every theme: readers need it so."""
    code = modules(content)
    count = len(code) + 2 * QUIET
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(box, Qt.GlobalColor.white)
    side = box.width() / count
    for y, row in enumerate(code):
        for start, end in _runs(row):
            left, right = box.x() + (start + QUIET) * side, box.x() + (end + QUIET) * side
            top, bottom = box.y() + (y + QUIET) * side, box.y() + (y + 1 + QUIET) * side
            painter.fillRect(QRectF(left, top, right - left, bottom - top), Qt.GlobalColor.black)
    painter.restore()


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Begin and end of every unbroken run of black."""
    found: list[tuple[int, int]] = []
    for x, black in enumerate(row):
        if black and found and found[-1][1] == x:
            found[-1] = (found[-1][0], x + 1)
        elif black:
            found.append((x, x + 1))
    return found
