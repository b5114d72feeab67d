"""Spares the start what PySide6 does for a feature that nobody here uses."""

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 -- what is told to it below has to be there

OURS = frozenset({"kiosk", "ui", "voice"})


def _uses_pyside(module: ModuleType) -> bool:
    return getattr(module, "__name__", "").partition(".")[0] in OURS


def spare_reading() -> None:
    """Tells PySide6 which modules use it. By itself it reads the source text of every module that is imported after it, for `__feature__`
    (snake_case, true_property): 40 ms of the start, and the texts stay in memory. A version that asks in another way is left alone.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _uses_pyside
