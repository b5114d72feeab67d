"""Measures a drawn window as STANDARDS A does: what is clipped, too small, too close, too pale, too long, or nameless.

Independent of how the product computes: colours are read from pixels, sizes and distances from the widgets' rectangles.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ui.labels import Label
from ui.theme import Theme
from ui.view import View
from ui.widgets import Button, CheckCard, RadioCard

TARGETS = (QAbstractButton, QLineEdit, QPlainTextEdit)
TEXT_LIMIT = {"day": 10.0, "black_on_white": 20.0, "white_on_black": 20.0, "dim": 7.0}


@dataclass(frozen=True)
class Finding:
    """What falls short: the clause, on which widget, how much."""

    clause: str
    widget: str
    figure: float
    limit: float


def audit(view: View, theme: Theme) -> list[Finding]:
    """Everything that falls short on any page of what the view shows now."""
    found: list[Finding] = []
    for number in range(len(view.page.starts)):
        view.page.turn_to(number)
        found += audit_page(view, theme)
    view.page.turn_to(0)
    return found


def audit_page(view: View, theme: Theme) -> list[Finding]:
    """Everything that falls short of what is in sight."""
    picture = view.grab().toImage()
    return [
        *clipping(view, theme),
        *sizes(view, theme),
        *gaps(view, theme),
        *names(view),
        *contrasts(view, theme, picture),
    ]


def in_sight(view: View) -> Iterator[QWidget]:
    for widget in view.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty() and widget is not view.ring:
            yield widget


def seen(widget: QWidget, view: View) -> QRect:
    box = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(view, box.topLeft()), box.size())


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"


def clipping(view: View, theme: Theme) -> Iterator[Finding]:
    """A-05: nothing cut, nothing wider than its place, nothing outside the window, at most 40 characters a line."""
    for widget in in_sight(view):
        box = QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())
        if box.left() < 0 or box.right() >= view.width():
            yield Finding("A-05 sideways", name(widget), box.right(), view.width())
        if isinstance(widget, Label | Button | RadioCard | CheckCard):
            wanted = widget.heightForWidth(widget.width())
            if wanted > widget.height():
                yield Finding("A-05 clipped", name(widget), widget.height(), wanted)
        if isinstance(widget, Label):
            words = widget.typeset(widget.width() - 2 * widget.pad)
            if words.widest > widget.width() + 1:
                yield Finding("A-05 wide", name(widget), words.widest, widget.width())
            if words.longest_line() > 80 or (
                not widget.text().isascii() and words.longest_line() > 40 and cjk(widget.text())
            ):
                yield Finding("A-05 line", name(widget), words.longest_line(), 40)
            yield from cut_lines(widget)
        if isinstance(widget, Button | RadioCard | CheckCard):
            text = widget.text_box()
            if (
                text.left() < 0
                or text.right() > widget.width()
                or text.top() < 0
                or text.bottom() > widget.height() + 1
            ):
                yield Finding("A-05 words outside", name(widget), text.right(), widget.width())
        if isinstance(widget, TARGETS) and view.page.sheet.isAncestorOf(widget):
            cut = widget.visibleRegion().boundingRect().size()
            if cut != widget.size() and widget.height() <= view.page.height():
                yield Finding("A-05 cut", name(widget), cut.height(), widget.height())


def cjk(text: str) -> bool:
    return sum(1 for character in text if "\u4e00" <= character <= "\u9fff") > len(text) * 0.7


def cut_lines(label: Label) -> Iterator[Finding]:
    part = label.visibleRegion().boundingRect()
    for top, bottom in label.atoms():
        if top < part.top() < bottom - 1 or top + 1 < part.bottom() + 1 < bottom - 1:  # a pixel is rounding
            yield Finding("A-05 line cut", name(label), part.bottom() + 1, bottom)


def whole_lines(label: Label) -> bool:
    """Whether any line of it is in sight."""
    part = label.visibleRegion().boundingRect()
    return any(part.top() <= top + 1 and bottom <= part.bottom() + 2 for top, bottom in label.atoms())


def targets(view: View) -> list[QWidget]:
    return [
        w for w in in_sight(view) if isinstance(w, TARGETS) and w.isEnabled() and not isinstance(w.parent(), TARGETS)
    ]


def sizes(view: View, theme: Theme) -> Iterator[Finding]:
    """A-07: any target 12.7 mm, the main ones 20 mm. A-03: characters."""
    for widget in targets(view):
        least = theme.to_mm(min(widget.width(), widget.height()))
        small = isinstance(widget, Button) and widget.face.kind == "small"
        limit = 12.7 if small or not isinstance(widget, Button | RadioCard | CheckCard | QLineEdit) else 20.0
        if least < limit:
            yield Finding("A-07 size", name(widget), least, limit)
    if theme.look.size:
        for widget in in_sight(view):
            if isinstance(widget, Label):
                cap = theme.to_mm(theme.metrics(widget.role, widget.bold).capHeight())
                if cap < 4.8:
                    yield Finding("A-03", name(widget), cap, 4.8)


def gaps(view: View, theme: Theme) -> Iterator[Finding]:
    """A-07: 2.54 mm between targets. A-08: none over another."""
    boxes = [(widget, seen(widget, view)) for widget in targets(view)]
    for (one, a), (other, b) in combinations(boxes, 2):
        across = max(b.left() - a.right(), a.left() - b.right()) - 1
        down = max(b.top() - a.bottom(), a.top() - b.bottom()) - 1
        distance = theme.to_mm(max(across, down))
        if distance < 2.54:
            yield Finding("A-07 gap", f"{name(one)} / {name(other)}", distance, 2.54)


def names(view: View) -> Iterator[Finding]:
    """A-26: what can be reached has a name, a role and a state."""
    for widget in targets(view):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            yield Finding("A-26 name", name(widget), 0, 1)
        if interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            yield Finding("A-26 role", name(widget), 0, 1)
        if not interface.state().focusable:
            yield Finding("A-26 focusable", name(widget), 0, 1)


def contrasts(view: View, theme: Theme, picture: QImage) -> Iterator[Finding]:
    """A-01: text against what it stands on, in pixels: the commonest colour, and the one farthest from it."""
    limit = TEXT_LIMIT[theme.look.theme]
    pixels = array(picture)
    for widget in in_sight(view):
        if isinstance(widget, Label) and not whole_lines(widget):
            continue  # only the room below its last line is in sight
        if isinstance(widget, QLabel) and widget.text():
            box = seen(widget, view)
        elif isinstance(widget, Button | RadioCard | CheckCard):
            inner = widget.text_box().toAlignedRect()
            box = QRect(widget.mapTo(view, inner.topLeft()), inner.size()) & seen(widget, view)
        else:
            continue
        if box.width() < 8 or box.height() < 8:
            continue
        figure = contrast(pixels[box.top() : box.bottom() + 1, box.left() : box.right() + 1])
        if figure < limit:
            yield Finding("A-01", name(widget), round(figure, 2), limit)


def array(picture: QImage) -> np.ndarray:
    """Height x width of 0xRRGGBB."""
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return (raw[:, : image.width()] & 0xFFFFFF).copy()


def luminance(colours: np.ndarray) -> np.ndarray:
    part = colours / 255
    linear = np.where(part <= 0.03928, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(block: np.ndarray) -> float:
    packed, counts = np.unique(block, return_counts=True)
    lights = luminance(np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1))
    ground = lights[counts.argmax()]
    return float(max((max(light, ground) + 0.05) / (min(light, ground) + 0.05) for light in lights))
