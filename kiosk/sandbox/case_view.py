"""A case as it is told: state in plain words, events, what is missing, the decision with its remedies, and both deadlines."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kiosk.portal.cases import Application, CaseEvent, Decision, Remedy, SupplementItem, SupplementRequest
from kiosk.sandbox.deadlines import Pause, deadline, in_months
from kiosk.sandbox.office import day_of
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.steps import OVER, STOPPED, WAITING
from kiosk.sandbox.words import WordBook

_LONGEST_POLL_S = 600
_SHORTEST_POLL_S = 2


def application_view(portal: Portal, row: Mapping[str, Any], words: WordBook) -> Application:
    """The whole case, for the person."""
    service = portal.service_of_case(row["service"], words.language)
    found = portal.store.rows("SELECT * FROM events WHERE application = ? ORDER BY seq", row["id"])
    rule = json.loads(row["rule"])
    promised = legal = ""
    if service.limit is not None:
        start, pauses = _counted_from(found), _pauses(found, portal.clock.today())
        promised = deadline(start, service.limit.promised, service.limit.unit, pauses).isoformat()
        legal = deadline(start, service.limit.legal, service.limit.unit, pauses).isoformat()
    events = tuple(event_view(portal, event, words) for event in found)
    return Application(
        id=row["id"],
        case_no=row["case_no"],
        client_key=row["client_key"],
        service=row["service"],
        service_title=service.title,
        state=row["state"],
        raw_state=row["raw_state"],
        state_text=events[-1].text,
        submitted_at=row["submitted_at"],
        updated_at=row["updated_at"],
        etag=entity_tag_of(row, words),
        promised=promised,
        legal=legal,
        query_code=row["query_code"],
        phone=service.office.phone if service.office is not None else "",
        supplement=_supplement(portal, row, words),
        decision=_decision(row, rule, found, words),
        assisted_by=portal.people.staff[row["staff"]].name if row["staff"] in portal.people.staff else row["staff"],
        private=service.private,
        events=events,
        next_poll_after_s=_next_poll(portal, row),
    )


def masked_view(portal: Portal, row: Mapping[str, Any], words: WordBook) -> Application:
    """The case for whoever holds the slip: its state and dates, nothing of the person; of a private service not even its name."""
    whole = application_view(portal, row, words)
    return Application(
        id=whole.id,
        case_no=whole.case_no,
        client_key="",
        service="" if whole.private else whole.service,
        service_title=words("case.private_service") if whole.private else whole.service_title,
        state=whole.state,
        raw_state=whole.raw_state,
        state_text=words(f"state.{whole.raw_state}"),
        submitted_at=whole.submitted_at,
        updated_at=whole.updated_at,
        etag=whole.etag,
        promised=whole.promised,
        legal=whole.legal,
        phone=whole.phone,
        supplement=None if whole.private else whole.supplement,
        private=whole.private,
        events=tuple(
            CaseEvent(seq=event.seq, at=event.at, state=event.state, raw=event.raw, text=words(f"state.{event.raw}"))
            for event in whole.events
        ),
        next_poll_after_s=whole.next_poll_after_s,
    )


def entity_tag_of(row: Mapping[str, Any], words: WordBook) -> str:
    """The case's version as an entity tag; another one for each language."""
    return f'"{row["etag"]}"' if words.language == "zh" else f'"{row["etag"]}-{words.language}"'


def event_view(portal: Portal, row: Mapping[str, Any], words: WordBook) -> CaseEvent:
    """One event in plain words."""
    note = _in_language(json.loads(row["note"]), words)
    staff = portal.people.staff.get(row["staff"])
    return CaseEvent(
        seq=row["seq"],
        at=row["at"],
        state=row["state"],
        raw=row["raw"],
        text=note or words(f"state.{row['raw']}"),
        by=staff.name if staff is not None else "",
    )


def _in_language(part: Any, words: WordBook) -> Any:
    """A part of a rule in the reader's language: a text, or a table with its translation under `en`."""
    if isinstance(part, dict):
        return {name: value for name, value in part.items() if name != "en"} | part.get(words.language, {})
    return part


