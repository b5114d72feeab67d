"""Loads Qt without what PySide6 does for a feature that nobody here uses. A version that does it in another way is left alone."""

import gc
import sys
from types import ModuleType

OURS = frozenset({"kiosk", "ui", "voice"})


def load_qt() -> None:
    """The first thing a program with a window does. Garbage is not looked for until the first picture stands (`App.watch`)."""
    gc.disable()  # nothing is garbage yet, and looking for it takes a tenth of the start
    import PySide6.QtCore  # noqa: F401

    _spare_reading()


def _spare_reading() -> None:
    """Tells PySide6 which modules use it. By itself it reads the source text of every module that is imported after it, for `__feature__`
    (snake_case, true_property): 40 ms of the start, and the texts stay in memory.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _uses_pyside


def _uses_pyside(module: ModuleType) -> bool:
    return getattr(module, "__name__", "").partition(".")[0] in OURS
