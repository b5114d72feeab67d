"""The sandbox's own levers under /sandbox, for tests and demonstrations: faults, the clock, forced steps, and what really happened.

They are no part of the contract, and no real portal has them.
"""

import re
from datetime import datetime
from typing import Annotated

import msgspec

from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.case_view import application_view
from kiosk.sandbox.clock import instant
from kiosk.sandbox.faults import Rule
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault
from kiosk.sandbox.steps import STEPS

_NO_STORE = {"Cache-Control": "no-store"}


class ToClock(msgspec.Struct, forbid_unknown_fields=True):
    """What to do to the clock. now: an RFC 3339 instant."""

    advance_s: float = 0.0
    speed: Annotated[float, msgspec.Meta(ge=0, le=1e7)] | None = None
    now: str = ""


class Forced(msgspec.Struct, forbid_unknown_fields=True):
    """A step that the office is made to take."""

    application: str
    to: str


class Approval(msgspec.Struct):
    """Who holds the phone that read the QR code."""

    person: str


def add_faults(portal: Portal, call: Call) -> Answer:
    """Puts fault rules in force."""
    try:
        portal.faults.add(call.json(list[Rule]))
    except re.error:
        raise fault("/path", "pattern") from None
    return Answer(201, {"rules": portal.faults.left()}, _NO_STORE)


def show_faults(portal: Portal, call: Call) -> Answer:
    """The rules that still have something to do, and what struck so far."""
    return Answer(200, {"rules": portal.faults.left(), "struck": portal.faults.struck}, _NO_STORE)


def clear_faults(portal: Portal, call: Call) -> Answer:
    """Takes all fault rules away."""
    portal.faults.clear()
    return Answer(204)


def show_clock(portal: Portal, call: Call) -> Answer:
    """The office's time and how fast it runs."""
    return Answer(200, {"now": portal.clock.now().isoformat(), "speed": portal.clock.speed}, _NO_STORE)


def set_clock(portal: Portal, call: Call) -> Answer:
    """Puts the clock forward, makes it run faster, or sets it; the office then does what is due."""
    asked = call.json(ToClock)
    try:
        start = datetime.fromisoformat(asked.now) if asked.now else None
        portal.clock.set(advance_s=asked.advance_s, speed=asked.speed, now=start)
        portal.office.tick(portal.clock.now())
    except (ValueError, OverflowError):
        raise fault("/now", "not_a_date") from None
    return show_clock(portal, call)


def audit(portal: Portal, call: Call) -> Answer:
    """The whole audit."""
    return Answer(200, {"items": portal.audit.all()}, _NO_STORE)


def people(portal: Portal, call: Call) -> Answer:
    """All made-up people, with what the cards and phones need."""
    items = [
        {"id": citizen.id, "name": citizen.name, "id_number": citizen.number(), "phone": citizen.mobile()}
        for citizen in portal.people.citizens.values()
    ]
    staff = [{"id": member.id, "name": member.name, "pin": member.pin} for member in portal.people.staff.values()]
    return Answer(200, {"items": items, "staff": staff}, _NO_STORE)


def force(portal: Portal, call: Call) -> Answer:
    """Makes the office take a step with a case now, whatever its plan."""
    asked = call.json(Forced)
    if asked.to not in STEPS:
        raise fault("/to", "not_an_option")
    row = portal.store.row("SELECT * FROM applications WHERE id = ?", asked.application)
    if row is None:
        raise Refused(404, "application_unknown")
    portal.office.move(asked.application, asked.to, portal.clock.now())
    row = portal.store.row("SELECT * FROM applications WHERE id = ?", asked.application)
    assert row is not None
    return Answer(200, application_view(portal, row, call.words), _NO_STORE)


def approve(portal: Portal, call: Call) -> Answer:
    """What a phone does after reading the QR code."""
    asked = call.json(Approval)
    portal.sessions.approve(call.params["login"], asked.person)
    portal.audit.note(portal.clock.now(), "sign_in", person=asked.person, detail="qr")
    return Answer(204)


def applications(portal: Portal, call: Call) -> Answer:
    """Every row of the portal's table, for proofs."""
    rows = portal.store.rows("SELECT * FROM applications ORDER BY row")
    items = [dict(row) | {"body": msgspec.json.decode(row["body"])} for row in rows]
    return Answer(200, {"items": items, "as_of": instant(portal.clock.now())}, _NO_STORE)
