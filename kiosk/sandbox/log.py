"""The sandbox's log: where something failed and of what type, never the message of an exception, which may hold an answer."""

import logging
import sys
import traceback
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class FramesOnly(logging.Formatter):
    """Writes an exception as its type and frames."""

    def formatException(self, ei: _Raised) -> str:
        """The type and where it was raised."""
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        places = (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        return "\n".join([kind.__name__ if kind else "", *places])


def start_log() -> None:
    """Sends warnings and worse to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FramesOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
