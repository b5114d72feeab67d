"""Where a portal keeps its films: a path below its own `/v1`, and never an address of somebody else."""

import re

MOST_CHARACTERS = 200
_OWN = re.compile(r"/v1(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")


def is_own_path(path: object) -> bool:
    """Whether it is such a path: plain names between slashes, no host, no query, no way up."""
    return isinstance(path, str) and len(path) <= MOST_CHARACTERS and _OWN.fullmatch(path) is not None
