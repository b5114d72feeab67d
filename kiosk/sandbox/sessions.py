"""Who is signed in: logins, their tokens, grants and clerks. Tokens are kept as hashes; short ones follow the machine's time."""

import hmac
import secrets
from datetime import datetime, timedelta

from kiosk.portal.handing_in import Grant
from kiosk.portal.people import Login
from kiosk.sandbox.call import Caller
from kiosk.sandbox.clock import ZONE, instant, machine_time
from kiosk.sandbox.people import CitizenRecord, People
from kiosk.sandbox.problems import Refused, too_often, unauthorised
from kiosk.sandbox.store import Store, new_id
from kiosk.sandbox.tokens import hashed, minted

SESSION_S = 30 * 60
PENDING_S = 5 * 60
COLLECT_S = 120
"""How long a poll gives the token of a sign-in that was approved: an answer may get lost."""
GRANT_KEPT = timedelta(days=15)
"""Longer than the longest holiday a village terminal is off the line."""
MAX_FAILURES = 5
ASSURANCE = {"otp": 2, "id_card": 3, "social_card": 3, "qr": 4, "face": 4}
WITH_CLERK = 4
QR_PREFIX = "yinling-sandbox:login:"


class Sessions:
    """All sign-ins of the portal. Methods that write are called within a transaction."""

    def __init__(self, store: Store, people: People) -> None:
        self._store = store
        self._people = people

    def caller(self, authorization: str, office_now: datetime) -> Caller | None:
        """Who a bearer token speaks for, None without one. Raises 401 for one that is unknown, revoked or too old."""
        if not authorization:
            return None
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise unauthorised("token_invalid")
        mark = hashed(token.strip())
        login = self._store.row("SELECT * FROM logins WHERE token_hash = ? AND state = 'active'", mark)
        if login is not None and login["expires"] > machine_time():
            return Caller(self._citizen(login["person"]), login["assurance"], login["staff"], token_hash=mark)
        grant = self._store.row("SELECT * FROM grants WHERE token_hash = ? AND revoked = 0", mark)
        if grant is not None and grant["expires_at"] > office_now.isoformat():
            granted_at = datetime.fromisoformat(grant["expires_at"]) - GRANT_KEPT
            return Caller(
                self._citizen(grant["person"]),
                grant["assurance"],
                grant["staff"],
                client_key=grant["client_key"],
                granted_at=granted_at.isoformat(),
                token_hash=mark,
            )
        raise unauthorised("token_invalid")

    def _citizen(self, person: str) -> CitizenRecord:
        try:
            return self._people.citizens[person]
        except KeyError:
            raise unauthorised("token_invalid") from None

    def open(self, citizen: CitizenRecord, method: str, assurance: int, staff: str = "") -> Login:
        """Signs a person in at once."""
        login = new_id("login")
        self._insert(login, method, SESSION_S)
        return self._activate(login, citizen, method, assurance, staff)

    def begin(self, method: str) -> Login:
        """Begins a sign-in that somebody has to finish: qr."""
        login = new_id("login")
        self._insert(login, method, PENDING_S)
        user_code = f"{secrets.randbelow(10**6):06d}"
        return Login(id=login, state="pending", method=method, qr=QR_PREFIX + login, user_code=user_code)

    def send_code(self, phone: str) -> Login:
        """Sends a one-time code, which the demonstration tells. The answer is alike for a phone nobody has."""
        login, code = new_id("login"), f"{secrets.randbelow(10**6):06d}"
        self._insert(login, "otp", PENDING_S)
        citizen = self._people.by_phone(phone)
        self._store.run(
            "UPDATE logins SET person = ?, code_hash = ? WHERE id = ?",
            citizen.id if citizen else "",
            hashed(code),
            login,
        )
        return Login(id=login, state="pending", method="otp", demonstration_code=code)

    def give_code(self, login: str, code: str) -> Login:
        """Finishes a sign-in with its code. Raises 401 wrong_code, 429 after five wrong ones."""
        row = self._store.row("SELECT * FROM logins WHERE id = ? AND method = 'otp'", login)
        if row is None or row["state"] != "pending" or row["expires"] <= machine_time():
            raise unauthorised("login_over")
        if row["attempts"] >= MAX_FAILURES:
            raise too_often(PENDING_S)
        if not hmac.compare_digest(row["code_hash"], hashed(code)) or not row["person"]:
            self._store.run("UPDATE logins SET attempts = attempts + 1 WHERE id = ?", login)
            raise Refused(401, "wrong_code", headers={"WWW-Authenticate": "Bearer"}, keep=True)
        return self._activate(login, self._citizen(row["person"]), "otp", ASSURANCE["otp"], "")

    def approve(self, login: str, person: str) -> None:
        """What a phone does after reading the QR code (sandbox control). Raises 404."""
        row = self._store.row("SELECT * FROM logins WHERE id = ? AND state = 'pending'", login)
        if row is None or person not in self._people.citizens:
            raise Refused(404, "login_unknown")
        self._activate(login, self._people.citizens[person], row["method"], ASSURANCE[row["method"]], "")

    def poll(self, login: str) -> Login:
        """How a sign-in stands; its token for two minutes after it became active. Raises 404."""
        row = self._store.row("SELECT * FROM logins WHERE id = ?", login)
        if row is None:
            raise Refused(404, "login_unknown")
        now = machine_time()
        if row["expires"] <= now or row["state"] == "revoked":
            return Login(id=login, state="expired", method=row["method"])
        if row["state"] == "pending":
            qr = QR_PREFIX + login if row["method"] == "qr" else ""
            return Login(id=login, state="pending", method=row["method"], qr=qr)
        if row["active_at"] + COLLECT_S < now:
            return Login(id=login, state="active", method=row["method"], assurance=row["assurance"])
        return self._login(login, self._citizen(row["person"]), row["method"], row["assurance"], row["expires"])

    def close(self, caller: Caller) -> None:
        """Revokes the token that was used: a session's or a grant's."""
        self._store.run("UPDATE logins SET state = 'revoked', token_hash = '' WHERE token_hash = ?", caller.token_hash)
        self._store.run("UPDATE grants SET revoked = 1 WHERE token_hash = ?", caller.token_hash)

    def grant(self, caller: Caller, draft: str, client_key: str, office_now: datetime) -> Grant:
        """A grant for one client key, which outlives the session."""
        expires_at = instant(office_now + GRANT_KEPT)
        token = self.grant_token(draft)
        self._store.run(
            "INSERT INTO grants VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            hashed(token),
            client_key,
            caller.citizen.id,
            caller.staff,
            caller.assurance,
            draft,
            expires_at,
        )
        return Grant(token=token, client_key=client_key, expires_at=expires_at)

    def grant_token(self, draft: str) -> str:
        """The token of a draft's grant."""
        return minted(self._store.secret, "grant", draft)

    def revoke_grant(self, draft: str) -> None:
        """Revokes the grant of a draft."""
        self._store.run("UPDATE grants SET revoked = 1 WHERE draft = ?", draft)

    def _insert(self, login: str, method: str, lasts_s: int) -> None:
        self._store.run("DELETE FROM logins WHERE expires < ?", machine_time() - SESSION_S)
        self._store.run(
            "INSERT INTO logins (id, method, state, expires) VALUES (?, ?, 'pending', ?)",
            login,
            method,
            machine_time() + lasts_s,
        )

    def _activate(self, login: str, citizen: CitizenRecord, method: str, assurance: int, staff: str) -> Login:
        now = machine_time()
        token = minted(self._store.secret, "session", login)
        self._store.run(
            "UPDATE logins SET state = 'active', person = ?, assurance = ?, staff = ?, token_hash = ?, expires = ?, "
            "active_at = ?, code_hash = '' WHERE id = ?",
            citizen.id,
            assurance,
            staff,
            hashed(token),
            now + SESSION_S,
            now,
            login,
        )
        return self._login(login, citizen, method, assurance, now + SESSION_S)

    def _login(self, login: str, citizen: CitizenRecord, method: str, assurance: int, expires: float) -> Login:
        return Login(
            id=login,
            state="active",
            method=method,
            token=minted(self._store.secret, "session", login),
            expires_at=instant(datetime.fromtimestamp(expires, ZONE)),
            assurance=assurance,
            person=citizen.wire(),
        )
