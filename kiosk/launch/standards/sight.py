"""What is in sight on one page of a drawn window: its widgets, their rectangles, its pixels. Colours are read from these, never from tokens."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from kiosk.launch.standards.records import Box, Reading
from ui.theme import Theme
from ui.view import View

Pixels = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.float64]
TARGETS = (QAbstractButton, QLineEdit, QPlainTextEdit)


class Sight:
    """One page as it stands now. Nothing may be moved while it is used."""

    def __init__(self, view: View, theme: Theme) -> None:
        self.view = view
        self.theme = theme
        self.page = view.page.at

    @cached_property
    def widgets(self) -> list[QWidget]:
        """All that is at least partly in sight."""
        return [
            widget
            for widget in self.view.findChildren(QWidget)
            if widget is not self.view.ring and widget.isVisible() and not widget.visibleRegion().isEmpty()
        ]

    @cached_property
    def targets(self) -> list[QWidget]:
        """All that can be pressed or written in."""
        return [w for w in self.widgets if isinstance(w, TARGETS) and w.isEnabled() and not isinstance(w.parent(), TARGETS)]

    @cached_property
    def picture(self) -> QImage:
        """The window's picture."""
        picture = QImage(self.view.size(), QImage.Format.Format_RGB32)
        self.view.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren)
        return picture

    @cached_property
    def pixels(self) -> Pixels:
        """Height x width of 0xRRGGBB."""
        return array(self.picture)

    def box(self, widget: QWidget) -> QRect:
        """The widget's rectangle in the window, what is out of sight included."""
        return QRect(widget.mapTo(self.view, QPoint(0, 0)), widget.size())

    def seen(self, widget: QWidget) -> QRect:
        """What of it is in sight, in the window."""
        inner = widget.visibleRegion().boundingRect()
        return QRect(widget.mapTo(self.view, inner.topLeft()), inner.size())

    def read(self, measure: str, figure: float, widget: QWidget | None = None) -> Reading:
        """One reading of a widget."""
        if widget is None:
            return Reading(measure, round(figure, 3), page=self.page)
        return Reading(measure, round(figure, 3), name(widget), plain(self.seen(widget)), self.page)

    def count(self, measure: str, wrong: Iterable[QWidget]) -> Reading:
        """How many are wrong, and the first of them."""
        found = list(wrong)
        return self.read(measure, len(found), found[0] if found else None)

    def fingerprint(self) -> int:
        """The same number where every widget is in the same place."""
        return hash(tuple((type(w).__name__, plain(self.box(w)), plain(w.visibleRegion().boundingRect())) for w in self.widgets))


def name(widget: QWidget) -> str:
    """What a report calls a widget."""
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}".strip()


def plain(box: QRect) -> Box:
    """A rectangle as numbers."""
    return box.x(), box.y(), box.width(), box.height()


def pages(view: View) -> Iterator[int]:
    """Opens one page after the other, and the first one again at the end."""
    for number in range(len(view.page.starts)):
        view.page.turn_to(number)
        yield number
    view.page.turn_to(0)


def array(picture: QImage) -> Pixels:
    """Height x width of 0xRRGGBB."""
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return raw[:, : image.width()] & np.uint32(0xFFFFFF)  # a copy: the picture may go


def luminance(colours: npt.NDArray[np.generic]) -> Numbers:
    """WCAG relative luminance of rows of red, green, blue (0 to 255)."""
    return np.asarray(_LINEAR[np.asarray(colours, np.intp)] @ np.array([0.2126, 0.7152, 0.0722]), np.float64)


def _linear() -> Numbers:
    part = np.arange(256) / 255
    return np.where(part <= 0.03928, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


_LINEAR = _linear()


def lights(packed: Pixels) -> Numbers:
    """Luminance of packed pixels."""
    return luminance(np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=-1))


def contrast(block: Pixels) -> float:
    """The contrast of the commonest colour (of every fifth pixel) to the one farthest from it."""
    flat = block.ravel()
    colours, counts = np.unique(flat[::5], return_counts=True)
    ground = colours[counts.argmax()]
    others = flat[flat != ground]
    if not others.size:
        return 1.0
    light, behind = lights(others), float(lights(np.array([ground], np.uint32))[0])
    return max(_ratio(float(light.max()), behind), _ratio(float(light.min()), behind))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def cut(pixels: Pixels, box: QRect) -> Pixels:
    """A rectangle of a picture."""
    return pixels[max(0, box.top()) : box.bottom() + 1, max(0, box.left()) : box.right() + 1]
