"""Patterns of a portal, run under RE2: time is linear in the text, whatever the portal wrote.

The library is loaded at the first pattern.
"""

import atexit
import re
import threading
from functools import lru_cache
from importlib import import_module
from typing import Any

LONGEST = 500
"""Characters of a pattern that are taken."""

_AT_WORK = threading.RLock()
"""Held while RE2 works. It lets Python go meanwhile, and a thread that is in it while Python ends aborts the process: then nobody comes in."""
atexit.register(_AT_WORK.acquire)


def _re2() -> Any:
    return import_module("re2")


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    re2 = _re2()
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(pattern, options)


_OF_FIGURES = re.compile(r"\^(?:\[[0-9X-]+\]|\\d|[0-9X]|\{[0-9,]+\}|[?*+])+\$")
"""Of the whole text: without both its ends a pattern may be found within other words."""


def of_figures(pattern: str | None) -> bool:
    """Whether it takes digits alone, and X as in an identity number: the number of a certificate, say."""
    return pattern is not None and _OF_FIGURES.fullmatch(pattern) is not None


def is_pattern(pattern: object) -> bool:
    """Whether RE2 takes it (it has no look-around and no back references)."""
    if not isinstance(pattern, str) or len(pattern) > LONGEST:
        return False
    try:
        with _AT_WORK:
            _compiled(pattern)
    except _re2().error:
        return False
    return True


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern is found somewhere in the text, as JSON Schema has it."""
    with _AT_WORK:
        return _compiled(pattern).search(text) is not None
