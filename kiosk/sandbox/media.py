"""Films that a service names: what lies in the folder `media` beside the service files."""

import hashlib
import re
from pathlib import Path

from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.service_routes import cacheable

FOLDER = "media"
MOST_BYTES = 20 * 1024 * 1024
TYPES = {".webm": "video/webm", ".mp4": "video/mp4"}
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


def film(portal: Portal, call: Call) -> Answer:
    """One film. Raises Refused 404 for any other name: what is no plain name of a film never reaches the disk."""
    name = call.params["name"]
    kind = TYPES.get(Path(name).suffix) if _NAME.fullmatch(name) else None
    if kind is None:
        raise Refused(404, "media_unknown")
    for folder in portal.films:
        path = folder / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= MOST_BYTES:
            content = path.read_bytes()
            answer = cacheable(call, content, f'"{hashlib.sha256(content).hexdigest()[:24]}"')
            return answer._replace(media_type=kind)
    raise Refused(404, "media_unknown")
