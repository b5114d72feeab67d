"""Sending so that nothing is lost and nothing doubled, whatever fails: the seven rules of the outbox.

1 The body is frozen with its key when it is enqueued. 2 It is marked in doubt, committed, before a socket opens. 3 2xx is acknowledged; 409 is
looked up; other 4xx took nothing; all else stays in doubt. 4 A row in doubt is looked up before it is sent again. 5 Without a look-up it is never
sent again blindly. 6 Materials went before (the body names them); one sender at a time. 7 Nothing is called failed while it is unknown, nor done
before the portal said so.

A row's time is judged by the portal's clock where it can be asked. This machine's own may have been set years ahead by mistake.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from kiosk.platform import exclusive
from kiosk.portal.cases import Application
from kiosk.portal.errors import Refused, Unsure
from kiosk.portal.port import Portal
from kiosk.portal.services import Capabilities
from kiosk.problems import ProblemError, Remedy
from kiosk.requests import Deliver
from kiosk.results import Delivery, Keeping
from kiosk.storage.outbox import OutboxStore, Payload, Row
from kiosk.value import dataclass

QUICK_TRIES = 2
"""In front of a person: at most so many tries, then it is kept and sent by itself."""
FIRST_WAIT_S, LONGEST_WAIT_S = 15.0, 900.0
FARTHEST_S = 7 * 86_400.0
"""Nothing is put off longer: what says so was written while the clock was wrong, and its time has come."""
NOT_BELIEVED_S = 90 * 86_400.0
"""What is over for longer than this by this machine's clock alone is not over: a kiosk that runs would have seen the end when it came."""
ASK_TIME_S = 3600.0
"""So often the portal is asked how late it is, for rows of long ago that are with staff."""
ATTENDED_S = 60.0
"""So long after a try in front of a person the row is theirs: what becomes of it is told to them, not settled behind their back."""
Unsettled = Literal["queued", "in_doubt"]
SETTLED = ("acknowledged", "rejected")
NO_USE = ("portal_away", "portal_busy")
"""Codes after which it is of no use to try the next row now."""


class NoLock(ProblemError):
    """The lock cannot be had (forbidden, its folder is gone): nobody sends."""

    def __init__(self) -> None:
        super().__init__(Remedy.ASK_STAFF, "outbox.unwritable")


@dataclass(frozen=True, slots=True)
class _Try:
    """One row being sent. attended: in front of a person, who is told; else staff must hear of a refusal."""

    portal: Portal
    row: Row
    attended: bool


