"""One request on its way through the portal: who asks, what for, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import msgspec

from kiosk.sandbox.people import CitizenRecord
from kiosk.sandbox.problems import Refused, fault, unauthorised
from kiosk.sandbox.words import WordBook

T = TypeVar("T")
MAX_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a token speaks for. client_key, granted_at: of a grant; else empty. staff: the clerk who helps, or empty."""

    citizen: CitizenRecord
    assurance: int
    staff: str = ""
    client_key: str = ""
    granted_at: str = ""
    token_hash: str = ""


class Answer(NamedTuple):
    """What is answered. body: anything msgspec encodes, or bytes with their media type; None is an empty body."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = {}
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. caller: None without a token. fault: what the fault rules want done inside (tests only)."""

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    words: WordBook
    caller: Caller | None = None
    cut_short: bool = field(default=False)

    def json(self, kind: type[T]) -> T:
        """The body as a typed value. Raises Refused 400, 415, 422 (with the pointer)."""
        if self.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refused(415, "json_wanted")
        try:
            msgspec.json.decode(self.body)
        except (msgspec.DecodeError, RecursionError):
            raise Refused(400, "malformed") from None
        try:
            return msgspec.json.decode(self.body, type=kind)
        except msgspec.ValidationError as error:
            raise fault(_pointer(str(error)), "type") from None

    def signed_in(self) -> Caller:
        """A person's caller. Raises 401 without one, 403 for a grant."""
        caller = self.person_or_grant()
        if caller.client_key:
            raise Refused(403, "grant_too_narrow")
        return caller

    def person_or_grant(self) -> Caller:
        """The caller, whoever it is. Raises 401."""
        if self.caller is None:
            raise unauthorised()
        return self.caller

    def for_key(self, client_key: str) -> Caller:
        """The caller, who must be allowed to act under this client key. Raises 401, 403."""
        caller = self.person_or_grant()
        if caller.client_key and caller.client_key != client_key:
            raise Refused(403, "grant_too_narrow")
        return caller

    def number(self, name: str, otherwise: int, least: int = 0, most: int = 2**53) -> int:
        """A whole number of the query. Raises 422."""
        given = self.query.get(name)
        if given is None:
            return otherwise
        if not given.isascii() or not given.isdigit() or not least <= int(given[:20]) <= most:
            raise fault(f"/query/{name}", "type")
        return int(given)

    def text(self, name: str, most: int) -> str:
        """A text of the query, empty when it is not there. Raises 422 for one that is too long."""
        given = self.query.get(name, "")
        if len(given) > most:
            raise fault(f"/query/{name}", "too_long")
        return given

    def limit(self) -> int:
        """How many items a page may have."""
        return self.number("limit", 50, 1, MAX_LIMIT)


def _pointer(message: str) -> str:
    """The JSON pointer of a msgspec error's `$.a[0].b` path."""
    path = message.rpartition(" - at `$")[2].rstrip("`") if " - at `$" in message else ""
    return path.replace("[...]", "/*").replace("[", "/").replace("]", "").replace(".", "/")
