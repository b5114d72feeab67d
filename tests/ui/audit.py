"""What a test asks of a drawn window: all of it that falls short of the lines A of assets/standards.toml, by the measures of the product's report."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.launch.standards.measures_names import names
from kiosk.launch.standards.measures_pressing import pressing
from kiosk.launch.standards.measures_seeing import colours, seeing
from kiosk.launch.standards.requirements import requirements
from kiosk.launch.standards.sight import Sight, array, contrast, luminance, pages
from kiosk.screen import Screen
from ui.theme import Theme
from ui.view import View

__all__ = ["Finding", "array", "audit", "audit_page", "contrast", "in_sight", "luminance", "seen", "targets"]


@dataclass(frozen=True)
class Finding:
    """What falls short: the measure, on which widget, how much."""

    measure: str
    widget: str
    figure: float
    limit: float


def audit(view: View, theme: Theme) -> list[Finding]:
    """Everything that falls short on any page of what the view shows now."""
    return [finding for _ in pages(view) for finding in audit_page(view, theme)]


def audit_page(view: View, theme: Theme) -> list[Finding]:
    """Everything that falls short of what is in sight."""
    sight, limits = Sight(view, theme), requirements().measures
    screen = view.shown
    assert isinstance(screen, Screen)
    return [
        Finding(one.measure, one.what, one.figure, limits[one.measure].limit)
        for part in (seeing(sight), pressing(sight, screen), names(sight, screen), colours(sight))
        for one in part
        if not limits[one.measure].met(one.figure)
    ]


def in_sight(view: View) -> Iterator[QWidget]:
    """All widgets that are at least partly in sight."""
    return iter(Sight(view, view.port.theme).widgets)


def seen(widget: QWidget, view: View) -> QRect:
    """What of a widget is in sight, in the window."""
    return Sight(view, view.port.theme).seen(widget)


def targets(view: View) -> list[QWidget]:
    """All that can be pressed or written in."""
    return Sight(view, view.port.theme).targets
