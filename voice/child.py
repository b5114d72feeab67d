"""What the programs of the child processes share."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO


@contextlib.contextmanager
def protocol() -> Iterator[BinaryIO]:
    """The real stdout as the protocol's own stream; descriptors 1 and 2 lead nowhere from here on."""
    sys.stdout.flush()
    own = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    with os.fdopen(own, "wb") as stream:
        yield stream
