"""Loads Qt without what PySide6 does for features that nobody here uses. A version that does it in another way is left alone."""

import builtins
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import ModuleType
from typing import Any

OURS = frozenset({"kiosk", "ui", "voice"})
_FOLDER = "shibokensupport/signature/"
LATER = frozenset(
    f"{_FOLDER}{name}.py"
    for name in ("errorhandler", "layout", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
)
"""What PySide6 tells with how its functions are called, in errors and help texts."""
_AWAKE = f"from {__name__} import at_first_use as __later__\n__getattr__ = __later__(globals())\n"
_MAPPING = f"{_FOLDER}mapping.py"
"""What types are called in those texts. PySide6 takes one name from it without asking the module: it gets a stand-in, which has to live on."""
_STAND_IN = """
def update_mapping():
    return __getattr__("update_mapping")()
__stand_in__ = update_mapping
"""
_compile = compile
_sources: dict[str, Any] = {}
_one_at_a_time = RLock()


def load_qt() -> None:
    """The first thing a program with a window does. Garbage is not looked for until the first picture stands (`App.watch`)."""
    gc.disable()  # nothing is garbage yet, and looking for it takes a tenth of the start
    with _help_can_wait():
        import PySide6.QtCore  # noqa: F401
    _spare_reading()


@contextmanager
def _help_can_wait() -> Iterator[None]:
    """PySide6 carries its help as source text and compiles all of it at every start, 30 ms: here what is in LATER waits until it is asked for."""
    vars(builtins)["compile"] = _compiled
    try:
        yield
    finally:
        vars(builtins)["compile"] = _compile


def _compiled(source: Any, filename: Any, mode: str, *given: Any, **named: Any) -> Any:
    if filename in LATER:
        _sources[filename], source = source, _AWAKE
    elif filename == _MAPPING and isinstance(source, bytes) and b"\nupdate_mapping = " in source:
        _sources[filename], source = source, _AWAKE + _STAND_IN
    return _compile(source, filename, mode, *given, **named)


def at_first_use(names: dict[str, Any]) -> Any:
    """The `__getattr__` of a module whose text has not been run: runs it when a name in it is asked for."""

    def found(name: str) -> Any:
        if name.startswith("__"):  # what Python itself asks every module for
            raise AttributeError(name)
        with _one_at_a_time:
            source = _sources.pop(names["__file__"], None)
            if source is not None:
                exec(_compile(source, names["__file__"], "exec"), names)
        if name not in names:
            raise AttributeError(name)
        return names[name]

    return found


def _spare_reading() -> None:
    """Tells PySide6 which modules use it. By itself it reads the source text of every module that is imported after it, for `__feature__`
    (snake_case, true_property): 40 ms of the start, and the texts stay in memory.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _uses_pyside


def _uses_pyside(module: ModuleType) -> bool:
    return getattr(module, "__name__", "").partition(".")[0] in OURS
