"""All scenes played once for all tests of a run: every screen in Chinese, and in English those of the scenes that are marked for it."""

from functools import cache

from kiosk.launch.scenes.gallery import Failure, collect
from kiosk.launch.scenes.theatre import Gallery


@cache
def collected() -> tuple[Gallery, tuple[Failure, ...]]:
    """See collect."""
    return collect()
