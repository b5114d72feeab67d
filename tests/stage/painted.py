"""What is painted: the window is drawn once into a device that notes every run of characters and every outline, and once into pixels.

A run counts only with the ink that really stands in the pixels: what lies under something else, or has the colour of its ground, is not seen.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

from tests.people.body import Box, Glyphs, Shape, Sight

Pixels = NDArray[np.uint8]
LEAST_INK = 0.012
"""The part of a run's box that is ink, at least; thin strokes of a "1" are 3 %."""


@dataclass(slots=True)
class Run:
    """A run of characters in pixels."""

    text: str
    box: QRectF
    cap: float
    ink: QColor


@dataclass(slots=True)
class Outline:
    """An outline in pixels."""

    box: QRectF
    round: bool
    dashed: bool
    fill: QColor | None
    line: float


@dataclass(slots=True)
class Record:
    """All that one drawing did."""

    runs: list[Run] = field(default_factory=list)
    outlines: list[Outline] = field(default_factory=list)


class Recorder(QPaintEngine):
    """Notes what is drawn and draws nothing."""

    def __init__(self, record: Record) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._record = record

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """The painter itself is asked."""

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        painter = self.painter()
        metrics = QFontMetricsF(item.font())
        place = painter.deviceTransform().map(at)
        cap = metrics.capHeight()
        high = max(cap, metrics.ascent() * 0.88) if not item.text().isascii() else cap
        box = QRectF(place.x(), place.y() - high, item.width(), high * 1.12)
        self._record.runs.append(Run(item.text(), box, cap, QColor(painter.pen().color())))

    def drawPath(self, path: QPainterPath) -> None:
        painter = self.painter()
        box = painter.deviceTransform().mapRect(path.boundingRect())
        pen, brush = painter.pen(), painter.brush()
        if pen.style() == Qt.PenStyle.NoPen and brush.style() == Qt.BrushStyle.NoBrush:
            return
        fill = QColor(brush.color()) if brush.style() == Qt.BrushStyle.SolidPattern else None
        dashed = pen.style() in (Qt.PenStyle.DashLine, Qt.PenStyle.CustomDashLine)
        self._record.outlines.append(Outline(box, path.elementCount() == 13, dashed, fill, pen.widthF()))

    def drawEllipse(self, rect: QRectF) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(rect))
        self.drawPath(path)

    def drawPixmap(self, *_: object) -> None:
        """Icons carry no words."""

    def drawImage(self, *_: object) -> None:
        """Pictures carry no words."""

    def drawRects(self, *_: object) -> None:
        """Bands and grounds."""

    def drawLines(self, *_: object) -> None:
        """Rules."""

    def drawPolygon(self, *_: object) -> None:
        """Strokes of a pen."""


class Paper(QPaintDevice):
    """A device as large as the window."""

    def __init__(self, wide: int, high: int, px_per_mm: float, record: Record) -> None:
        super().__init__()
        metric = QPaintDevice.PaintDeviceMetric
        dots = 96
        self._metrics = {
            metric.PdmWidth: wide,
            metric.PdmHeight: high,
            metric.PdmWidthMM: round(wide / px_per_mm),
            metric.PdmHeightMM: round(high / px_per_mm),
            metric.PdmNumColors: 1 << 24,
            metric.PdmDepth: 32,
            metric.PdmDpiX: dots,
            metric.PdmDpiY: dots,
            metric.PdmPhysicalDpiX: dots,
            metric.PdmPhysicalDpiY: dots,
            metric.PdmDevicePixelRatio: 1,
            metric.PdmDevicePixelRatioScaled: 0x10000,
        }
        self._engine = Recorder(record)

    def paintEngine(self) -> QPaintEngine:
        return self._engine

    def metric(self, what: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(what, 0)


def outlines(window: QWidget, px_per_mm: float) -> tuple[Shape, ...]:
    """The outlines alone, how dark they are left aside."""
    record = Record()
    window.render(Paper(window.width(), window.height(), px_per_mm, record), QPoint(0, 0))
    return tuple(
        Shape(_mm(one.box, px_per_mm), "round" if one.round else "box", 1.0, one.dashed, one.line / px_per_mm, one.fill is None)
        for one in record.outlines
    )


def sight(window: QWidget, px_per_mm: float) -> Sight:
    """What is to be seen on the window now."""
    record = Record()
    window.render(Paper(window.width(), window.height(), px_per_mm, record), QPoint(0, 0))
    pixels = _pixels(window)
    glyphs = []
    for run in record.runs:
        contrast = _contrast(pixels, run)
        if contrast > 1.0 and run.text.strip():
            glyphs.append(Glyphs(run.text, _mm(run.box, px_per_mm), run.cap / px_per_mm, round(contrast, 1)))
    shapes = [
        Shape(
            _mm(one.box, px_per_mm),
            "round" if one.round else "box",
            _darkness(pixels, one),
            one.dashed,
            one.line / px_per_mm,
            one.fill is None,
        )
        for one in record.outlines
        if _in_sight(pixels, one.box)
    ]
    return Sight(window.width() / px_per_mm, window.height() / px_per_mm, tuple(glyphs), tuple(shapes))


def _mm(box: QRectF, px_per_mm: float) -> Box:
    return Box(box.x() / px_per_mm, box.y() / px_per_mm, box.width() / px_per_mm, box.height() / px_per_mm)


def _pixels(window: QWidget) -> Pixels:
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine())[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def _cut(pixels: Pixels, box: QRectF) -> Pixels:
    """The part of the picture in a box; empty where the box lies outside."""
    inside = box.toAlignedRect() & QRect(0, 0, pixels.shape[1], pixels.shape[0])
    return pixels[inside.top() : inside.bottom() + 1, inside.left() : inside.right() + 1]


def _in_sight(pixels: Pixels, box: QRectF) -> bool:
    return QRectF(0, 0, pixels.shape[1], pixels.shape[0]).adjusted(-2, -2, 2, 2).contains(box)


def _contrast(pixels: Pixels, run: Run) -> float:
    """Of the ink against the commonest colour around it; 0 when no such ink is there, or the run is cut off."""
    if not _in_sight(pixels, run.box):
        return 0.0
    part = _cut(pixels, run.box)
    if part.size == 0:
        return 0.0
    colours = part.reshape(-1, 3).astype(np.int32)
    near = np.abs(colours - np.array([run.ink.red(), run.ink.green(), run.ink.blue()])).max(axis=1) <= 24
    if near.mean() < LEAST_INK:
        return 0.0
    ground = _commonest(colours[~near]) if (~near).any() else _commonest(colours)
    return _ratio(colours[near].mean(axis=0), ground)


def _commonest(colours: NDArray[np.int32]) -> NDArray[np.float64]:
    codes = (colours[:, 0] << 16) | (colours[:, 1] << 8) | colours[:, 2]
    values, counts = np.unique(codes, return_counts=True)
    code = int(values[counts.argmax()])
    return np.array([code >> 16, (code >> 8) & 255, code & 255], float)


def _darkness(pixels: Pixels, one: Outline) -> float:
    """Contrast of the filling against what lies just outside."""
    if one.fill is None:
        return 1.0
    around = one.box.adjusted(-4, -4, 4, 4)
    outer = _cut(pixels, around)
    if outer.size == 0:
        return 1.0
    edge = np.concatenate([outer[0], outer[-1], outer[:, 0], outer[:, -1]]).astype(np.int32)
    fill = np.array([one.fill.red(), one.fill.green(), one.fill.blue()], float)
    return round(_ratio(fill, _commonest(edge)), 2)


def _ratio(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: NDArray[np.float64]) -> float:
    parts = colour / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))
