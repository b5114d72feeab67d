"""Doing a thing once: the same key and body give the same answer, another body under the same key is refused."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.store import Store, packed

KEPT = timedelta(days=90)
"""A village terminal can be off the line over a long holiday."""
LONGEST_KEY = 64


def key_of(call: Call) -> str:
    """The Idempotency-Key of a request that needs one. Raises 400."""
    key = call.headers.get("idempotency-key", "")
    if not key:
        raise Refused(400, "idempotency_key_missing")
    if len(key) > LONGEST_KEY or not all(
        character.isascii() and (character.isalnum() or character in "-_") for character in key
    ):
        raise Refused(400, "idempotency_key_invalid")
    return key


def fingerprint(call: Call) -> str:
    """What makes two requests the same: method, path and the body's meaning."""
    try:
        meaning = packed(json.loads(call.body)) if call.body else ""
    except (ValueError, RecursionError):
        raise Refused(400, "malformed") from None
    return hashlib.sha256(f"{call.method} {call.path}\n{meaning}".encode("utf-8", "surrogatepass")).hexdigest()


class Once:
    """The memory of keys, apart for each operation. Its rows are written in the same transaction as the deed, so both are there or neither."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _forget_old(self, now: datetime) -> None:
        """Drops keys older than 90 days."""
        self._store.run("DELETE FROM idempotency WHERE made_at < ?", (now - KEPT).isoformat())

    def do(self, call: Call, owner: str, now: datetime, deed: Callable[[], Answer]) -> Answer:
        """The deed's answer, or the one given before under this key. Raises 400, 422."""
        key, mark = key_of(call), fingerprint(call)
        self._forget_old(now)
        operation = f"{call.method} {call.path}"
        known = self._store.row(
            "SELECT * FROM idempotency WHERE owner = ? AND operation = ? AND key = ?", owner, operation, key
        )
        if known is None:
            answer = deed()
            self._store.run(
                "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                owner,
                key,
                operation,
                mark,
                answer.status,
                json.dumps(dict(answer.headers)),
                msgspec.json.encode(answer.body),
                now.isoformat(),
            )
            return answer
        if known["fingerprint"] != mark:
            raise Refused(422, "idempotency_mismatch")
        headers = json.loads(known["headers"]) | {"Idempotency-Replayed": "true"}
        return Answer(known["status"], msgspec.json.decode(known["body"]), headers)
