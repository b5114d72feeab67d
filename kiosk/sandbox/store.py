"""The sandbox's database: one SQLite file that survives kill -9, with a version and migrations."""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.sandbox.schema import MIGRATIONS

Row = dict[str, Any]
"""A row by column name."""


class StoreTooNewError(Exception):
    """The database was written by a newer version; it is left untouched."""


class Store:
    """One connection, used by one thread. Every write is in `transaction()`; a commit is on the disk when it returns."""

    def __init__(self, folder: Path) -> None:
        """Opens or makes `portal.sqlite3` in the folder. Raises StoreTooNewError."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / "portal.sqlite3"
        self._connection = sqlite3.connect(self.path, isolation_level=None)
        self.path.chmod(0o600)
        self._connection.row_factory = _row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._migrate()
        self.secret = bytes.fromhex(self._secret())

    def _migrate(self) -> None:
        version = self.number("PRAGMA user_version")
        if version > len(MIGRATIONS):
            raise StoreTooNewError(version)
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            self._connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;")

    def _secret(self) -> str:
        with self.transaction():
            self.run("INSERT OR IGNORE INTO meta VALUES ('secret', ?)", secrets.token_hex(32))
        return self.text("SELECT value FROM meta WHERE name = 'secret'")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: commits at the end, rolls back on any exception."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def run(self, sql: str, *values: Any) -> int:
        """Runs a write; how many rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a query."""
        found: list[Row] = self._connection.execute(sql, values).fetchall()
        return found

    def row(self, sql: str, *values: Any) -> Row | None:
        """The first row of a query."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def number(self, sql: str, *values: Any) -> int:
        """The first value of a query as a number, 0 when there is none."""
        return int(self._first(sql, values) or 0)

    def text(self, sql: str, *values: Any) -> str:
        """The first value of a query as text, empty when there is none."""
        return str(self._first(sql, values) or "")

    def _first(self, sql: str, values: tuple[Any, ...]) -> Any:
        found = self.row(sql, *values)
        return next(iter(found.values())) if found else None

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def _row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, values, strict=True)}


def new_id(prefix: str) -> str:
    """A fresh unguessable id such as `app_9f…` (96 bits)."""
    return f"{prefix}_{secrets.token_hex(12)}"


def packed(value: Any) -> str:
    """A value as canonical JSON text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
