"""Uploads: the tus 1.0 core (create, ask, go on), and a plain multipart way. Judged by content when the last byte is there."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

from kiosk.portal.handing_in import Upload
from kiosk.sandbox.call import Answer, Call, Caller
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault
from kiosk.sandbox.store import new_id

MAX_BYTES = 10 * 1024 * 1024
TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
TYPES = frozenset(kind for _, kind in _MAGIC)


def create(portal: Portal, call: Call) -> Answer:
    """Begins an upload. Raises 400, 413, 415."""
    _speaks_tus(call)
    length = call.headers.get("upload-length", "")
    if not length.isascii() or not length.isdigit() or len(length) > 15:
        raise Refused(400, "upload_length_missing")
    upload = _begin(portal, call, int(length), _metadata(call.headers.get("upload-metadata", "")))
    return Answer(201, None, {**TUS, "Location": f"/v1/uploads/{upload}", "Upload-Offset": "0"})


def offset(portal: Portal, call: Call) -> Answer:
    """How much is there (HEAD)."""
    _speaks_tus(call)
    row, _ = _own(portal, call)
    return Answer(200, None, {**TUS, "Upload-Offset": str(row["received"]), "Upload-Length": str(row["length"])})


def proceed(portal: Portal, call: Call) -> Answer:
    """Goes on from an offset; what arrived before a line was cut is kept. Raises 409 for another offset, 415, 422 at the end."""
    _speaks_tus(call)
    row, _ = _own(portal, call)
    if call.headers.get("content-type", "") != "application/offset+octet-stream":
        raise Refused(415, "offset_stream_wanted")
    start = call.headers.get("upload-offset", "")
    if not start.isascii() or not start.isdigit() or len(start) > 15:
        raise Refused(400, "upload_offset_missing")
    if int(start) != row["received"]:
        raise Refused(409, "offset_differs", headers={**TUS, "Upload-Offset": str(row["received"])})
    received = _append(portal, row, call.body)
    return Answer(204, None, {**TUS, "Upload-Offset": str(received)})


def read(portal: Portal, call: Call) -> Answer:
    """One upload."""
    row, _ = _own(portal, call)
    return Answer(200, _wire(row), {"Cache-Control": "no-store"})


def multipart(portal: Portal, call: Call) -> Answer:
    """A whole file at once: parts slot, client_key, sha256 (optional) and file. Raises 400, 413, 415, 422."""
    call.person_or_grant()
    fields, content, kind = _parts(call)
    metadata = {**fields, "type": kind, "sha256": fields.get("sha256", hashlib.sha256(content).hexdigest())}
    upload = _begin(portal, call, len(content), metadata)
    row = portal.store.row("SELECT * FROM uploads WHERE id = ?", upload)
    assert row is not None
    _append(portal, row, content)
    return Answer(201, _wire(_row(portal, upload)), {"Location": f"/v1/uploads/{upload}"})


def content_of(portal: Portal, upload: str) -> bytes:
    """The bytes that are there."""
    parts = portal.store.rows("SELECT bytes FROM upload_parts WHERE upload = ? ORDER BY start", upload)
    return b"".join(part["bytes"] for part in parts)


def _begin(portal: Portal, call: Call, length: int, metadata: Mapping[str, str]) -> str:
    if length > MAX_BYTES:
        raise Refused(413, "too_large")
    for name, pattern in (("client_key", _KEY), ("slot", _KEY), ("sha256", _SHA256)):
        if not pattern.fullmatch(metadata.get(name, "")):
            raise fault(f"/metadata/{name}", "pattern" if metadata.get(name) else "required")
    if metadata.get("type") not in TYPES:
        raise Refused(415, "type_not_taken")
    if not length:
        raise fault("/metadata/length", "too_small")
    caller = call.for_key(metadata["client_key"])
    upload = new_id("upload")
    portal.store.run(
        "INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?)",
        upload,
        caller.citizen.id,
        metadata["client_key"],
        metadata["slot"],
        metadata["type"],
        metadata["sha256"],
        length,
        portal.clock.now().isoformat(),
    )
    return upload


def _append(portal: Portal, row: Mapping[str, Any], content: bytes) -> int:
    """Keeps bytes; judges the whole when it is whole. A whole that is refused is forgotten."""
    received = int(row["received"]) + len(content)
    if received > row["length"]:
        raise Refused(413, "longer_than_said")
    if content:
        portal.store.run("INSERT INTO upload_parts VALUES (?, ?, ?)", row["id"], row["received"], content)
        portal.store.run("UPDATE uploads SET received = ? WHERE id = ?", received, row["id"])
    if received == row["length"] and not row["complete"]:
        _judge(portal, row)
        portal.store.run("UPDATE uploads SET complete = 1 WHERE id = ?", row["id"])
        portal.audit.note(portal.clock.now(), "upload", person=row["person"], subject=row["id"], detail=row["slot"])
    return received


def _judge(portal: Portal, row: Mapping[str, Any]) -> None:
    content = content_of(portal, row["id"])
    found = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "")
    wrong = ""
    if found != row["media_type"]:
        wrong = "type_not_taken"
    elif hashlib.sha256(content).hexdigest() != row["sha256"]:
        wrong = "sha256_differs"
    if wrong:
        portal.store.run("DELETE FROM uploads WHERE id = ?", row["id"])
        raise Refused(415 if wrong == "type_not_taken" else 422, wrong, keep=True)


def _own(portal: Portal, call: Call) -> tuple[Mapping[str, Any], Caller]:
    caller = call.person_or_grant()
    row = _row(portal, call.params["upload"])
    if row["person"] != caller.citizen.id:
        raise Refused(404, "upload_unknown")
    call.for_key(row["client_key"])
    return row, caller


def _row(portal: Portal, upload: str) -> Mapping[str, Any]:
    row = portal.store.row("SELECT * FROM uploads WHERE id = ?", upload)
    if row is None:
        raise Refused(404, "upload_unknown")
    return row


def _wire(row: Mapping[str, Any]) -> Upload:
    return Upload(id=row["id"], offset=row["received"], length=row["length"], complete=bool(row["complete"]))


def _speaks_tus(call: Call) -> None:
    call.person_or_grant()
    if call.headers.get("tus-resumable") != "1.0.0":
        raise Refused(412, "tus_version", headers={"Tus-Version": "1.0.0"})


def _metadata(header: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in header.split(",") if header else ():
        name, _, value = part.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            raise fault(f"/metadata/{name}", "pattern") from None
    return found


def _parts(call: Call) -> tuple[dict[str, str], bytes, str]:
    """The fields, the file's bytes and its said type of a multipart body."""
    kind = call.headers.get("content-type", "")
    if not kind.lower().startswith("multipart/form-data"):
        raise Refused(415, "multipart_wanted")
    boundary = _headers(b"Content-Type: " + kind.encode("latin-1")).get_boundary()
    if not boundary:
        raise Refused(400, "malformed")
    fields: dict[str, str] = {}
    content, said = b"", ""
    for part in (b"\r\n" + call.body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, blank, payload = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not blank:
            raise Refused(400, "malformed")
        headers = _headers(head)
        name = headers.get_param("name", header="content-disposition")
        if name == "file":
            content, said = payload, headers.get_content_type()
        elif isinstance(name, str):
            fields[name] = payload.decode("utf-8", "replace").strip()
    return fields, content, said


def _headers(head: bytes) -> Message:
    return BytesHeaderParser().parsebytes(head + b"\r\n\r\n")
