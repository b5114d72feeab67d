"""A kiosk runs for months: screens come and go without leaving anything."""

import gc
from pathlib import Path

import pytest
import samples
from desk import Bench
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.widgets


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="counts memory as Linux does")
def test_screen_after_screen_leaves_no_widget_and_no_memory_behind(bench: Bench):
    screens = list(samples.all_screens().values())
    for number in range(90):
        bench.show(screens[number % len(screens)])
    gc.collect()
    widgets, grown = len(QApplication.allWidgets()), []
    for _ in range(3):  # what a thread of another test takes meanwhile comes once, what a screen leaves comes every time
        before = resident()
        for number in range(270):
            bench.show(screens[number % len(screens)])
        gc.collect()
        grown.append(resident() - before)
    assert abs(len(QApplication.allWidgets()) - widgets) <= 20
    assert min(grown) <= 1 << 20
