"""Opaque cursors: a client gives them back and looks into none."""

import base64
import binascii

from kiosk.sandbox.problems import fault


def cursor_of(kind: str, position: int) -> str:
    """A cursor for a position of a listing of this kind."""
    return base64.urlsafe_b64encode(f"{kind}:{position}".encode()).decode().rstrip("=")


def position_of(cursor: str, kind: str, name: str = "cursor") -> int:
    """The position of a cursor, 0 for none. Raises Refused 422 for one that is not ours."""
    if not cursor:
        return 0
    try:
        said, _, position = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(":")
    except (binascii.Error, ValueError):
        raise fault(f"/query/{name}", "cursor") from None
    if said != kind or not position.isdigit() or len(position) > 18:
        raise fault(f"/query/{name}", "cursor")
    return int(position)
