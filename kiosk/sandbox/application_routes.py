"""Applications: submit, look up, follow, supply what is missing, take back."""

import hmac
import json
from collections.abc import Mapping
from typing import Any

import msgspec

from kiosk.portal.cases import ApplicationPage
from kiosk.portal.handing_in import FaultFound, Submission, SupplementAnswer
from kiosk.sandbox import drafts
from kiosk.sandbox.call import Answer, Call, Caller
from kiosk.sandbox.case_view import application_view, entity_tag_of, event_view, masked_view, open_supplement
from kiosk.sandbox.cursors import cursor_of, position_of
from kiosk.sandbox.idempotency import key_of
from kiosk.sandbox.lockout import Lockout
from kiosk.sandbox.office import day_of
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault
from kiosk.sandbox.service_routes import cacheable
from kiosk.sandbox.steps import WITHDRAWABLE
from kiosk.sandbox.store import packed
from kiosk.sandbox.submission import material_faults, submission_faults
from kiosk.sandbox.supplied import with_supplied


def submit(portal: Portal, call: Call) -> Answer:
    """Takes an application, once for each client key."""
    key = key_of(call)
    caller = call.for_key(key)
    given = call.json(Submission)
    return portal.once.do(call, caller.citizen.id, portal.clock.now(), lambda: _taken(portal, call, caller, key, given))


def _taken(portal: Portal, call: Call, caller: Caller, key: str, given: Submission) -> Answer:
    now, entry = portal.clock.now(), portal.entry(given.service)
    service = entry.service(call.words.language)
    if service.kind != "form":
        raise fault("/service", "no_form")
    if service.version != given.version:
        raise fault("/version", "version_unknown")
    if caller.assurance < service.min_assurance:
        raise Refused(403, "assurance_too_low")
    if _by_key(portal, caller.citizen.id, key) is not None:
        raise Refused(409, "already_exists")
    faults = submission_faults(portal, entry, given, caller, key, call.words)
    if faults:
        raise Refused(422, "answers_refused", errors=faults)
    application = portal.office.register(
        now,
        client_key=key,
        person=caller.citizen.id,
        staff=caller.staff,
        body=msgspec.to_builtins(given),
        entry=entry,
    )
    draft = portal.store.row("SELECT id FROM drafts WHERE person = ? AND client_key = ?", caller.citizen.id, key)
    if draft is not None:
        drafts.remove(portal, draft["id"])
    portal.audit.note(
        now, "submit", person=caller.citizen.id, staff=caller.staff, subject=application, detail=given.channel
    )
    body = application_view(portal, _row(portal, application), call.words)
    return Answer(201, msgspec.to_builtins(body), {"Location": f"/v1/applications/{application}", "ETag": body.etag})


def listing(portal: Portal, call: Call) -> Answer:
    """The person's applications: what became of one key, what changed since, or all, newest first."""
    key, since = call.query.get("client_key"), call.query.get("changed_since")
    call.text("client_key", 64)
    caller = call.person_or_grant() if key is None else call.for_key(key)
    if caller.client_key and key is None:
        raise Refused(403, "grant_too_narrow")
    person, limit = caller.citizen.id, call.limit()
    newest = portal.store.number("SELECT max(changed) FROM applications")
    as_of = cursor_of("changed", newest)
    if key is not None:
        found = _by_key(portal, person, key)
        items = () if found is None else (application_view(portal, found, call.words),)
        return cacheable(call, ApplicationPage(items=items, as_of=as_of))
    if since is not None:
        start = position_of(call.text("cursor", 100), "since") or position_of(since, "changed", "changed_since")
        sql = "SELECT * FROM applications WHERE person = ? AND changed > ? ORDER BY changed LIMIT ?"
        kind, column = "since", "changed"
    else:
        start = position_of(call.text("cursor", 100), "newest") or 2**53
        sql = "SELECT * FROM applications WHERE person = ? AND row < ? ORDER BY row DESC LIMIT ?"
        kind, column = "newest", "row"
    rows = portal.store.rows(sql, person, start, limit + 1)
    page = ApplicationPage(
        items=tuple(application_view(portal, row, call.words) for row in rows[:limit]),
        next_cursor=cursor_of(kind, rows[limit - 1][column]) if len(rows) > limit else "",
        as_of=as_of,
    )
    return cacheable(call, page)


def read(portal: Portal, call: Call) -> Answer:
    """One application with its events; 304 when nothing changed."""
    row, _ = _own(portal, call)
    return cacheable(call, application_view(portal, row, call.words), entity_tag_of(row, call.words))


def events(portal: Portal, call: Call) -> Answer:
    """What happened after an event's number."""
    row, _ = _own(portal, call)
    found = portal.store.rows(
        "SELECT * FROM events WHERE application = ? AND seq > ? ORDER BY seq",
        row["id"],
        call.number("after", 0),
    )
    return cacheable(call, {"items": [event_view(portal, event, call.words) for event in found]})


