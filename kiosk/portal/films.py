"""The body of a film, taken in as it comes: neither one without an end nor one that trickles can hold the person up."""

from time import monotonic

import requests
from urllib3.exceptions import HTTPError

from kiosk.portal.errors import Unsure
from kiosk.problems import ProblemError, Remedy

MOST_BYTES = 20 * 1024 * 1024
MOST_S = 30.0
_PIECE = 64 * 1024


def received(response: requests.Response, most_bytes: int = MOST_BYTES, most_s: float = MOST_S) -> bytes:
    """All of it. Raises ProblemError film_too_large, film_too_slow, portal_away (the line broke)."""
    until, film = monotonic() + most_s, bytearray()
    try:
        while piece := response.raw.read1(_PIECE, decode_content=True):
            film += piece
            if len(film) > most_bytes:
                raise ProblemError(Remedy.TRY_AGAIN, "film_too_large")
            if monotonic() > until:
                raise ProblemError(Remedy.TRY_AGAIN, "film_too_slow")
    except (HTTPError, OSError):
        raise Unsure(Remedy.WAIT, "portal_away") from None
    return bytes(film)
