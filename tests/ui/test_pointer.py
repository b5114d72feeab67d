"""The large pointer: as many millimetres as was asked for, its edge stands out from it, and the system's own comes back."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QGuiApplication

from kiosk.display import Display
from tests.ui.desk import Bench
from ui.pointer import HIGH_MM, Pointer

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F32")]


@pytest.fixture
def pointer(bench: Bench) -> Iterator[Pointer]:
    made = Pointer(bench.theme)
    yield made
    made.wear(0)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["day", "black_on_white", "white_on_black", "dim"])
@pytest.mark.parametrize("step", [1, 2])
def test_it_is_as_large_as_was_asked_for_and_stands_out(bench: Bench, pointer: Pointer, step: int, theme: str) -> None:
    bench.theme.apply(Display(theme=theme))
    picture = pointer.cursor(step).pixmap().toImage()
    inked = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y).alpha() > 200 for x in range(picture.width()))
    ]
    assert bench.theme.to_mm(len(inked)) >= HIGH_MM[step] * 0.9
    dark, light = sorted((luminance(bench.theme.colour("ink")), luminance(bench.theme.colour("ground"))))
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_the_system_s_own_pointer_comes_back(pointer: Pointer) -> None:
    pointer.wear(2)
    pointer.wear(1)
    assert QGuiApplication.overrideCursor() is not None
    pointer.wear(0)
    assert QGuiApplication.overrideCursor() is None
