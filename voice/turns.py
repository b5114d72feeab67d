"""How something is called on the main thread: soon, or after a while."""

from collections.abc import Callable

Post = Callable[[Callable[[], None]], None]
"""Calls something soon on the main thread; may be called from any."""

Schedule = Callable[[int, Callable[[], None]], None]
"""Calls something on the main thread after so many milliseconds."""
