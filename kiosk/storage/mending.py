"""A database that is broken is put aside, never deleted, and what can still be read of it is copied into a fresh one."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
PARTS = ("", "-wal", "-shm")
"""A database in WAL mode is up to three files, which stay together."""


def is_broken(error: sqlite3.Error) -> bool:
    """Whether it says that the file itself is damaged (not that it is locked, full or forbidden)."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in BROKEN  # extended codes keep the kind in their lowest byte


def is_sound(db: sqlite3.Connection) -> bool:
    """Whether SQLite finds nothing wrong with the whole file. Raises sqlite3.Error where it cannot look."""
    try:
        return [row[0] for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.Error as error:
        if is_broken(error):
            return False
        raise


def put_aside(path: Path, why: str) -> Path:
    """Renames a database with all its parts to a name that nothing has yet; where it is now. Raises OSError."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.{why}-{number}{path.suffix}")).exists():
        number += 1
    for part in reversed(PARTS):  # the database last: until then it is found broken again
        found = path.with_name(path.name + part)
        if found.exists():
            found.rename(aside.with_name(aside.name + part))
    return aside


def laid_aside(path: Path, why: str) -> int:
    """How many databases were put aside for this reason."""
    return len(list(path.parent.glob(f"{path.stem}.{why}-*{path.suffix}")))


def saved_rows(aside: Path, table: str, key: str, is_whole: Callable[[tuple[object, ...]], bool]) -> list[tuple[object, ...]]:
    """Every row that can still be read: from the first on up to the damage, and from the last back to it. Nothing of the file is changed."""
    found: dict[object, tuple[object, ...]] = {}
    for order in ("ASC", "DESC"):
        for row in _read(aside, f"SELECT * FROM {table} ORDER BY {key} {order}"):
            if is_whole(row):
                found[row[0]] = row
    return list(found.values())


def _read(aside: Path, query: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    try:
        db = sqlite3.connect(f"{aside.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return rows
    try:
        for row in db.execute(query):
            rows.append(row)
    except (sqlite3.Error, UnicodeDecodeError):
        return rows  # what lies behind the damage cannot be had
    finally:
        db.close()
    return rows
