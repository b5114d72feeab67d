"""The drawn card has the size of a real one, and the theme goes by the measure at once."""

import pytest

from kiosk.display import Display
from tests.ui import block_samples
from tests.ui.desk import Bench
from ui.blocks.bank_card import Outline

pytestmark = [pytest.mark.widgets, pytest.mark.feature("F31")]


def test_the_card_is_as_large_as_the_screen_is_believed_to_be(bench: Bench) -> None:
    bench.show(block_samples.bank_card())
    [outline] = bench.view.findChildren(Outline)
    scale = bench.theme.px_per_mm * 1.1
    assert outline.card().width() == pytest.approx(85.60 * scale) and outline.card().height() == pytest.approx(
        53.98 * scale
    )
    assert outline.width() >= outline.card().right() and outline.height() >= outline.card().bottom()


def test_another_measure_changes_every_length_at_once(bench: Bench) -> None:
    before = bench.theme.mm("touch")
    assert bench.theme.apply(Display(px_per_mm=bench.theme.px_per_mm * 2))
    assert bench.theme.mm("touch") == pytest.approx(before * 2, abs=2)