def look_up(portal: Portal, call: Call) -> Answer:
    """One application by the slip, without sign-in, masked. 429 after five wrong codes for a case."""
    case_no, code = call.text("case_no", 40), call.text("query_code", 20)
    if not case_no or not code:
        raise fault("/query/case_no" if not case_no else "/query/query_code", "required")
    lockout, subject = Lockout(portal.store), f"case:{case_no[:40]}"
    lockout.check(subject)
    row = portal.store.row("SELECT * FROM applications WHERE case_no = ?", case_no)
    if row is None or not hmac.compare_digest(row["query_code"].encode(), code.encode("utf-8", "surrogatepass")):
        lockout.count(subject)
        raise Refused(404, "slip_unknown", keep=True)
    lockout.forgive(subject)
    return Answer(200, masked_view(portal, row, call.words), {"Cache-Control": "no-store"})


def withdraw(portal: Portal, call: Call) -> Answer:
    """Takes an application back."""
    key_of(call)
    row, caller = _own(portal, call)

    def deed() -> Answer:
        if row["state"] not in WITHDRAWABLE:
            raise Refused(409, "cannot_withdraw")
        now = portal.clock.now()
        portal.office.move(row["id"], "withdrawn", now, caller.staff)
        portal.audit.note(now, "withdraw", person=caller.citizen.id, staff=caller.staff, subject=row["id"])
        return Answer(200, msgspec.to_builtins(application_view(portal, _row(portal, row["id"]), call.words)))

    return portal.once.do(call, caller.citizen.id, portal.clock.now(), deed)


def supplement(portal: Portal, call: Call) -> Answer:
    """Takes what was missing. The uploads carry the key of this request, or the application's."""
    key = key_of(call)
    row, caller = _own(portal, call, key)
    given = call.json(SupplementAnswer)
    return portal.once.do(
        call, caller.citizen.id, portal.clock.now(), lambda: _supplied(portal, call, caller, row, key, given)
    )


def _supplied(
    portal: Portal, call: Call, caller: Caller, row: Mapping[str, Any], key: str, given: SupplementAnswer
) -> Answer:
    now, asked = portal.clock.now(), open_supplement(portal, row["id"])
    if asked is None or not row["due_at"] or asked["id"] != given.request:
        raise Refused(409, "supplement_not_open")
    service = portal.entry(row["service"]).service(call.words.language)
    body, items = json.loads(row["body"]), json.loads(asked["items"])
    answers = with_supplied(body["answers"], given.answers)
    wanted = [slot for slot in service.materials if any(item.get("slot") == slot.code for item in items)]
    found = [
        FaultFound(pointer="/answers" + wrong.pointer, code=wrong.code, detail=wrong.detail)
        for wrong in portal.judges.faults(service, answers, [now.date(), day_of(row["submitted_at"])], call.words)
    ]
    wrong_materials = material_faults(
        portal.store, wanted, given.materials, caller.citizen.id, (key, row["client_key"])
    )
    found += [FaultFound(pointer=at, code=code, detail=call.words(f"fault.{code}")) for at, code in wrong_materials]
    if found:
        raise Refused(422, "answers_refused", errors=tuple(found))
    supplied = {material.slot: msgspec.to_builtins(material) for material in given.materials}
    kept = [material for material in body.get("materials", ()) if material["slot"] not in supplied]
    body |= {"answers": answers, "materials": kept + list(supplied.values())}
    portal.store.run("UPDATE applications SET body = ? WHERE id = ?", packed(body), row["id"])
    portal.store.run(
        "UPDATE supplements SET answer = ?, answer_key = ? WHERE id = ?",
        packed(msgspec.to_builtins(given)),
        key,
        asked["id"],
    )
    portal.office.answered(row["id"], now, caller.staff)
    portal.audit.note(now, "supplement", person=caller.citizen.id, staff=caller.staff, subject=row["id"])
    body_out = application_view(portal, _row(portal, row["id"]), call.words)
    return Answer(201, msgspec.to_builtins(body_out), {"ETag": body_out.etag})


def _row(portal: Portal, application: str) -> Mapping[str, Any]:
    row = portal.store.row("SELECT * FROM applications WHERE id = ?", application)
    if row is None:
        raise Refused(404, "application_unknown")
    return row


def _by_key(portal: Portal, person: str, key: str) -> Mapping[str, Any] | None:
    """The application of a client key; also of the key of a supplement that was handed in."""
    return portal.store.row(
        "SELECT * FROM applications WHERE person = ? AND (client_key = ? OR id IN "
        "(SELECT application FROM supplements WHERE answer_key = ?)) LIMIT 1",
        person,
        key,
        key,
    )


def _own(portal: Portal, call: Call, acting_key: str = "") -> tuple[Mapping[str, Any], Caller]:
    """The caller's application. A grant must be for its client key, or for the key of the deed."""
    caller = call.person_or_grant()
    row = portal.store.row(
        "SELECT * FROM applications WHERE id = ? AND person = ?",
        call.params["application"],
        caller.citizen.id,
    )
    if row is None:
        raise Refused(404, "application_unknown")
    if caller.client_key and caller.client_key not in (acting_key, row["client_key"]):
        raise Refused(403, "grant_too_narrow")
    return row, caller
