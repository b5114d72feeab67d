"""The log: a whitelist of fields, so that no answer, name or number can be in it; and incidents, without message or locals."""

import logging
import traceback
from datetime import UTC, datetime

from kiosk.events import Answer, Event, Said, Step, Tick, Trouble
from kiosk.screen import Screen

LOG = logging.getLogger("yinling")
QUIET = (Tick, Said, Step)


class Audit:
    """Event type, screen name, code. Nothing else is ever written."""

    def event(self, event: Event, screen: Screen) -> None:
        """One event that was dealt with."""
        if isinstance(event, QUIET):
            return
        code = event.problem.code if isinstance(event, Trouble) else ""
        tag = event.tag if isinstance(event, Answer | Trouble) else ""
        LOG.info("event=%s screen=%s tag=%s code=%s", type(event).__name__, screen.name, tag, code)

    def incident(self, error: BaseException) -> str:
        """Records where an unexpected error came from (type and frames, never its message); the code that staff are told."""
        import hashlib

        frames = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        place = ">".join(frames[-6:])
        code = "incident_" + hashlib.sha256(f"{type(error).__name__}{place}".encode()).hexdigest()[:6]
        LOG.error("incident=%s type=%s frames=%s at=%s", code, type(error).__name__, place, datetime.now(UTC))
        return code
