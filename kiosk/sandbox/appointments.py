"""Appointments at an office: free half hours on working days, booked once, cancelled until they begin."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

import msgspec

from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.clock import ZONE, instant
from kiosk.sandbox.deadlines import is_workday
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault
from kiosk.sandbox.store import new_id

_OPENINGS = ((time(9), time(12)), (time(13), time(17)))
_LASTS = timedelta(minutes=30)
_WINDOWS = 2
_AHEAD_DAYS = 30


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A time at an office. left: how many may still book it."""

    id: str
    office: str
    start: str
    end: str
    left: int


class Booking(msgspec.Struct):
    """What is booked."""

    slot: Annotated[str, msgspec.Meta(max_length=400)]
    service: Annotated[str, msgspec.Meta(max_length=33)] = ""


def slots(portal: Portal, call: Call) -> Answer:
    """The times of one day at one office (its name as services tell it). Raises 422."""
    office = call.text("office", 100)
    if not _is_office(portal, office):
        raise fault("/query/office", "unknown" if office else "required")
    try:
        day = date.fromisoformat(call.query.get("day", ""))
    except ValueError:
        raise fault("/query/day", "not_a_date") from None
    items = [_slot(portal, office, start) for start in _starts(portal, day)]
    return Answer(200, {"items": items}, {"Cache-Control": "no-store"})


def book(portal: Portal, call: Call) -> Answer:
    """Books a time. Raises 409 when it is taken, 422 when there is no such time."""
    caller, asked = call.signed_in(), call.json(Booking)
    person, now = caller.citizen.id, portal.clock.now()

    def deed() -> Answer:
        office, start = _read(asked.slot)
        if not _is_office(portal, office) or start not in _starts(portal, start.date()):
            raise fault("/slot", "unknown")
        if _slot(portal, office, start).left < 1:
            raise Refused(409, "slot_taken")
        appointment = new_id("appointment")
        day = start.date().isoformat()
        number = portal.store.number(
            "SELECT count(*) FROM appointments WHERE office = ? AND substr(slot, 1, 10) = ?", office, day
        )
        portal.store.run(
            "INSERT INTO appointments VALUES (?, ?, ?, ?, ?, 'booked', ?)",
            appointment,
            person,
            office,
            instant(start),
            f"Y{number + 1:03d}",
            asked.service,
        )
        portal.audit.note(now, "book", person=person, staff=caller.staff, subject=appointment)
        return Answer(201, _wire(_own(portal, appointment, person)), {"Location": f"/v1/appointments/{appointment}"})

    return portal.once.do(call, person, now, deed)


def read(portal: Portal, call: Call) -> Answer:
    """One appointment."""
    row = _own(portal, call.params["appointment"], call.signed_in().citizen.id)
    return Answer(200, _wire(row), {"Cache-Control": "no-store"})


def cancel(portal: Portal, call: Call) -> Answer:
    """Cancels an appointment. Raises 409 when it is cancelled already, or has begun."""
    caller = call.signed_in()
    row = _own(portal, call.params["appointment"], caller.citizen.id)
    now = portal.clock.now()
    if row["state"] != "booked" or datetime.fromisoformat(row["slot"]) <= now:
        raise Refused(409, "too_late_to_cancel")
    portal.store.run("UPDATE appointments SET state = 'cancelled' WHERE id = ?", row["id"])
    portal.audit.note(now, "cancel", person=caller.citizen.id, staff=caller.staff, subject=row["id"])
    return Answer(204)


def _own(portal: Portal, appointment: str, person: str) -> Mapping[str, Any]:
    row = portal.store.row("SELECT * FROM appointments WHERE id = ? AND person = ?", appointment, person)
    if row is None:
        raise Refused(404, "appointment_unknown")
    return row


def _wire(row: Mapping[str, Any]) -> dict[str, Any]:
    start = datetime.fromisoformat(row["slot"])
    return {
        "id": row["id"],
        "office": row["office"],
        "start": row["slot"],
        "end": instant(start + _LASTS),
        "ticket": row["ticket"],
        "state": row["state"],
        "service": row["service"],
    }


def _is_office(portal: Portal, office: str) -> bool:
    services = (entry.by_language.values() for entry in portal.catalogue.entries.values())
    return any(service.office is not None and service.office.name == office for two in services for service in two)


def _starts(portal: Portal, day: date) -> list[datetime]:
    """The beginnings that can still be booked."""
    today = portal.clock.today()
    if not today <= day <= today + timedelta(days=_AHEAD_DAYS) or not is_workday(day):
        return []
    return [start for start in _all_starts(day) if start > portal.clock.now()]


def _all_starts(day: date) -> Iterator[datetime]:
    for opens, closes in _OPENINGS:
        start = datetime.combine(day, opens, ZONE)
        while start + _LASTS <= datetime.combine(day, closes, ZONE):
            yield start
            start += _LASTS


def _slot(portal: Portal, office: str, start: datetime) -> Slot:
    taken = portal.store.number(
        "SELECT count(*) FROM appointments WHERE office = ? AND slot = ? AND state = 'booked'",
        office,
        instant(start),
    )
    name = base64.urlsafe_b64encode(f"{start:%Y%m%d%H%M}{office}".encode()).decode().rstrip("=")
    return Slot(
        id=name,
        office=office,
        start=instant(start),
        end=instant(start + _LASTS),
        left=max(0, _WINDOWS - taken),
    )


def _read(slot: str) -> tuple[str, datetime]:
    try:
        text = base64.urlsafe_b64decode(slot + "=" * (-len(slot) % 4)).decode()
        return text[12:], datetime.strptime(text[:12], "%Y%m%d%H%M").replace(tzinfo=ZONE)
    except (binascii.Error, ValueError):
        raise fault("/slot", "unknown") from None
