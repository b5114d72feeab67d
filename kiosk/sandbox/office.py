"""The small office: it moves cases along by the service's rules, each step at its time on the office's clock."""

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from kiosk.portal.services import Service
from kiosk.sandbox.audit import Audit
from kiosk.sandbox.catalogue import Entry
from kiosk.sandbox.clock import ZONE, instant
from kiosk.sandbox.conditions import holds
from kiosk.sandbox.deadlines import deadline
from kiosk.sandbox.steps import OVER, STEPS, USUAL, WAITING
from kiosk.sandbox.store import Store, new_id, packed

_SUPPLEMENT_DAYS = 5
Plan = list[list[Any]]


class Office:
    """Moves cases. Every method writes and is called within a transaction."""

    def __init__(self, store: Store, audit: Audit) -> None:
        self._store = store
        self._audit = audit

    def register(
        self,
        now: datetime,
        *,
        client_key: str,
        person: str,
        staff: str,
        body: Mapping[str, Any],
        entry: Entry,
    ) -> str:
        """Makes a case of a submission; its id."""
        modes = {given["slot"]: given["mode"] for given in body.get("materials", ())}
        rule = next((rule for rule in entry.rules if holds(rule.get("when"), body["answers"], modes)), {})
        rule = _narrowed(rule, entry.service(), body["answers"], modes)
        application, number = new_id("app"), self._store.number("SELECT max(row) FROM applications") + 1
        self._store.run(
            "INSERT INTO applications VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?, '', ?, ?, ?, 0, 0)",
            application,
            f"YL{now:%Y%m%d}{number:06d}",
            client_key,
            person,
            staff,
            entry.service().code,
            entry.service().version,
            packed(body),
            packed(_plan(rule)),
            packed(rule),
            f"{secrets.randbelow(10**6):06d}",
            instant(now),
            instant(now),
        )
        self.move(application, "submitted", now, staff)
        return application

    def move(self, application: str, step: str, at: datetime, staff: str = "") -> None:
        """Takes one step, writes its event, and sets when the next is due."""
        row = self._store.row("SELECT * FROM applications WHERE id = ?", application)
        assert row is not None
        state, raw = STEPS[step]
        rule, plan = json.loads(row["rule"]), json.loads(row["plan"])
        due = _stamp(at + timedelta(seconds=plan[0][1])) if plan and state not in OVER | WAITING else ""
        if state in WAITING:
            due = _stamp(self._ask(application, rule.get("supplement", {}), at))
        seq = self._store.number("SELECT max(seq) FROM events WHERE application = ?", application) + 1
        note = packed(rule.get("texts", {}).get(step, ""))
        self._store.run(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)",
            application,
            seq,
            instant(at),
            state,
            raw,
            note,
            staff,
        )
        self._store.run(
            "UPDATE applications SET state = ?, raw_state = ?, due_at = ?, updated_at = ?, etag = etag + 1, "
            "changed = (SELECT max(changed) FROM applications) + 1 WHERE id = ?",
            state,
            raw,
            due,
            instant(at),
            application,
        )
        self._audit.note(at, "step", person=row["person"], staff=staff, subject=application, detail=raw)

    def _ask(self, application: str, supplement: Mapping[str, Any], at: datetime) -> datetime:
        """Opens a supplement request; until when it can be answered."""
        due = deadline(at.date(), int(supplement.get("days", _SUPPLEMENT_DAYS)), "workday")
        self._store.run(
            "INSERT INTO supplements (id, application, due, items) VALUES (?, ?, ?, ?)",
            new_id("supplement"),
            application,
            due.isoformat(),
            packed(supplement.get("items", [])),
        )
        return datetime.combine(due, time.max, ZONE)

    def answered(self, application: str, now: datetime, staff: str) -> None:
        """Goes on after a supplement was handed in."""
        row = self._store.row("SELECT * FROM applications WHERE id = ?", application)
        assert row is not None
        if not json.loads(row["plan"]):
            self._store.run("UPDATE applications SET plan = ? WHERE id = ?", packed(USUAL), application)
        accepted = self._store.number(
            "SELECT count(*) FROM events WHERE application = ? AND state IN ('accepted', 'in_review')",
            application,
        )
        self.move(application, "supplemented_in_review" if accepted else "supplemented", now, staff)

    def tick(self, now: datetime) -> bool:
        """Takes every step that is due; whether there was one. Steps carry the time they were due."""
        moved = False
        while row := self._store.row(
            "SELECT * FROM applications WHERE due_at != '' AND due_at <= ? ORDER BY due_at, row LIMIT 1",
            _stamp(now),
        ):
            at, plan = datetime.fromisoformat(row["due_at"]), json.loads(row["plan"])
            step = "expired" if row["state"] in WAITING else plan.pop(0)[0]
            self._store.run("UPDATE applications SET plan = ? WHERE id = ?", packed(plan), row["id"])
            self.move(row["id"], step, at)
            moved = True
        return moved

    def is_due(self, now: datetime) -> bool:
        """Whether a step is due; reads only."""
        return bool(
            self._store.number(
                "SELECT count(*) FROM applications WHERE due_at != '' AND due_at <= ? LIMIT 1", _stamp(now)
            )
        )


def _plan(rule: Mapping[str, Any]) -> Plan:
    """Steps, each with the seconds after the one before. In a rule they count from the submission, or from the answered supplement."""
    steps = rule.get("then")
    if not steps:
        return [list(step) for step in USUAL]
    given = list(rule.get("after_s", ()))
    plan: Plan = []
    before = 0.0
    for place, step in enumerate(steps):
        at = float(given[place]) if place < len(given) else before + USUAL[0][1]
        plan.append([step, max(0.0, at - before)])
        before = 0.0 if STEPS[step][0] in WAITING else at
    return plan


def _narrowed(
    rule: Mapping[str, Any], service: Service, answers: Mapping[str, Any], modes: Mapping[str, str]
) -> dict[str, Any]:
    """The rule, its supplement only asking for materials that this case needs and that were not handed in."""
    slots = {slot.code: slot for slot in service.materials}
    items = rule.get("supplement", {}).get("items", [])
    open_items = [
        item
        for item in items
        if item.get("slot", "") not in slots
        or (holds(slots[item["slot"]].when, answers) and modes.get(item["slot"], "later") in ("later", "promise"))
    ]
    return dict(rule) | ({"supplement": dict(rule["supplement"]) | {"items": open_items or items}} if items else {})


def _stamp(moment: datetime) -> str:
    """A moment so that text order is time order."""
    return moment.astimezone(ZONE).isoformat(timespec="microseconds")


def day_of(moment: str) -> date:
    """The civil date of an instant."""
    return datetime.fromisoformat(moment).astimezone(ZONE).date()
