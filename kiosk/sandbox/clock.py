"""The office's clock: the portal's zone, and it can be put forward or sped up. It survives a restart."""

import json
import time
from datetime import date, datetime, timedelta, timezone

from kiosk.sandbox.store import Store

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The portal's zone; it has had no summer time since 1991."""


class Clock:
    """Office time = base + (machine time - its base) × speed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        saved = store.text("SELECT value FROM meta WHERE name = 'clock'")
        office, machine, speed = json.loads(saved) if saved else (time.time(), time.time(), 1.0)
        self._office: float = office
        self._machine: float = machine
        self.speed: float = speed

    def now(self) -> datetime:
        """The office's time, with offset, to the microsecond."""
        return datetime.fromtimestamp(self._office + (time.time() - self._machine) * self.speed, ZONE)

    def today(self) -> date:
        """The office's civil date."""
        return self.now().date()

    def set(self, *, advance_s: float = 0.0, speed: float | None = None, now: datetime | None = None) -> None:
        """Puts the clock forward or to a time, or makes it run faster. Call within a transaction."""
        start = now or self.now()
        self._office, self._machine = start.timestamp() + advance_s, time.time()
        self.speed = self.speed if speed is None else speed
        self._store.run(
            "INSERT OR REPLACE INTO meta VALUES ('clock', ?)",
            json.dumps([self._office, self._machine, self.speed]),
        )


def instant(moment: datetime) -> str:
    """An instant for the wire: RFC 3339 with the portal's offset, to the second."""
    return moment.astimezone(ZONE).isoformat(timespec="seconds")


def machine_time() -> float:
    """The machine's time, seconds: what short sessions and lock-outs are measured by, whatever the office's clock does."""
    return time.time()
