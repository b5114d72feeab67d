"""The rows that wait to be sent: SQLite, WAL, synchronous FULL; every payload sealed, the row's key bound to the seal."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from kiosk.problems import ProblemError, Remedy
from kiosk.storage.vault import Sealer

VERSION = 1
Mark = Literal["queued", "in_doubt", "acknowledged", "staff"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
  key TEXT PRIMARY KEY,
  mark TEXT NOT NULL,
  sealed BLOB NOT NULL,
  made_at REAL NOT NULL,
  not_before REAL NOT NULL,
  tries INTEGER NOT NULL,
  expires_at REAL NOT NULL
) WITHOUT ROWID;
"""


class Payload(msgspec.Struct, frozen=True):
    """What is sealed. kind: submit or supplement; target: the application a supplement belongs to; body: the frozen bytes.

    place: the portal that it is for, and no other ("" of a row from before this was kept).
    """

    kind: str
    target: str
    grant: str
    body: bytes
    place: str = ""


NOTHING = Payload("", "", "", b"")


class Row(msgspec.Struct, frozen=True):
    """One row. Times are seconds since the epoch."""

    key: str
    mark: Mark
    payload: Payload
    made_at: float
    not_before: float
    tries: int
    expires_at: float


class OutboxStore:
    """The table. Every method is one transaction on a connection of its own, so any thread may call."""

    def __init__(self, path: Path, sealer: Sealer) -> None:
        self._path = path
        self._sealer = sealer
        self._prepare()

    def add(self, key: str, payload: Payload, now: float, expires_at: float) -> Row:
        """Enqueues, or gives the row that has this key already: the frozen body is never replaced."""
        sealed = self._sealer.seal(msgspec.msgpack.encode(payload), key)
        with self._transaction() as db:
            db.execute(
                "INSERT INTO outbox VALUES (?, 'queued', ?, ?, ?, 0, ?) ON CONFLICT (key) DO NOTHING",
                (key, sealed, now, now, expires_at),
            )
        row = self.get(key)
        if row is None:
            raise ProblemError(Remedy.ASK_STAFF, "outbox.lost")
        return row

    def mark(self, key: str, mark: Mark, *, tried: bool = False, not_before: float = 0.0) -> None:
        """Commits a mark before anything is done on it."""
        with self._transaction() as db:
            db.execute(
                "UPDATE outbox SET mark = ?, tries = tries + ?, not_before = ? WHERE key = ?",
                (mark, int(tried), not_before, key),
            )

    def remove(self, key: str) -> None:
        """The portal has it (or took nothing): nothing of it stays on this disk."""
        with self._transaction() as db:
            db.execute("DELETE FROM outbox WHERE key = ?", (key,))

    def get(self, key: str) -> Row | None:
        """One row."""
        with self._transaction() as db:
            found = db.execute("SELECT * FROM outbox WHERE key = ?", (key,)).fetchone()
        return self._row(found) if found else None

    def waiting(self, now: float, farthest: float = math.inf) -> tuple[Row, ...]:
        """The rows whose time has come, or is farther off than can be, oldest first.

        One that does not open (another key, a damaged page) holds none of the others up.
        """
        with self._transaction() as db:
            found = db.execute(
                "SELECT * FROM outbox WHERE mark IN ('queued', 'in_doubt') AND (not_before <= ? OR not_before > ?) ORDER BY made_at",
                (now, farthest),
            ).fetchall()
        rows = []
        for row in found:
            try:
                rows.append(self._row(row))
            except ProblemError:
                continue  # it stays, and `count` tells of it
        return tuple(rows)

    def forget_before(self, made_at: float) -> None:
        """What staff did not settle within the retention limit: the key stays to be asked for, nothing of the person does."""
        with self._transaction() as db:
            db.execute(
                "UPDATE outbox SET sealed = x'' WHERE mark = 'staff' AND made_at <= ? AND sealed != x''", (made_at,)
            )

    def count(self) -> dict[str, int]:
        """How many rows there are of each mark."""
        with self._transaction() as db:
            return dict(db.execute("SELECT mark, count(*) FROM outbox GROUP BY mark").fetchall())

    def _row(self, found: tuple[str, Mark, bytes, float, float, int, float]) -> Row:
        key, mark, sealed, made_at, not_before, tries, expires_at = found
        payload = NOTHING if not sealed else msgspec.msgpack.decode(self._sealer.open(sealed, key), type=Payload)
        return Row(key, mark, payload, made_at, not_before, tries, expires_at)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            db = self._connected()
        except sqlite3.Error as error:
            raise ProblemError(Remedy.ASK_STAFF, "outbox.unwritable") from error
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
            raise ProblemError(Remedy.ASK_STAFF, "outbox.disk_full" if full else "outbox.unwritable") from error
        finally:
            db.close()

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=10, isolation_level=None)

    def _prepare(self) -> None:
        """Creates, or checks the version; an unknown newer file is set aside, never touched."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._path.exists() and self._version() > VERSION:
                self._path.rename(self._aside())
            if not self._path.exists():
                self._path.touch(mode=0o600)
            db = sqlite3.connect(self._path, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise ProblemError(Remedy.ASK_STAFF, "outbox.unwritable") from error
        try:
            db.execute("PRAGMA journal_mode = WAL")
            if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        except sqlite3.Error as error:
            raise ProblemError(Remedy.ASK_STAFF, "outbox.unwritable") from error
        finally:
            db.close()

    def _aside(self) -> Path:
        """A name that nothing has yet."""
        number = 1
        while (aside := self._path.with_name(f"{self._path.stem}.newer-{number}{self._path.suffix}")).exists():
            number += 1
        return aside

    def _version(self) -> int:
        db = sqlite3.connect(self._path)
        try:
            return int(db.execute("PRAGMA user_version").fetchone()[0])
        finally:
            db.close()
