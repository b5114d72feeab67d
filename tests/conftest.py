"""For all tests: no window of Qt's, nobody's own settings, and what fails quickly comes first."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
for name in [name for name in os.environ if name.startswith("YINLING_")]:
    del os.environ[name]

import pytest

SLOWER = ("widgets", "engine")


def tier(item: pytest.Item) -> int:
    """0 plain, 1 widgets, 2 engines."""
    return max((rank for rank, mark in enumerate(SLOWER, 1) if item.get_closest_marker(mark)), default=0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within each tier the order stays as it was shuffled."""
    items.sort(key=tier)
