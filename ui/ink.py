"""A pad for a finger or a pen: it takes strokes and draws them smoothly. Used for signing and for writing a
character.
"""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.accessibility import Graphic
from ui.theme import Theme

Stroke = tuple[tuple[float, float], ...]
Strokes = tuple[Stroke, ...]

_MOST_POINTS = 4000
"""Of one stroke: a finger that rests for ever fills no memory."""


def smooth(points: list[QPointF]) -> QPainterPath:
    """A curve through the middles of neighbouring points, with the points as handles: no corners from a jerky finger."""
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.01, 0))
        return path
    for here, after in pairwise(points[1:]):
        path.quadTo(here, (here + after) / 2)
    path.lineTo(points[-1])
    return path


def paint_strokes(painter: QPainter, strokes: Strokes, box: QRectF, width: float, colour: QColor) -> None:
    """Paints strokes of points 0 to 1 into the box, with a line of this width in the painter's unit."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        points = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in stroke]
        if points:
            painter.drawPath(smooth(points))


class InkPad(Graphic):
    """Takes strokes. `done(strokes)` is called after each one with all of them; what is shown comes from
    `show_strokes`.

    guide: "cross" for one character, "line" to sign on.
    """

    def __init__(self, theme: Theme, done: Callable[[Strokes], None], guide: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._done = done
        self._guide = guide
        self._strokes: Strokes = ()
        self._drawing: list[tuple[float, float]] = []
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def strokes(self) -> Strokes:
        """All strokes that are shown, the unfinished one not."""
        return self._strokes

    def show_strokes(self, strokes: Strokes) -> None:
        """Shows these strokes. A stroke under way goes on."""
        if strokes != self._strokes:
            self._strokes = strokes
            self.update()

    def _point(self, event: QMouseEvent) -> tuple[float, float]:
        place = event.position()
        wide, high = max(1, self.width() - 1), max(1, self.height() - 1)
        return min(1.0, max(0.0, place.x() / wide)), min(1.0, max(0.0, place.y() / high))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = [self._point(event)]
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing and len(self._drawing) < _MOST_POINTS:
            point = self._point(event)
            if point != self._drawing[-1]:
                self._drawing.append(point)
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing and event.button() == Qt.MouseButton.LeftButton:
            stroke, self._drawing = tuple(self._drawing), []
            self._strokes = (*self._strokes, stroke)
            self.update()
            self._done(self._strokes)

    def hideEvent(self, event: object) -> None:
        """A stroke that was under way when the pad went is nobody's."""
        self._drawing = []

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = theme.mm("line")
        box = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.colour("line"), thick))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, theme.px(2), theme.px(2))
        self._paint_guide(painter, box)
        shown = (*self._strokes, tuple(self._drawing)) if self._drawing else self._strokes
        inner = QRectF(0, 0, self.width() - 1, self.height() - 1)
        width = theme.px(1.1 if self._guide == "line" else 1.8)
        paint_strokes(painter, shown, inner, width, theme.colour("ink"))
        painter.end()

    def _paint_guide(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(self.theme.colour("rule"), self.theme.mm("line"), Qt.PenStyle.DashLine))
        if self._guide == "cross":
            middle = box.center()
            painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
            painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom()))
        else:
            inset, y = self.theme.mm("pad"), box.top() + box.height() * 0.78
            painter.drawLine(QPointF(box.left() + inset, y), QPointF(box.right() - inset, y))
