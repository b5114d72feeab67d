"""A pointer that can be found: drawn here, as large as was asked for, dark with a light edge (or the other way round in dark themes)."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QPainter, QPen, QPixmap, QPolygonF

from ui.theme import Theme

HIGH_MM = (0.0, 9.0, 16.0)
"""How high the arrow is; 0: the system's own pointer."""
_ARROW = ((0.0, 0.0), (0.0, 0.78), (0.19, 0.61), (0.32, 0.94), (0.46, 0.88), (0.33, 0.56), (0.58, 0.56))
"""The arrow, its height being 1; the first point is the one that points."""


class Pointer:
    """Wears one pointer over all widgets, or none of ours."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._worn: tuple[object, ...] | None = None

    def wear(self, step: int) -> None:
        """0: the system's, 1: large, 2: very large. In the colours and millimetres of the theme."""
        step = min(max(step, 0), len(HIGH_MM) - 1)
        wanted = (step, self.theme.look, self.theme.px_per_mm) if step else None
        if wanted == self._worn:
            return
        if self._worn is not None:
            QGuiApplication.restoreOverrideCursor()
        if wanted is not None:
            QGuiApplication.setOverrideCursor(self.cursor(step))
        self._worn = wanted

    def cursor(self, step: int) -> QCursor:
        """The arrow of this step."""
        high = self.theme.px(HIGH_MM[step])
        edge = max(2.0, high / 14)
        side = round(high + 2 * edge)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.theme.colour("ground"), edge)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(self.theme.colour("ink"))
        painter.drawPolygon(QPolygonF([QPointF(edge + x * high, edge + y * high) for x, y in _ARROW]))
        painter.end()
        return QCursor(picture, round(edge), round(edge))
