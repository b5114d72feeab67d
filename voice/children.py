"""How the parent starts a child process that speaks over its pipes, and how it ends one. What the children share: voice/child.py."""

import logging
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

log = logging.getLogger(__name__)


def born(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A child with its stdin and stdout as pipes. Raises OSError when it cannot be started."""
    return subprocess.Popen(
        list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
    )


def bury(process: subprocess.Popen[bytes]) -> None:
    """Tell the child to go and wait for its end; one that does not go by itself is killed. The reader closes its own pipe."""
    if process.stdin:
        try:
            process.stdin.close()
        except OSError:
            log.info("a child's pipe was closed already")
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    """The parent's environment, with the folder this package lies in, so that the child finds it from anywhere."""
    home = str(Path(__file__).resolve().parent.parent)
    path = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in (home, path) if part)}
