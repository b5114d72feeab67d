"""What Qt is loaded without is there as soon as it is asked for, word for word."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.widgets

TOLD = """
import PySide6.QtCore as core
from PySide6.support.signature import get_signature
for call in (lambda: core.QRect("x"), lambda: core.QTimer.singleShot("a", "b"), lambda: core.QRect(1, 2, 3, 4, five=5)):
    try:
        call()
    except (TypeError, AttributeError) as error:
        print(type(error), error)
for number in range(3):
    try:
        core.QPoint(number, "y")
    except TypeError as error:
        print(error)
print(core.QRect.contains.__doc__, get_signature(core.QObject.setParent))
import shibokensupport.signature.parser as parser
from PySide6.support.signature.lib.enum_sig import HintingEnumerator
print(HintingEnumerator, sorted(set(vars(parser)) - {"__builtins__", "__getattr__", "__later__"}), hasattr(parser, "nowhere"))
"""
QUICK = """
import builtins
from kiosk.launch import quick_qt
usual = compile
quick_qt.load_qt()
assert compile is usual, "the other modules are compiled as ever"
waiting = set(quick_qt._sources)
assert waiting == quick_qt.LATER | {quick_qt._MAPPING}, waiting
"""


def _run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_errors_and_help_of_qt_read_the_same_although_they_are_compiled_when_asked_for():
    told = _run(QUICK + TOLD)
    assert told == _run(TOLD)
    assert "left: int, top: int" in told and "HintingEnumerator" in told
