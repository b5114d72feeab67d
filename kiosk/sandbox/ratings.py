"""Good or bad reviews (好差评): five levels, once for each thing, voluntary; staff never see who said what."""

from typing import Annotated, Literal

import msgspec

from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.clock import instant
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault
from kiosk.sandbox.store import new_id


class Rating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One review. level: 5 very satisfied to 1 very dissatisfied. application: the case, or empty for the visit as a whole."""

    level: Annotated[int, msgspec.Meta(ge=1, le=5)]
    application: Annotated[str, msgspec.Meta(max_length=64)] = ""
    service: Annotated[str, msgspec.Meta(max_length=33)] = ""
    options: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=64)], ...], msgspec.Meta(max_length=20)] = ()
    text: Annotated[str, msgspec.Meta(max_length=500)] = ""
    channel: Literal["kiosk", "assisted", "home"] = "kiosk"
    anonymous: bool = False


def rate(portal: Portal, call: Call) -> Answer:
    """Takes a review. Raises 409 when the case was reviewed before, 422 for a case that is not the person's."""
    caller, given = call.signed_in(), call.json(Rating)
    person, now = caller.citizen.id, portal.clock.now()

    def deed() -> Answer:
        if given.application:
            if not portal.store.number(
                "SELECT count(*) FROM applications WHERE id = ? AND person = ?", given.application, person
            ):
                raise fault("/application", "unknown")
            if portal.store.number(
                "SELECT count(*) FROM ratings WHERE person = ? AND json_extract(body, '$.application') = ?",
                person,
                given.application,
            ):
                raise Refused(409, "already_rated")
        rating = new_id("rating")
        portal.store.run(
            "INSERT INTO ratings VALUES (?, ?, ?, ?)",
            rating,
            person,
            msgspec.json.encode(given).decode(),
            instant(now),
        )
        portal.audit.note(now, "rate", subject=rating)
        return Answer(201, {"id": rating, "at": instant(now)})

    return portal.once.do(call, person, now, deed)
