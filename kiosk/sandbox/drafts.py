"""Drafts: half-filled applications at the portal, each with a grant for its one client key."""

import json
from datetime import datetime
from typing import Annotated, Any

import msgspec

from kiosk.portal.handing_in import Draft, Grant
from kiosk.sandbox.call import Answer, Call, Caller
from kiosk.sandbox.clock import instant
from kiosk.sandbox.idempotency import key_of
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault
from kiosk.sandbox.sessions import GRANT_KEPT
from kiosk.sandbox.store import new_id, packed

ClientKey = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class NewDraft(msgspec.Struct):
    """What a draft is begun with."""

    service: str
    version: int
    client_key: ClientKey


class Saved(msgspec.Struct):
    """What a draft is saved with."""

    answers: dict[str, Any]


def create(portal: Portal, call: Call) -> Answer:
    """Begins a draft; its grant is part of the answer, also of a repeated one."""
    caller, asked = call.signed_in(), call.json(NewDraft)
    key_of(call)
    now = portal.clock.now()
    _forget_old(portal, now)
    service = portal.entry(asked.service).service()
    if service.kind != "form":
        raise fault("/service", "no_form")
    if service.version != asked.version:
        raise fault("/version", "version_unknown")

    def deed() -> Answer:
        draft = new_id("draft")
        portal.sessions.grant(caller, draft, asked.client_key, now)
        portal.store.run(
            "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, 1, '{}', ?, ?)",
            draft,
            caller.citizen.id,
            caller.staff,
            asked.service,
            asked.version,
            asked.client_key,
            instant(now + GRANT_KEPT),
            now.isoformat(),
        )
        portal.audit.note(now, "draft", person=caller.citizen.id, staff=caller.staff, subject=draft)
        body = {"draft": draft, "client_key": asked.client_key, "expires_at": instant(now + GRANT_KEPT)}
        return Answer(201, body, {"Location": f"/v1/drafts/{draft}"})

    done = portal.once.do(call, caller.citizen.id, now, deed)
    grant = Grant(
        token=portal.sessions.grant_token(done.body["draft"]),
        client_key=done.body["client_key"],
        expires_at=done.body["expires_at"],
    )
    draft = Draft(id=done.body["draft"], service=asked.service, version=asked.version, etag='"1"', grant=grant)
    return Answer(201, draft, {**done.headers, "ETag": '"1"'})


def read(portal: Portal, call: Call) -> Answer:
    """One draft."""
    row, _ = _own(portal, call)
    return _answer(row)


def save(portal: Portal, call: Call) -> Answer:
    """Saves answers, as they are: they are judged when they are submitted. Raises 428 without If-Match, 412 for an old one."""
    row, _ = _own(portal, call)
    answers = call.json(Saved).answers
    _match(call, row["etag"])
    portal.store.run("UPDATE drafts SET answers = ?, etag = etag + 1 WHERE id = ?", packed(answers), row["id"])
    return _answer(_own(portal, call)[0])


def delete(portal: Portal, call: Call) -> Answer:
    """Deletes a draft and revokes its grant. Raises 428, 412."""
    row, caller = _own(portal, call)
    _match(call, row["etag"])
    remove(portal, row["id"])
    portal.sessions.revoke_grant(row["id"])
    portal.audit.note(
        portal.clock.now(), "draft_deleted", person=caller.citizen.id, staff=caller.staff, subject=row["id"]
    )
    return Answer(204)


def remove(portal: Portal, draft: str) -> None:
    """Removes a draft whose application was made; its grant stays for the look-up."""
    portal.store.run("DELETE FROM drafts WHERE id = ?", draft)


def _forget_old(portal: Portal, now: datetime) -> None:
    """Drops drafts whose grant is over."""
    portal.store.run("DELETE FROM drafts WHERE grant_expires_at < ?", instant(now))


def _own(portal: Portal, call: Call) -> tuple[Any, Caller]:
    caller = call.person_or_grant()
    row = portal.store.row("SELECT * FROM drafts WHERE id = ? AND person = ?", call.params["draft"], caller.citizen.id)
    if row is None:
        raise Refused(404, "draft_unknown")
    call.for_key(row["client_key"])
    return row, caller


def _match(call: Call, etag: int) -> None:
    given = call.headers.get("if-match")
    if given is None:
        raise Refused(428, "if_match_missing")
    if given.strip() not in (f'"{etag}"', "*"):
        raise Refused(412, "changed_meanwhile")


def _answer(row: Any) -> Answer:
    tag = f'"{row["etag"]}"'
    draft = Draft(
        id=row["id"],
        service=row["service"],
        version=row["version"],
        etag=tag,
        answers=json.loads(row["answers"]),
    )
    return Answer(200, draft, {"ETag": tag})