def _counted_from(events: Sequence[Mapping[str, Any]]) -> date:
    """Deadlines run from acceptance; before it, what is told counts from the submission."""
    accepted = next((event for event in events if event["state"] == "accepted"), events[0])
    return day_of(accepted["at"])


def _pauses(events: Sequence[Mapping[str, Any]], today: date) -> list[Pause]:
    pauses: list[Pause] = []
    begun: date | None = None
    for event in events:
        if event["state"] in STOPPED and begun is None:
            begun = day_of(event["at"])
        elif event["state"] not in STOPPED and begun is not None:
            pauses.append((begun, day_of(event["at"])))
            begun = None
    if begun is not None:
        pauses.append((begun, today))
    return pauses


def open_supplement(portal: Portal, application: str) -> Mapping[str, Any] | None:
    """The supplement request that waits for an answer."""
    return portal.store.row(
        "SELECT * FROM supplements WHERE application = ? AND answer = '' ORDER BY rowid DESC LIMIT 1",
        application,
    )


def _supplement(portal: Portal, row: Mapping[str, Any], words: WordBook) -> SupplementRequest | None:
    asked = open_supplement(portal, row["id"]) if row["state"] in WAITING else None
    if asked is None:
        return None
    items = tuple(
        SupplementItem(**{name: item[name] for name in SupplementItem.__struct_fields__ if name in item})
        for item in (_in_language(item, words) for item in json.loads(asked["items"]))
    )
    return SupplementRequest(id=asked["id"], due=asked["due"], items=items)


def _decision(
    row: Mapping[str, Any],
    rule: Mapping[str, Any],
    events: Sequence[Mapping[str, Any]],
    words: WordBook,
) -> Decision | None:
    decided = next((event for event in events if event["state"] in ("approved", "denied", "not_accepted")), None)
    if decided is None and row["raw_state"] == "SUPPLEMENT_EXPIRED":
        return Decision(approved=False, text=words("decision.expired"), reasons=(words("decision.expired_reason"),))
    if decided is None or row["state"] == "withdrawn":
        return None
    approved = decided["state"] == "approved"
    given = _in_language(rule.get("decision", {}), words)
    if not given or bool(given.get("approved", approved)) != approved:
        given = {"text": words(f"decision.{decided['state']}")}
        if not approved:
            given |= {"reasons": [words("decision.reason")], "remedies": _usual_remedies(words)}
    day = day_of(decided["at"])
    return Decision(
        approved=approved,
        text=given["text"],
        reasons=tuple(given.get("reasons", ())),
        remedies=tuple(_remedy(_in_language(remedy, words), day) for remedy in given.get("remedies", ())),
    )


def _usual_remedies(words: WordBook) -> list[dict[str, Any]]:
    return [
        {"title": words("remedy.review"), "text": words("remedy.review_text"), "days": 60},
        {"title": words("remedy.court"), "text": words("remedy.court_text"), "months": 6},
    ]


def _remedy(remedy: Mapping[str, Any], day: date) -> Remedy:
    until = remedy.get("until", "")
    if "days" in remedy:
        until = deadline(day, remedy["days"], "day").isoformat()
    elif "months" in remedy:
        until = in_months(day, remedy["months"]).isoformat()
    return Remedy(title=remedy["title"], text=remedy["text"], until=until)


def _next_poll(portal: Portal, row: Mapping[str, Any]) -> int:
    """When it is worth asking again, in the client's seconds."""
    if not row["due_at"] or row["state"] in WAITING | OVER:
        return _LONGEST_POLL_S
    left: float = (datetime.fromisoformat(row["due_at"]) - portal.clock.now()).total_seconds()
    if portal.clock.speed <= 0:
        return _LONGEST_POLL_S
    return round(max(_SHORTEST_POLL_S, min(_LONGEST_POLL_S, left / portal.clock.speed + 1)))
