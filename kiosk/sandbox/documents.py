"""Statements and certificates: made from the offices' own records, told as fields, and printed as a PDF."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any

import msgspec

from kiosk.portal.cases import Document, DocumentField
from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.clock import instant
from kiosk.sandbox.people import CitizenRecord
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault
from kiosk.sandbox.service_routes import cacheable
from kiosk.sandbox.store import new_id
from kiosk.sandbox.words import WordBook

_FEN = 100


class Asked(msgspec.Struct):
    """What is asked for: a document's code, and the parameters that its service lists."""

    code: Annotated[str, msgspec.Meta(max_length=64)]
    params: dict[str, Any] = {}


def query(portal: Portal, call: Call) -> Answer:
    """Makes a document. Raises 404 for a code or a record that does not exist, 422 for a parameter."""
    caller, asked = call.signed_in(), call.json(Asked)
    now = portal.clock.now()

    def deed() -> Answer:
        service, plan = _plan(portal, asked.code)
        plan = plan | plan.get(call.words.language, {})
        months = _months(portal, service, asked)
        valid_days = int(plan.get("valid_days", 0))
        document = Document(
            id=new_id("document"),
            code=asked.code,
            title=plan["title"],
            issuer=plan["issuer"],
            issued_at=instant(now),
            fields=tuple(_fields(plan, caller.citizen, months, call.words)),
            valid_until=(now + timedelta(days=valid_days)).date().isoformat() if valid_days else "",
            verify_code=f"{secrets.randbelow(10**12):012d}",
        )
        body = msgspec.to_builtins(document)
        portal.store.run(
            "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?)",
            document.id,
            caller.citizen.id,
            service,
            msgspec.json.encode(document).decode(),
        )
        portal.audit.note(
            now,
            "query",
            person=caller.citizen.id,
            staff=caller.staff,
            subject=document.id,
            detail=asked.code,
        )
        return Answer(201, body, {"Location": f"/v1/documents/{document.id}"})

    return portal.once.do(call, caller.citizen.id, now, deed)


def listing(portal: Portal, call: Call) -> Answer:
    """What was made out for this person, newest first."""
    rows = portal.store.rows(
        "SELECT body FROM documents WHERE person = ? ORDER BY row DESC LIMIT 100", call.signed_in().citizen.id
    )
    return cacheable(call, {"items": [msgspec.json.decode(row["body"], type=Document) for row in rows]})


def read(portal: Portal, call: Call) -> Answer:
    """One document's fields."""
    return cacheable(call, _own(portal, call))


def content(portal: Portal, call: Call) -> Answer:
    """One document as a PDF; the same bytes every time."""
    answer = cacheable(call, _own(portal, call))
    if answer.status == 304:
        return answer
    from kiosk.sandbox.pdf import document_pdf  # loads reportlab, which starting up need not wait for

    return answer._replace(body=document_pdf(answer.body, call.words), media_type="application/pdf")


def _own(portal: Portal, call: Call) -> Document:
    row = portal.store.row(
        "SELECT body FROM documents WHERE id = ? AND person = ?",
        call.params["document"],
        call.signed_in().citizen.id,
    )
    if row is None:
        raise Refused(404, "document_unknown")
    return msgspec.json.decode(row["body"], type=Document)


def _plan(portal: Portal, code: str) -> tuple[str, dict[str, Any]]:
    """The service that offers a document, and how its file says to make it."""
    for service, entry in portal.catalogue.entries.items():
        if code in entry.document:
            return service, dict(entry.document[code])
    raise Refused(404, "document_unknown")


def _months(portal: Portal, service: str, asked: Asked) -> int:
    """How many of the last months are wanted; 0 is all. Raises 422 for a parameter or a value that is not offered."""
    offered = (portal.entry(service).service().query or {}).get("documents", [])
    params: list[dict[str, Any]] = next((item.get("params", []) for item in offered if item["code"] == asked.code), [])
    known = {param["name"]: param for param in params}
    for name, value in asked.params.items():
        if name not in known or value not in [option["value"] for option in known[name].get("options", [])]:
            raise fault(f"/params/{name}", "not_an_option" if name in known else "unknown")
    chosen = asked.params.get("months", known.get("months", {}).get("default", "0"))
    return int(chosen)


def _fields(plan: Mapping[str, Any], citizen: CitizenRecord, months: int, words: WordBook) -> Iterator[DocumentField]:
    if "record" in plan and _record(citizen, plan["record"]) is None:
        raise Refused(404, "record_missing")
    for spec in plan["fields"]:
        field = spec | spec.get(words.language, {})
        value = citizen.value(field["semantic"]) if "semantic" in field else _record(citizen, field["record"])
        if value is None:
            continue
        if isinstance(value, list) and months:
            value = value[-months:]
        if "each" in field:
            each = field["each"]
            for item in value:
                yield _field(str(item[each["label"]]), item[each["value"]], each, words)
            continue
        if "sum" in field:
            value = sum(item[field["sum"]] for item in value)
        yield _field(field["label"], value, field, words)


def _field(label: str, value: Any, spec: Mapping[str, Any], words: WordBook) -> DocumentField:
    kind = spec.get("kind", "")
    if kind == "money":
        shown = words("document.money", amount=f"{value // _FEN}.{value % _FEN:02d}")
    elif kind == "years":
        shown = words("document.years", count=value)
    else:
        shown = spec.get("words", {}).get(str(value), str(value))
    return DocumentField(label=label, value=shown, private=spec.get("private", ""), say=spec.get("say", ""))


def _record(citizen: CitizenRecord, path: str) -> Any:
    value: Any = citizen.records
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
