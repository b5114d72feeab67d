"""The end of a process whose threads may still be at work."""

import logging
import os
import sys
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """Ends the process at once, when all that had to be kept is kept. code: its exit code.

    Python is not taken apart: a lane that is in a library of C++ then aborts the process (exit -6), though its work is done.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
