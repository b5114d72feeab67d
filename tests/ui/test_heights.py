"""Whatever height a window has, nothing of a screen is lost: what does not fit is turned."""

import block_samples
import pytest
import samples

SCREENS = {**samples.all_screens(), **block_samples.all_blocks()}

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F31")]


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("name", SCREENS)
def test_every_block_stands_in_a_window_of_any_height(bench, name, size):
    bench.wear(size)
    for high in range(480, 1000, 9):
        bench.resize(1280, high)
        bench.show(SCREENS[name])
        page = bench.view.page
        lost = [widget for widget in page.blocks if widget.isHidden() or widget.geometry().bottom() >= page.sheet.height()]
        assert not lost, (high, lost)
