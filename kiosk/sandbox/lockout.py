"""Counting wrong guesses, so that a PIN or a query code cannot be tried out."""

from kiosk.sandbox.clock import machine_time
from kiosk.sandbox.problems import too_often
from kiosk.sandbox.store import Store

MAX_FAILURES = 5
LOCKED_S = 15 * 60


class Lockout:
    """Five wrong guesses about one subject lock it for a quarter of an hour. Within a transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check(self, subject: str) -> None:
        """Raises 429 while the subject is locked."""
        row = self._store.row("SELECT * FROM lockouts WHERE subject = ?", subject)
        now = machine_time()
        if row is not None and row["failures"] >= MAX_FAILURES:
            if row["until"] > now:
                raise too_often(round(row["until"] - now))
            self.forgive(subject)

    def count(self, subject: str) -> None:
        """One more wrong guess; raise a Refused with keep=True afterwards, or it is rolled back."""
        self._store.run(
            "INSERT INTO lockouts VALUES (?, 1, ?) ON CONFLICT (subject) DO UPDATE "
            "SET failures = failures + 1, until = excluded.until",
            subject,
            machine_time() + LOCKED_S,
        )

    def forgive(self, subject: str) -> None:
        """Forgets the wrong guesses."""
        self._store.run("DELETE FROM lockouts WHERE subject = ?", subject)
