"""What the home profile keeps: sign-in and draft key in the OS keyring, drafts and told states sealed in SQLite.

Without a keyring nothing is written: everything stays in memory, and the person is told so. What the disk does not take stays in memory too.
"""

import base64
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kiosk.problems import ProblemError, Remedy
from kiosk.results import HomeDraft, Kept
from kiosk.storage.vault import KEY, PersonVault, Sealer

VERSION = 1
TOKEN, DRAFT_KEY = "sign-in", "drafts"
SEEN = "seen"
DISPLAY = "display"


class HomeKeeper:
    """One person's own computer. All methods block: the disk lane calls."""

    def __init__(self, path: Path, vault: PersonVault) -> None:
        self._path = path
        self._vault = vault
        self._memory: dict[str, bytes] = {}

    def load(self) -> Kept:
        """All that is kept; what cannot be opened (another key, a broken file) is left alone and not shown. secure: it is there next time."""
        drafts = []
        seen: dict[str, str] = {}
        display: dict[str, Any] | None = None
        rows, readable = self._all()
        for name, content in rows:
            if name == SEEN:
                seen = msgspec.json.decode(content, type=dict[str, str])
            elif name == DISPLAY:
                display = msgspec.json.decode(content, type=dict[str, Any])
            else:
                drafts.append(msgspec.convert(msgspec.json.decode(content), HomeDraft))
        drafts.sort(key=lambda draft: draft.saved_at, reverse=True)
        token = self._vault.get(TOKEN)
        secure = self._vault.secure() and not self._vault.forgetful and readable and not self._memory
        return Kept(token, seen, tuple(drafts), secure, display)

    def keep_sign_in(self, token: str) -> bool:
        """See effects.Keeper."""
        return self._vault.put(TOKEN, token)

    def keep_draft(self, draft: HomeDraft) -> None:
        """See effects.Keeper."""
        self._put(f"draft:{draft.key}", msgspec.json.encode(draft))

    def forget_draft(self, key: str) -> None:
        """See effects.Keeper."""
        self._delete(f"draft:{key}")

    def keep_seen(self, seen: dict[str, str]) -> None:
        """See effects.Keeper."""
        self._put(SEEN, msgspec.json.encode(seen))

    def keep_display(self, display: dict[str, Any]) -> None:
        """See effects.Keeper."""
        self._put(DISPLAY, msgspec.json.encode(display))

    def forget_all(self) -> None:
        """See effects.Keeper."""
        self._memory.clear()
        if self._path.exists():
            with self._transaction() as db:
                db.execute("DELETE FROM kept")  # also what no key opens any more
        self._vault.put(TOKEN, "")
        self._vault.put(DRAFT_KEY, "")

    # --- sealed rows -------------------------------------------------------------------------------------------------

    def _sealer(self) -> Sealer | None:
        """The key of the drafts, made at first use; None without a keyring."""
        if not self._vault.secure():
            return None
        kept = self._vault.get(DRAFT_KEY)
        if not kept:
            kept = base64.b64encode(secrets.token_bytes(KEY)).decode()
            if not self._vault.put(DRAFT_KEY, kept):
                return None
        return Sealer(base64.b64decode(kept))

    def _all(self) -> tuple[list[tuple[str, bytes]], bool]:
        """Every row, what is in memory before what the disk still has; and whether the disk could be read."""
        sealer = self._sealer()
        if sealer is None:
            return list(self._memory.items()), True
        try:
            with self._transaction() as db:
                rows = db.execute("SELECT name, sealed FROM kept").fetchall()
        except ProblemError:
            return list(self._memory.items()), False
        found: dict[str, bytes] = {}
        for name, sealed in rows:
            try:
                found[name] = sealer.open(sealed, name)
            except ProblemError:
                continue  # sealed under a keyring's key that is gone: unreadable for ever, and never shown
        return list((found | self._memory).items()), True

    def _put(self, name: str, content: bytes) -> None:
        sealer = self._sealer()
        if sealer is not None:
            try:
                with self._transaction() as db:
                    db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, sealer.seal(content, name)))
            except ProblemError:
                pass  # a full disk, a broken file: this run remembers it, and `load` says that only this run does
            else:
                self._memory.pop(name, None)
                return
        self._memory[name] = content

    def _delete(self, name: str) -> None:
        self._memory.pop(name, None)
        if self._path.exists():
            with self._transaction() as db:
                db.execute("DELETE FROM kept WHERE name = ?", (name,))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._path.exists():
                self._path.touch(mode=0o600)
            db = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise ProblemError(Remedy.ASK_STAFF, "home.unwritable") from error
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise ProblemError(Remedy.ASK_STAFF, "home.newer")
            db.execute("BEGIN IMMEDIATE")
            if version == 0:
                db.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, sealed BLOB NOT NULL)")
                db.execute(f"PRAGMA user_version = {VERSION}")
            yield db
            db.execute("COMMIT")
        except sqlite3.Error as error:
            raise ProblemError(Remedy.ASK_STAFF, "home.unwritable") from error
        finally:
            db.close()
