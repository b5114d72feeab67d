"""Every sample screen at every size, theme and window is measured."""

import pytest
import samples
from audit import Finding, audit

SCREENS = samples.all_screens()
WINDOWS = ((1920, 1080), (1280, 800), (1024, 768), (1080, 1920))
THEMES = ("day", "black_on_white", "white_on_black", "dim")

pytestmark = pytest.mark.widgets


@pytest.mark.feature("F31")
@pytest.mark.feature("F33")
@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window[0]}x{window[1]}")
@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_clipped_small_close_pale_or_nameless(bench, name, size, window):
    bench.resize(*window)
    bench.wear(size, THEMES[(size + WINDOWS.index(window)) % 4])
    bench.show(SCREENS[name])
    assert audit(bench.view, bench.theme) == []


@pytest.mark.feature("F32")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SCREENS)
def test_every_theme_keeps_its_contrast_in_pixels(bench, name, theme):
    bench.wear(2, theme)
    bench.show(SCREENS[name])
    assert audit(bench.view, bench.theme) == []


@pytest.mark.parametrize("name", SCREENS)
def test_another_size_on_a_screen_that_stands_is_as_good_as_a_new_one(bench, name):
    bench.show(SCREENS[name])
    for size in (3, 0, 1):
        bench.wear(size)
        bench.show(SCREENS[name])
        assert audit(bench.view, bench.theme) == []


class TestTheAuditItself:
    """Each fault it is there for is put in and found."""

    def measures(self, bench) -> set[str]:
        found: list[Finding] = audit(bench.view, bench.theme)
        return {finding.measure for finding in found}

    def test_a_clipped_label_is_found(self, bench):
        bench.show(SCREENS["welcome"])
        label = bench.view.page.blocks[0].help
        label.resize(label.width(), label.height() // 2)
        assert "clipped" in self.measures(bench)

    def test_a_small_and_close_button_is_found(self, bench):
        bench.show(SCREENS["choose"])
        button = bench.button("叫人")
        button.setGeometry(button.x() - 15, button.y(), 38, 38)
        assert {"target_any", "target_main", "gap"} <= self.measures(bench)

    def test_pale_text_is_found(self, bench):
        bench.show(SCREENS["choose"])
        bench.view.page.blocks[0].help.set_colour("line")
        assert "contrast_day" in self.measures(bench)

    def test_a_nameless_button_is_found(self, bench):
        bench.show(SCREENS["choose"])
        button = bench.button("叫人")
        button.setAccessibleName("")
        button.setText("")
        assert "nameless" in self.measures(bench)
