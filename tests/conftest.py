"""For all tests: no window of Qt's, nobody's own settings, no proxy before this machine, and what fails quickly comes first."""

import os

for name in [name for name in os.environ if name.startswith(("YINLING_", "QT_")) or name.lower().endswith("_proxy")]:
    del os.environ[name]  # how large somebody wants things on their own desktop is nothing to measure by
os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

import pytest

SLOWER = ("widgets", "engine")


def tier(item: pytest.Item) -> int:
    """0 plain, 1 widgets, 2 engines."""
    return max((rank for rank, mark in enumerate(SLOWER, 1) if item.get_closest_marker(mark)), default=0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within each tier the order stays as it was shuffled."""
    items.sort(key=tier)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of our own."""
    parser.addoption("--features", action="store_true", help="write docs/features.md, the table of features and tests, and run nothing")
    parser.addoption("--all", action="store_true", help="every screen in every size, theme, window and language: takes hours")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """With `--features`: the table is written instead of running."""
    if session.config.getoption("--features"):
        from tests import features

        features.TABLE.parent.mkdir(exist_ok=True)
        features.TABLE.write_text(features.table(features.of_tests(session.items)), "utf-8")
        session.items.clear()