class Outbox:
    """Delivers rows through a portal. lock: the path of the lock that holds off a second sender on the same store.

    place: which portal that is. A row for another one (the setting was changed meanwhile) is never shown to it: it goes to staff.
    """

    def __init__(
        self,
        store: OutboxStore,
        portal: Callable[[], Portal],
        lock: Callable[[], exclusive],
        retention_s: float,
        now: Callable[[], float] = time.time,
        place: str = "",
    ) -> None:
        self._place = place
        self._store = store
        self._portal = portal
        self._lock = lock
        self._retention_s = retention_s
        self._now = now
        self._capabilities: Capabilities | None = None
        self._busy_until = 0.0
        self._ask_time_from = 0.0

    def deliver(self, request: Deliver) -> Delivery:
        """Enqueues (an empty body goes on with the row of the key) and sends, in front of a person.

        Raises ProblemError only while nothing could be kept, and so nothing was sent. What is unknown is told, never raised.
        """
        row = self._enqueued(request)
        if row is None:
            return Delivery(request.key, "in_doubt", code="outbox.lost")
        try:
            with self._alone():
                return self._delivered(row.key)
        except NoLock as error:  # nobody sends without it: nothing was sent, and what was enqueued waits
            return Delivery(request.key, _told(row), code=error.code)

    def send_waiting(self) -> int:
        """Sends every row whose time has come; how many were settled. A row never outlives its grant or the retention limit."""
        now = self._now()
        self._forget(now)
        settled = 0
        for row in () if _put_off(self._busy_until, now) else self._store.waiting(now, now + FARTHEST_S):
            with self._alone():
                outcome = self._sent_alone(row.key)
            if outcome is None:
                continue
            settled += outcome.state in SETTLED
            if outcome.code in NO_USE:
                break
        return settled

    def waiting(self) -> dict[str, int]:
        """How many rows there are of each mark, for the technician."""
        return self._store.count()

    def check(self) -> Keeping:
        """Whether something could be kept and sent now, proved by writing: before anybody fills anything in. Raises ProblemError when not.

        A broken store is mended by it.
        """
        self._store.prepare()
        try:
            self._lock().probe()
        except OSError as error:
            raise NoLock from error
        return Keeping(self._store.put_aside(), self._store.unreadable())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds off every other sender. Raises NoLock."""
        lock = self._lock()
        try:
            lock.__enter__()
        except OSError as error:
            raise NoLock from error
        try:
            yield
        finally:
            lock.__exit__(None, None, None)

    def _forget(self, now: float) -> None:
        """What staff left lying for the retention limit. By the portal's clock where this one says that it is very long ago."""
        limit = now - self._retention_s
        self._store.forget_before(limit, since=limit - NOT_BELIEVED_S)
        if _put_off(self._ask_time_from, now) or not self._store.holds_of_staff(limit - NOT_BELIEVED_S):
            return
        self._ask_time_from = now + ASK_TIME_S
        portal = self._portal_now()
        if isinstance(portal, ProblemError):
            return
        try:
            self._store.forget_before(portal.time() - self._retention_s)
        except Unsure:
            return  # asked again in an hour
        finally:
            portal.close()

    def _enqueued(self, request: Deliver) -> Row | None:
        if not request.body:
            return self._store.get(request.key)
        now = self._now()
        expires = now + self._retention_s
        if request.expires_at:
            expires = min(expires, datetime.fromisoformat(request.expires_at).timestamp())
        payload = Payload(request.kind, request.target, request.grant, request.body, self._place)
        return self._store.add(request.key, payload, now, expires)

    def _delivered(self, key: str) -> Delivery:
        outcome = Delivery(key, "in_doubt", code="outbox.lost")
        portal = self._portal_now()
        if isinstance(portal, ProblemError):
            row = self._store.get(key)
            return Delivery(key, _told(row), code=portal.code) if row else outcome
        try:
            for _ in range(QUICK_TRIES):
                row = self._store.get(key)  # read under the lock: somebody else may have sent it meanwhile
                if row is None:
                    return outcome
                if row.mark not in ("queued", "in_doubt") or row.payload.place not in ("", self._place):
                    return Delivery(key, "in_doubt", code="with_staff")
                if _put_off(self._busy_until, self._now()):
                    return Delivery(key, row.mark, code="portal_busy")
                outcome = self._send(_Try(portal, row, attended=True))
                if outcome.state in SETTLED or outcome.state == "queued":
                    return outcome
            return outcome
        finally:
            portal.close()

    def _sent_alone(self, key: str) -> Delivery | None:
        row = self._store.get(key)
        now = self._now()
        if row is None or row.mark not in ("queued", "in_doubt") or _put_off(row.not_before, now):
            return None
        if row.payload.place not in ("", self._place):
            return self._given_up(row)
        portal = self._portal_now()
        if isinstance(portal, ProblemError):
            return self._given_up(row) if _is_over(row, now) else Delivery(key, row.mark, code="portal_away")
        try:
            one = _Try(portal, row, attended=False)
            if now >= row.expires_at:
                try:
                    over = portal.time() >= row.expires_at
                except ProblemError as error:
                    return self._given_up(row) if _is_over(row, now) else self._later(one, _told(row), error)
                if over:
                    return self._given_up(row)
            return self._send(one)
        finally:
            portal.close()

    def _given_up(self, row: Row) -> Delivery | None:
        """To staff: nothing more is sent of it, and there is nothing to tell."""
        self._store.mark(row.key, "staff")
        return None

    def _portal_now(self) -> Portal | ProblemError:
        """A connection; a portal that cannot even be started is as one that is away."""
        try:
            return self._portal()
        except ProblemError as error:
            return error

    # --- one try -----------------------------------------------------------------------------------------------------

    def _send(self, one: _Try) -> Delivery:
        row = one.row
        if row.mark == "in_doubt":
            try:
                if not self._can_ask(one):
                    self._store.mark(row.key, "staff")
                    return Delivery(row.key, "in_doubt", code="no_lookup")
                found = self._look_up(one)
            except ProblemError as error:  # refused or not, a look-up that failed tells nothing about the deed
                return self._later(one, "in_doubt", error)
            if found is not None:
                return self._acknowledged(row, found)
        try:
            self._store.mark(row.key, "in_doubt", tried=True, not_before=self._next_try(one, None))
        except ProblemError as error:  # what cannot be marked is not sent; it waits as it is
            return Delivery(row.key, row.mark, code=error.code)
        try:
            application = self._post(one)
        except Refused as refusal:
            return self._refused(one, refusal)
        except Unsure as error:
            return self._later(one, "in_doubt", error)
        except ProblemError as error:
            never_left = row.mark == "queued" and error.code == "portal_away"
            return self._later(one, "queued" if never_left else "in_doubt", error)
        return self._acknowledged(row, application)

    def _can_ask(self, one: _Try) -> bool:
        """Whether it can be found out what became of a row. A supplement is asked by sending it again under its key."""
        if self._capabilities is None:
            self._capabilities = one.portal.capabilities()
        if one.row.payload.kind == "submit":
            return self._capabilities.lookup_by_client_key
        return self._capabilities.idempotent_submit

    def _look_up(self, one: _Try) -> Application | None:
        if one.row.payload.kind == "submit":
            return one.portal.find_by_client_key(one.row.payload.grant, one.row.key)
        return None

    def _post(self, one: _Try) -> Application:
        payload, key = one.row.payload, one.row.key
        if payload.kind == "supplement":
            return one.portal.answer_supplement(payload.grant, key, payload.target, payload.body)
        return one.portal.submit(payload.grant, key, payload.body)

    # --- what came of it ---------------------------------------------------------------------------------------------

    def _acknowledged(self, row: Row, application: Application) -> Delivery:
        try:
            self._store.remove(row.key)
        except ProblemError:
            return Delivery(
                row.key, "acknowledged", application
            )  # it stays in doubt here, and is found again and removed later
        return Delivery(row.key, "acknowledged", application)

    def _later(self, one: _Try, mark: Unsettled, error: ProblemError) -> Delivery:
        """It waits. When even that cannot be written it stays in doubt, as was written before the socket opened."""
        key = one.row.key
        if error.retry_after_s is not None:
            self._busy_until = self._now() + min(_jittered(error.retry_after_s), FARTHEST_S)
        try:
            self._store.mark(key, mark, not_before=self._next_try(one, error.retry_after_s))
        except ProblemError:
            return Delivery(key, "in_doubt", code=error.code)
        return Delivery(key, mark, code=error.code)

    def _refused(self, one: _Try, refusal: Refused) -> Delivery:
        row = one.row
        if refusal.status == 429:
            return self._later(one, _told(row), refusal)
        if refusal.code == "idempotency_mismatch" or (refusal.status == 409 and refusal.code != "supplement_not_open"):
            return self._exists(one, refusal)
        if refusal.status in (401, 403) and row.mark == "in_doubt":
            self._store.mark(row.key, "staff")
            return Delivery(row.key, "in_doubt", code=refusal.code)
        if one.attended:
            self._store.remove(row.key)
        else:
            self._store.mark(row.key, "staff")  # nobody is there to mend it
        return Delivery(row.key, "rejected", faults=refusal.faults, code=refusal.code)

    def _exists(self, one: _Try, refusal: Refused) -> Delivery:
        """The portal has something under this key: look what."""
        try:
            found = self._look_up(one) if self._can_ask(one) else None
        except ProblemError as error:
            return self._later(one, "in_doubt", error)
        return self._acknowledged(one.row, found) if found else self._later(one, "in_doubt", refusal)

    def _next_try(self, one: _Try, retry_after_s: float | None) -> float:
        """Exponential, with jitter; Retry-After is a minimum and gets jitter too (so many kiosks do not come at once)."""
        wait: float = min(FIRST_WAIT_S * 2.0**one.row.tries, LONGEST_WAIT_S)
        wait = _jittered(max(wait, retry_after_s or 0.0))
        return self._now() + min(max(wait, ATTENDED_S) if one.attended else wait, FARTHEST_S)


def _is_over(row: Row, now: float) -> bool:
    """Whether a row's time has passed, as far as a clock that may be wrong can tell."""
    return row.expires_at <= now < row.expires_at + NOT_BELIEVED_S


def _put_off(until: float, now: float) -> bool:
    return now < until <= now + FARTHEST_S


def _told(row: Row) -> Unsettled:
    return "queued" if row.mark == "queued" else "in_doubt"


def _jittered(seconds: float) -> float:
    return float(seconds) * random.uniform(1.0, 1.5)
