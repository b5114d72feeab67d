"""Pictures of the worst cases: the screen drawn once more as it was measured, with the place marked."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication

from kiosk.display import LANGUAGES, THEMES
from kiosk.launch.scenes.theatre import Seen
from kiosk.launch.standards.examine import Examiner
from kiosk.launch.standards.records import Record
from kiosk.launch.standards.sight import Sight
from kiosk.launch.standards.wall import WINDOWS, Way, window_name

WIDTH = 760
"""Pixels of a picture in the report."""
MARK = QColor("#c2185b")


class Pictures:
    """Draws again. In a process of its own windows; close it at the end."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._application = QApplication.instance() or QApplication([])
        self._examiner = Examiner(seen)

    def of(self, record: Record) -> bytes | None:
        """A PNG of where the record was measured; None where it depends on no drawing."""
        place = record.place
        if place is None or record.size is None or record.theme is None:
            return None
        window = next(number for number in range(len(WINDOWS)) if window_name(number) == record.window)
        wall = self._examiner.wall(window)
        way = Way(window, record.size, THEMES.index(record.theme), LANGUAGES.index(record.language or LANGUAGES[0]))
        wall.hang(self._examiner.gallery[place.seen], way, low=record.low_reach)
        wall.view.page.turn_to(place.page)
        picture = Sight(wall.view, wall.theme).picture
        if place.box is not None:
            _mark(picture, QRect(*place.box))
        return _png(picture)

    def close(self) -> None:
        """Takes the walls down."""
        self._examiner.close()


def _mark(picture: QImage, box: QRect) -> None:
    painter = QPainter(picture)
    painter.setPen(QPen(MARK, 6))
    painter.drawRect(box.adjusted(-8, -8, 8, 8))
    painter.end()


def _png(picture: QImage) -> bytes:
    high = picture.height() > picture.width()
    smooth = Qt.TransformationMode.SmoothTransformation
    small = picture.scaledToHeight(WIDTH, smooth) if high else picture.scaledToWidth(WIDTH, smooth)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
