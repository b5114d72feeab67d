"""Sending so that nothing is lost and nothing doubled, whatever fails: the seven rules of the outbox.

1 The body is frozen with its key when it is enqueued. 2 It is marked in doubt, committed, before a socket opens. 3 2xx is acknowledged; 409 is
looked up; other 4xx took nothing; all else stays in doubt. 4 A row in doubt is looked up before it is sent again. 5 Without a look-up it is never
sent again blindly. 6 Materials went before (the body names them); one sender at a time. 7 Nothing is called failed while it is unknown, nor done
before the portal said so.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime

from kiosk.platform import exclusive
from kiosk.portal.errors import Refused, Unsure
from kiosk.portal.port import Portal
from kiosk.portal.types import Application
from kiosk.problems import ProblemError, Remedy
from kiosk.requests import Deliver, Delivery
from kiosk.storage.outbox import OutboxStore, Payload, Row

QUICK_TRIES = 2
"""In front of a person: at most so many tries, then it is kept and sent by itself."""
FIRST_WAIT_S, LONGEST_WAIT_S = 15.0, 900.0


class Outbox:
    """Delivers rows through a portal. lock: the path of the lock that holds off a second sender on the same store."""

    def __init__(
        self,
        store: OutboxStore,
        portal: Callable[[], Portal],
        lock: Callable[[], exclusive],
        retention_s: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._portal = portal
        self._lock = lock
        self._retention_s = retention_s
        self._now = now
        self._lookup: bool | None = None

    def deliver(self, request: Deliver) -> Delivery:
        """Enqueues (an empty body goes on with the row of the key) and sends, in front of a person. Never raises for what is unknown."""
        row = self._enqueued(request)
        if row is None:
            return Delivery(request.key, "in_doubt", code="outbox.lost")
        with self._lock():
            portal = self._portal()
            try:
                outcome = Delivery(row.key, row.mark)
                for _ in range(QUICK_TRIES):
                    outcome = self._send(portal, row)
                    if outcome.state in ("acknowledged", "rejected") or outcome.code == "portal_busy":
                        break
                    row = self._store.get(row.key) or row
                return outcome
            finally:
                portal.close()

    def send_waiting(self) -> int:
        """Sends every row whose time has come; how many were settled. A row never outlives its grant or the retention limit."""
        settled = 0
        for row in self._store.waiting(self._now()):
            with self._lock():
                fresh = self._store.get(row.key)
                if fresh is None or fresh.mark not in ("queued", "in_doubt"):
                    continue
                if self._now() >= fresh.expires_at:
                    self._store.mark(fresh.key, "staff")
                    continue
                portal = self._portal()
                try:
                    outcome = self._send(portal, fresh)
                finally:
                    portal.close()
                settled += outcome.state in ("acknowledged", "rejected")
        return settled

    def waiting(self) -> dict[str, int]:
        """How many rows there are of each mark, for the technician."""
        return self._store.count()

    def _enqueued(self, request: Deliver) -> Row | None:
        if not request.body:
            return self._store.get(request.key)
        now = self._now()
        expires = now + self._retention_s
        if request.expires_at:
            expires = min(expires, datetime.fromisoformat(request.expires_at).timestamp())
        payload = Payload(request.kind, request.target, request.grant, request.body)
        return self._store.add(request.key, payload, now, expires)

    def _send(self, portal: Portal, row: Row) -> Delivery:
        try:
            if row.mark == "in_doubt":
                found = self._look_up(portal, row)
                if found is not None:
                    return self._acknowledged(row, found)
            self._store.mark(row.key, "in_doubt", tried=True, not_before=self._next_try(row, None))
            return self._acknowledged(row, self._post(portal, row))
        except Refused as refusal:
            return self._refused(portal, row, refusal)
        except Unsure as error:
            return Delivery(row.key, "in_doubt", code=error.code)
        except ProblemError as error:
            if row.mark == "queued" and error.code == "portal_away":
                self._store.mark(row.key, "queued", not_before=self._next_try(row, error.retry_after_s))
                return Delivery(row.key, "queued", code=error.code)
            return Delivery(row.key, "in_doubt", code=error.code)

    def _look_up(self, portal: Portal, row: Row) -> Application | None:
        """What became of the key. A portal that cannot tell: staff must look, it is never sent again blindly."""
        if self._lookup is None:
            self._lookup = portal.capabilities().lookup_by_client_key
        if not self._lookup:
            self._store.mark(row.key, "staff")
            raise ProblemError(Remedy.CHECKING, "no_lookup")
        if row.payload.kind == "submit":
            return portal.find_by_client_key(row.payload.grant, row.key)
        return None  # a supplement's key makes the same POST answer the same again

    def _post(self, portal: Portal, row: Row) -> Application:
        payload = row.payload
        if payload.kind == "supplement":
            return portal.answer_supplement(payload.grant, row.key, payload.target, payload.body)
        return portal.submit(payload.grant, row.key, payload.body)

    def _acknowledged(self, row: Row, application: Application) -> Delivery:
        self._store.remove(row.key)
        return Delivery(row.key, "acknowledged", application)

    def _refused(self, portal: Portal, row: Row, refusal: Refused) -> Delivery:
        if refusal.status in (429, 503):
            self._store.mark(row.key, row.mark, not_before=self._next_try(row, refusal.retry_after_s))
            return Delivery(row.key, row.mark, code="portal_busy")
        if refusal.status == 409:
            found = self._found_after_conflict(portal, row)
            return self._acknowledged(row, found) if found else Delivery(row.key, "in_doubt", code=refusal.code)
        if refusal.status in (401, 403):
            self._store.mark(row.key, "staff")
            return Delivery(row.key, "in_doubt", code=refusal.code)
        self._store.remove(row.key)
        return Delivery(row.key, "rejected", faults=refusal.faults, code=refusal.code)

    def _found_after_conflict(self, portal: Portal, row: Row) -> Application | None:
        try:
            return self._look_up(portal, row)
        except ProblemError:
            return None  # still unknown: the row stays in doubt and is looked up again later

    def _next_try(self, row: Row, retry_after_s: float | None) -> float:
        """Exponential, with jitter; Retry-After is a minimum and gets jitter too (so many kiosks do not come at once)."""
        wait: float = min(FIRST_WAIT_S * 2.0**row.tries, LONGEST_WAIT_S)
        wait = max(wait, retry_after_s or 0.0)
        return self._now() + float(wait) * random.uniform(1.0, 1.5)
