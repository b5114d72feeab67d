"""The adapter for the reference contract (portal/contract.yaml) over HTTPS. Nothing of HTTP leaks past it."""

import base64
import hashlib
import threading
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import msgspec
import requests

from kiosk.own_paths import is_own_path
from kiosk.portal.cases import Application, ApplicationPage, CaseEvent, Document
from kiosk.portal.connections import OpenSockets, session
from kiosk.portal.errors import Unsure, from_exception, from_response
from kiosk.portal.films import received
from kiosk.portal.handing_in import Draft, FaultFound, Upload
from kiosk.portal.people import Login, Person, Staff
from kiosk.portal.services import Capabilities, LifeEvent, Service, ServicePage
from kiosk.portal.wire import Wire
from kiosk.problems import ProblemError, Remedy

T = TypeVar("T")
TIMEOUT_S = (4.0, 12.0)
"""To connect, and between two bytes of an answer."""
CHUNK = 256 * 1024
CUTS = 2
"""So often a cut upload goes on by itself within one call; after that the person is told, and goes on from there."""
MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"%PDF-": "application/pdf"}
TUS = {"Tus-Resumable": "1.0.0"}


class _LifeEvents(Wire, frozen=True):
    items: tuple[LifeEvent, ...]


class _Faults(Wire, frozen=True):
    faults: tuple[FaultFound, ...] = ()


class _Events(Wire, frozen=True):
    items: tuple[CaseEvent, ...]


class _Documents(Wire, frozen=True):
    items: tuple[Document, ...]


