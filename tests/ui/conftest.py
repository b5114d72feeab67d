"""A window without a display, and everything a test of the interface needs around it."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported: it reads it once

import pytest
from desk import Bench
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def application() -> QApplication:
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication([])


@pytest.fixture
def bench(application: QApplication):
    made = Bench()
    yield made
    made.close()
