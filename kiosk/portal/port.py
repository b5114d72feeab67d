"""The one port to a government portal. An adapter translates at its edge: every method returns a typed value or raises ProblemError."""

from collections.abc import Callable
from typing import Any, Protocol

from kiosk.portal.cases import Application, ApplicationPage, CaseEvent, Document
from kiosk.portal.handing_in import Draft, FaultFound, Upload
from kiosk.portal.people import Login, Person, Staff
from kiosk.portal.services import Capabilities, LifeEvent, Service, ServicePage, ServiceSummary


class Portal(Protocol):
    """What the client needs of a portal. `token` is a person's token, or a grant's where it says so.

    Every write takes `key`, minted and stored before the first try: the same key and body never make a second thing.
    """

    def capabilities(self) -> Capabilities:
        """What this portal can do."""

    def time(self) -> float:
        """How late it is by the portal's own clock, in seconds since the epoch."""

    def life_events(self, language: str) -> tuple[LifeEvent, ...]:
        """The doors into the catalogue."""

    def list_services(self, language: str, query: str = "", cursor: str = "") -> ServicePage:
        """A page of the catalogue."""

    def get_service(self, code: str, language: str) -> Service:
        """One service with its form."""

    def media(self, path: str) -> bytes:
        """A film by its path below /v1 (own_paths.is_own_path), at most 20 MB. Raises ProblemError, also for a larger one."""

    def send_code(self, phone: str) -> Login:
        """Sends a one-time code to a phone; the pending login that the code completes."""

    def begin_login(self, method: str, evidence: dict[str, Any]) -> Login:
        """Signs in, or begins to (pending)."""

    def poll_login(self, login: str) -> Login:
        """How a pending sign-in stands."""

    def me(self, token: str) -> Person:
        """Who a token belongs to, and what is known of them."""

    def logout(self, token: str) -> None:
        """Revokes the token."""

    def staff_login(self, staff: str, pin: str) -> Staff:
        """Signs a member of staff in."""

    def assist(self, token: str, staff_token: str) -> Login:
        """A token for the person that carries the clerk who helps (RFC 8693)."""

    def create_draft(self, token: str, key: str, service: str, version: int) -> Draft:
        """A draft with its submission grant."""

    def save_draft(self, token: str, draft: str, etag: str, answers: dict[str, Any]) -> Draft:
        """Saves answers into a draft."""

    def validate(self, service: str, answers: dict[str, Any]) -> tuple[FaultFound, ...]:
        """What the portal would not take."""

    def put_material(
        self, token: str, key: str, slot: str, content: bytes, upload: str, progress: Callable[[Upload], None]
    ) -> Upload:
        """Sends one file, going on with `upload` where an earlier try stopped ("" begins)."""

    def submit(self, token: str, key: str, body: bytes) -> Application:
        """Sends a frozen Submission (its JSON)."""

    def find_by_client_key(self, token: str, key: str) -> Application | None:
        """What became of a key, None when the portal never saw it."""

    def list_applications(self, token: str, changed_since: str = "", cursor: str = "") -> ApplicationPage:
        """A page of the person's applications, newest first; all_applications gives all."""

    def get_application(self, token: str, application: str) -> Application:
        """One application with its events."""

    def events(self, token: str, application: str, after: int) -> tuple[CaseEvent, ...]:
        """What happened after an event's number."""

    def look_up(self, case_no: str, query_code: str) -> Application:
        """One application by what stands on the slip, without sign-in (masked)."""

    def answer_supplement(self, token: str, key: str, application: str, body: bytes) -> Application:
        """Hands in what was missing (a SupplementAnswer's JSON)."""

    def withdraw(self, token: str, key: str, application: str) -> Application:
        """Takes an application back."""

    def query(self, token: str, key: str, code: str, params: dict[str, Any]) -> Document:
        """A statement or certificate."""

    def list_documents(self, token: str) -> tuple[Document, ...]:
        """What was made out for this person."""

    def document_content(self, token: str, document: str) -> bytes:
        """The PDF of a document."""

    def close(self) -> None:
        """Closes what is open, also from another thread: running calls end with a ProblemError."""


def all_services(portal: Portal, language: str, limit: int = 20_000) -> tuple[ServiceSummary, ...]:
    """All service summaries of a portal, at most `limit`."""
    found: list[ServiceSummary] = []
    cursor = ""
    while len(found) < limit:
        page = portal.list_services(language, "", cursor)
        found += page.items
        cursor = page.next_cursor
        if not cursor:
            break
    return tuple(found)


def all_applications(portal: Portal, token: str, limit: int = 1_000) -> ApplicationPage:
    """The person's applications as one page, newest first, at most about `limit`; as_of is that of the first page."""
    page = portal.list_applications(token)
    found, as_of = list(page.items), page.as_of
    while page.next_cursor and len(found) < limit:
        page = portal.list_applications(token, cursor=page.next_cursor)
        found += page.items
    return ApplicationPage(items=tuple(found), as_of=as_of)