class RestPortal:
    """One connection pool to one portal. GET and HEAD are retried twice; a write never is: that is the outbox's to decide.

    language: of what the portal says in its answers, asked at each call: a person may change it at any moment, and it may be asked in any thread.
    timeout_s: to connect, and between two bytes of an answer.
    """

    def __init__(self, url: str, language: Callable[[], str] = lambda: "zh", timeout_s: tuple[float, float] = TIMEOUT_S) -> None:
        self._url = url.rstrip("/")
        self._language = language
        self._timeout_s = timeout_s
        self._closed = threading.Event()
        self._sockets = OpenSockets()
        self._http = session(self._sockets)

    # --- catalogue -------------------------------------------------------------------------------------------------

    def capabilities(self) -> Capabilities:
        """See Portal."""
        return self._get("/v1/capabilities", Capabilities)

    def time(self) -> float:
        """See Portal."""
        try:
            return parsedate_to_datetime(self._call("GET", "/v1/capabilities").headers["Date"]).timestamp()
        except (KeyError, ValueError):
            raise Unsure(Remedy.TRY_AGAIN, "portal_nonsense") from None

    def life_events(self, language: str) -> tuple[LifeEvent, ...]:
        """See Portal."""
        return self._get("/v1/life-events", _LifeEvents, language=language).items

    def list_services(self, language: str, query: str = "", cursor: str = "") -> ServicePage:
        """See Portal."""
        params = {"limit": "100"} | ({"query": query} if query else {}) | ({"cursor": cursor} if cursor else {})
        return self._get("/v1/services", ServicePage, params=params, language=language)

    def get_service(self, code: str, language: str) -> Service:
        """See Portal."""
        return self._get(f"/v1/services/{code}", Service, language=language)

    def validate(self, service: str, answers: dict[str, Any]) -> tuple[FaultFound, ...]:
        """See Portal."""
        return self._post(f"/v1/services/{service}/validate", {"answers": answers}, _Faults).faults

    def media(self, path: str) -> bytes:
        """See Portal."""
        if not is_own_path(path):
            raise ProblemError(Remedy.ASK_STAFF, "portal_nonsense")
        response = self._call("GET", path, headers={"Accept": "video/webm, video/mp4"}, stream=True)
        with response:
            if not response.headers.get("Content-Type", "").startswith("video/"):
                raise ProblemError(Remedy.TRY_AGAIN, "portal_nonsense")
            return received(response)

    # --- sign-in ---------------------------------------------------------------------------------------------------

    def send_code(self, phone: str) -> Login:
        """See Portal."""
        return self._post("/v1/otp", {"phone": phone}, Login)

    def begin_login(self, method: str, evidence: dict[str, Any]) -> Login:
        """See Portal."""
        return self._post("/v1/sessions", {"method": method, "evidence": evidence}, Login)

    def poll_login(self, login: str) -> Login:
        """See Portal."""
        return self._get(f"/v1/sessions/{login}", Login)

    def me(self, token: str) -> Person:
        """See Portal."""
        return self._get("/v1/me", Person, token)

    def logout(self, token: str) -> None:
        """See Portal."""
        self._call("DELETE", "/v1/sessions/current", token)

    def staff_login(self, staff: str, pin: str) -> Staff:
        """See Portal."""
        return self._post("/v1/staff/sessions", {"staff_id": staff, "pin": pin}, Staff)

    def assist(self, token: str, staff_token: str) -> Login:
        """See Portal."""
        return self._post("/v1/token-exchange", {"subject_token": token, "actor_token": staff_token}, Login)

    # --- drafts and materials ----------------------------------------------------------------------------------------

    def create_draft(self, token: str, key: str, service: str, version: int) -> Draft:
        """See Portal."""
        body = {"service": service, "version": version, "client_key": key}
        return self._post("/v1/drafts", body, Draft, token, key)

    def save_draft(self, token: str, draft: str, etag: str, answers: dict[str, Any]) -> Draft:
        """See Portal."""
        body = msgspec.json.encode({"answers": answers})
        response = self._call("PUT", f"/v1/drafts/{draft}", token, body, {"If-Match": etag})
        return _decoded(response, Draft)

    def put_material(
        self, token: str, key: str, slot: str, content: bytes, upload: str, progress: Callable[[Upload], None]
    ) -> Upload:
        """See Portal. progress is told the upload's id before the first byte goes, so that a later call can go on with it."""
        now = self._upload_state(token, upload) if upload else self._begin_upload(token, key, slot, content)
        cuts = 0
        while not now.complete:
            progress(now)
            try:
                now = self._send_piece(token, now, content)
            except Unsure:
                if cuts == CUTS or self._closed.is_set():
                    raise
                cuts += 1
                now = self._upload_state(token, now.id)  # only the portal knows how much of the piece it got
        progress(now)
        return now

    def _send_piece(self, token: str, now: Upload, content: bytes) -> Upload:
        piece = content[now.offset : now.offset + CHUNK]
        headers = TUS | {"Upload-Offset": str(now.offset), "Content-Type": "application/offset+octet-stream"}
        response = self._call("PATCH", f"/v1/uploads/{now.id}", token, piece, headers)
        offset = _number(response, "Upload-Offset")
        if offset <= now.offset:
            raise ProblemError(Remedy.TRY_AGAIN, "upload_stuck")
        return msgspec.structs.replace(now, offset=offset, complete=offset >= now.length)

    def _begin_upload(self, token: str, key: str, slot: str, content: bytes) -> Upload:
        facts = {
            "slot": slot,
            "type": media_type(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "client_key": key,
        }
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in facts.items())
        headers = TUS | {"Upload-Length": str(len(content)), "Upload-Metadata": metadata}
        response = self._call("POST", "/v1/uploads", token, b"", headers)
        location = response.headers.get("Location", "")
        if not location:
            raise Unsure(Remedy.TRY_AGAIN, "portal_nonsense")
        return self._upload_state(token, location.rstrip("/").rsplit("/", 1)[-1])

    def _upload_state(self, token: str, upload: str) -> Upload:
        response = self._call("HEAD", f"/v1/uploads/{upload}", token, headers=TUS)
        offset, length = _number(response, "Upload-Offset"), _number(response, "Upload-Length")
        return Upload(id=upload, offset=offset, length=length, complete=offset >= length)

    # --- applications ------------------------------------------------------------------------------------------------

    def submit(self, token: str, key: str, body: bytes) -> Application:
        """See Portal."""
        return _decoded(self._write("/v1/applications", body, token, key), Application)

    def find_by_client_key(self, token: str, key: str) -> Application | None:
        """See Portal."""
        page = self._get("/v1/applications", ApplicationPage, token, params={"client_key": key})
        return page.items[0] if page.items else None

    def list_applications(self, token: str, changed_since: str = "", cursor: str = "") -> ApplicationPage:
        """See Portal."""
        params = {"limit": "100"}
        params |= {"changed_since": changed_since} if changed_since else {}
        params |= {"cursor": cursor} if cursor else {}
        return self._get("/v1/applications", ApplicationPage, token, params=params)

    def get_application(self, token: str, application: str) -> Application:
        """See Portal."""
        found = self._get(f"/v1/applications/{application}", Application, token)
        if found.events:
            return found
        return msgspec.structs.replace(found, events=self.events(token, application, 0))

    def events(self, token: str, application: str, after: int) -> tuple[CaseEvent, ...]:
        """See Portal."""
        params = {"after": str(after)}
        return self._get(f"/v1/applications/{application}/events", _Events, token, params=params).items

    def look_up(self, case_no: str, query_code: str) -> Application:
        """See Portal."""
        return self._get("/v1/lookup", Application, params={"case_no": case_no, "query_code": query_code})

    def answer_supplement(self, token: str, key: str, application: str, body: bytes) -> Application:
        """See Portal."""
        return _decoded(self._write(f"/v1/applications/{application}/supplements", body, token, key), Application)

    def withdraw(self, token: str, key: str, application: str) -> Application:
        """See Portal."""
        return self._post(f"/v1/applications/{application}/withdrawal", {}, Application, token, key)

    # --- documents ---------------------------------------------------------------------------------------------------

    def query(self, token: str, key: str, code: str, params: dict[str, Any]) -> Document:
        """See Portal."""
        return self._post("/v1/queries", {"code": code, "params": params}, Document, token, key)

    def list_documents(self, token: str) -> tuple[Document, ...]:
        """See Portal."""
        return self._get("/v1/documents", _Documents, token).items

    def document_content(self, token: str, document: str) -> bytes:
        """See Portal."""
        response = self._call("GET", f"/v1/documents/{document}/content", token)
        if not response.content.startswith(b"%PDF-"):
            raise ProblemError(Remedy.TRY_AGAIN, "portal_nonsense")
        return response.content

    def close(self) -> None:
        """See Portal."""
        self._closed.set()
        self._sockets.end()
        self._http.close()

    # --- HTTP --------------------------------------------------------------------------------------------------------

    def _get(
        self,
        path: str,
        kind: type[T],
        token: str = "",
        params: dict[str, str] | None = None,
        language: str = "",
    ) -> T:
        headers = {"Accept-Language": language} if language else {}
        return _decoded(self._call("GET", path, token, headers=headers, params=params), kind)

    def _post(self, path: str, body: object, kind: type[T], token: str = "", key: str = "") -> T:
        return _decoded(self._write(path, msgspec.json.encode(body), token, key), kind)

    def _write(self, path: str, body: bytes, token: str, key: str) -> requests.Response:
        return self._call("POST", path, token, body, {"Idempotency-Key": key} if key else {})

    def _call(
        self,
        method: str,
        path: str,
        token: str = "",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        params: dict[str, str] | None = None,
        stream: bool = False,
    ) -> requests.Response:
        sent = {"Accept": "application/json, application/problem+json", "Accept-Language": self._language()}
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if self._closed.is_set():
            raise ProblemError(Remedy.TRY_AGAIN, "cancelled")
        try:
            response = self._http.request(
                method,
                self._url + path,
                data=body,
                headers=sent,
                params=params,
                timeout=self._timeout_s,
                allow_redirects=False,
                stream=stream,
            )
        except requests.RequestException as error:
            if self._closed.is_set():
                raise Unsure(Remedy.TRY_AGAIN, "cancelled") from None
            raise from_exception(error) from None
        if response.status_code >= 300:
            raise from_response(response)
        return response


def media_type(content: bytes) -> str:
    """What the bytes are, by their first ones. Raises ProblemError `image.wrong_type`."""
    for start, name in MAGIC.items():
        if content.startswith(start):
            return name
    raise ProblemError(Remedy.TRY_AGAIN, "image.wrong_type")


def _decoded(response: requests.Response, kind: type[T]) -> T:
    """The typed value. A portal that answers HTML, or JSON of another shape, is out of order: nothing is known of what it did."""
    try:
        return msgspec.json.decode(response.content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Unsure(Remedy.TRY_AGAIN, "portal_nonsense") from None


def _number(response: requests.Response, header: str) -> int:
    """A count that a header tells. Raises Unsure when it does not."""
    text = response.headers.get(header, "")
    if not (text.isascii() and text.isdigit()):
        raise Unsure(Remedy.TRY_AGAIN, "portal_nonsense")
    return int(text)
