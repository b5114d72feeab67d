"""The rows that wait to be sent: SQLite, WAL, synchronous FULL; every payload sealed, the row's key bound to the seal.

A broken file is put aside, never deleted; what can be read of it goes on in a fresh one, and it is told that there was one.
"""

import errno
import math
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from kiosk.platform import exclusive
from kiosk.problems import ProblemError, Remedy
from kiosk.storage.mending import is_broken, is_sound, laid_aside, put_aside, saved_rows
from kiosk.storage.vault import Sealer

T = TypeVar("T")

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

COLUMNS = 7
SAVED = """
INSERT INTO outbox SELECT ?1, iif(?2 = 'queued', 'in_doubt', ?2), ?3, ?4, 0, ?6, ?7 WHERE 1 ON CONFLICT (key) DO NOTHING
"""
"""A saved row may be older than what was done on it: it is asked for at the portal before it is sent."""


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
    """The table. Every method is one transaction on a connection of its own, so any thread may call.

    Raises ProblemError `outbox.unwritable` or `outbox.disk_full` where nothing can be kept; a file found broken is mended first.
    """

    def __init__(self, path: Path, sealer: Sealer) -> None:
        self._path = path
        self._sealer = sealer
        self.prepare()

    def prepare(self) -> None:
        """Makes it ready to keep something, and proves it by writing: creates it, mends it, sets an unknown newer one aside."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_usable():
                self._mend()
        except (OSError, sqlite3.Error) as error:
            raise _unwritable(error) from error

    def put_aside(self) -> int:
        """How many broken files lie beside it, for the technician."""
        return laid_aside(self._path, "broken")

    def unreadable(self) -> int:
        """How many rows no longer open (another key, damage within): they stay, and are never sent."""
        rows = self._do(lambda db: db.execute("SELECT key, sealed FROM outbox").fetchall())
        return sum(not self._opens(key, sealed) for key, sealed in rows)

    def add(self, key: str, payload: Payload, now: float, expires_at: float) -> Row:
        """Enqueues, or gives the row that has this key already: the frozen body is never replaced."""
        sealed = self._sealer.seal(msgspec.msgpack.encode(payload), key)
        self._do(
            lambda db: db.execute(
                "INSERT INTO outbox VALUES (?, 'queued', ?, ?, ?, 0, ?) ON CONFLICT (key) DO NOTHING",
                (key, sealed, now, now, expires_at),
            )
        )
        row = self.get(key)
        if row is None:
            raise ProblemError(Remedy.ASK_STAFF, "outbox.lost")
        return row

    def mark(self, key: str, mark: Mark, *, tried: bool = False, not_before: float = 0.0) -> None:
        """Commits a mark before anything is done on it."""
        self._do(
            lambda db: db.execute(
                "UPDATE outbox SET mark = ?, tries = tries + ?, not_before = ? WHERE key = ?",
                (mark, int(tried), not_before, key),
            )
        )

    def remove(self, key: str) -> None:
        """The portal has it (or took nothing): nothing of it stays on this disk."""
        self._do(lambda db: db.execute("DELETE FROM outbox WHERE key = ?", (key,)))

    def get(self, key: str) -> Row | None:
        """One row."""
        found = self._do(lambda db: db.execute("SELECT * FROM outbox WHERE key = ?", (key,)).fetchone())
        return self._row(found) if found else None

    def waiting(self, now: float, farthest: float = math.inf) -> tuple[Row, ...]:
        """The rows whose time has come, or is farther off than can be, oldest first.

        One that does not open (another key, a damaged page) holds none of the others up.
        """
        found = self._do(
            lambda db: db.execute(
                "SELECT * FROM outbox WHERE mark IN ('queued', 'in_doubt') AND (not_before <= ? OR not_before > ?) ORDER BY made_at",
                (now, farthest),
            ).fetchall()
        )
        rows = []
        for row in found:
            try:
                rows.append(self._row(row))
            except ProblemError:
                continue  # it stays, and `count` tells of it
        return tuple(rows)

    def forget_before(self, made_at: float, since: float = -math.inf) -> None:
        """What staff did not settle within the retention limit: the key stays to be asked for, nothing of the person does.

        since: what is older than that is left alone.
        """
        self._do(
            lambda db: db.execute(
                "UPDATE outbox SET sealed = x'' WHERE mark = 'staff' AND made_at <= ? AND made_at > ? AND sealed != x''",
                (made_at, since),
            )
        )

    def holds_of_staff(self, made_at: float) -> bool:
        """Whether anything of a person that is with staff was made before this."""
        query = "SELECT 1 FROM outbox WHERE mark = 'staff' AND made_at <= ? AND sealed != x'' LIMIT 1"
        return bool(self._do(lambda db: db.execute(query, (made_at,)).fetchone()))

    def count(self) -> dict[str, int]:
        """How many rows there are of each mark."""
        return dict(self._do(lambda db: db.execute("SELECT mark, count(*) FROM outbox GROUP BY mark").fetchall()))

    def _row(self, found: tuple[str, Mark, bytes, float, float, int, float]) -> Row:
        key, mark, sealed, made_at, not_before, tries, expires_at = found
        payload = NOTHING if not sealed else msgspec.msgpack.decode(self._sealer.open(sealed, key), type=Payload)
        return Row(key, mark, payload, made_at, not_before, tries, expires_at)

    def _opens(self, key: object, sealed: object) -> bool:
        if not isinstance(key, str) or not isinstance(sealed, bytes):
            return False
        try:
            return not sealed or bool(self._sealer.open(sealed, key))
        except ProblemError:
            return False

    # --- the file ----------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """One transaction. On a file that broke meanwhile: once more, on what could be saved of it."""
        try:
            return self._once(work)
        except sqlite3.Error as error:
            if not is_broken(error):
                raise _unwritable(error) from error
        self.prepare()
        try:
            return self._once(work)
        except sqlite3.Error as error:
            raise _unwritable(error) from error

    def _once(self, work: Callable[[sqlite3.Connection], T]) -> T:
        db = self._connected()
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            db.execute("BEGIN IMMEDIATE")
            done = work(db)
            db.execute("COMMIT")
            return done
        finally:
            db.close()

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=10, isolation_level=None)

    def _is_usable(self) -> bool:
        """Whether it can be written, being created where it is not there. False: it is broken. Raises OSError, sqlite3.Error."""
        try:
            if self._path.exists() and self._version() > VERSION:
                put_aside(self._path, "newer")
            if not self._path.exists():
                self._path.touch(mode=0o600)
            db = self._connected()
        except sqlite3.Error as error:
            if is_broken(error):
                return False
            raise
        try:
            if not is_sound(db):
                return False
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            if self._lost_its_table(db):
                return False
            db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
            return True
        except sqlite3.Error as error:
            if is_broken(error):
                return False
            raise
        finally:
            db.close()

    def _lost_its_table(self, db: sqlite3.Connection) -> bool:
        made = db.execute("PRAGMA user_version").fetchone()[0] == VERSION
        there = db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'outbox'").fetchone()[0]
        return made and not there

    def _mend(self) -> None:
        """Puts the broken file aside and goes on with what can be read of it; one process at a time."""
        with exclusive(self._path.with_suffix(".mending.lock")):
            if self._is_usable():
                return  # somebody else mended it meanwhile
            aside = put_aside(self._path, "broken")
            if not self._is_usable():
                raise OSError("a new database is broken too")
            rows = saved_rows(aside, "outbox", "key", lambda row: len(row) == COLUMNS and self._opens(row[0], row[2]))
            self._once(lambda db: db.executemany(SAVED, rows))

    def _version(self) -> int:
        db = sqlite3.connect(self._path)
        try:
            return int(db.execute("PRAGMA user_version").fetchone()[0])
        finally:
            db.close()


def _unwritable(error: OSError | sqlite3.Error) -> ProblemError:
    full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) == errno.ENOSPC
    return ProblemError(Remedy.ASK_STAFF, "outbox.disk_full" if full else "outbox.unwritable")
