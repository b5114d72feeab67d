"""The audit: who did what to which thing, and who helped. Append-only, by triggers of the database. No answers, names or numbers."""

from datetime import datetime
from typing import Any

from kiosk.sandbox.store import Store


class Audit:
    """The audit of the portal."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(
        self,
        at: datetime,
        deed: str,
        *,
        person: str = "",
        staff: str = "",
        subject: str = "",
        detail: str = "",
    ) -> None:
        """Writes one line, in the transaction of the deed."""
        self._store.run(
            "INSERT INTO audit (at, deed, person, staff, subject, detail) VALUES (?, ?, ?, ?, ?, ?)",
            at.isoformat(),
            deed,
            person,
            staff,
            subject,
            detail,
        )

    def all(self) -> list[dict[str, Any]]:
        """All lines, oldest first."""
        return [dict(row) for row in self._store.rows("SELECT * FROM audit ORDER BY seq")]
