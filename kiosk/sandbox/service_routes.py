"""What is offered: capabilities, life events, the catalogue, one service, and judging answers beforehand."""

from typing import Any

import msgspec

from kiosk.portal.services import Capabilities
from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.catalogue import entity_tag
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused

CONTRACT_VERSION = "1.0.0"
PHONE = "12345"
_MOST_SERVICES = 500


class ToJudge(msgspec.Struct):
    """Answers to be judged."""

    answers: dict[str, Any]


def capabilities(portal: Portal, call: Call) -> Answer:
    """What this portal can do."""
    return cacheable(
        call,
        Capabilities(
            contract_version=CONTRACT_VERSION,
            name=call.words("portal.name"),
            phone=PHONE,
            idempotent_submit=True,
            lookup_by_client_key=True,
            optimistic_lock=True,
            resumable_upload=True,
            server_draft=True,
            supplement=True,
            booking=True,
            rating=True,
            query=True,
            deferred_submit=True,
            spoken_signature=True,
            login_methods=("id_card", "social_card", "otp", "qr", "face"),
            demonstration=True,
        ),
    )


def life_events(portal: Portal, call: Call) -> Answer:
    """The doors into the catalogue."""
    return cacheable(call, {"items": portal.catalogue.life_events(call.words.language)})


def services(portal: Portal, call: Call) -> Answer:
    """A page of the catalogue."""
    page = portal.catalogue.page(
        call.words.language,
        call.text("query", 100),
        call.text("life_event", 64),
        call.text("cursor", 100),
        call.number("limit", 100, 1, _MOST_SERVICES),
    )
    return cacheable(call, page)


def service(portal: Portal, call: Call) -> Answer:
    """One service with all its parts."""
    found = portal.entry(call.params["code"]).service(call.words.language)
    if call.number("version", found.version) != found.version:
        raise Refused(404, "version_unknown")
    return cacheable(call, found)


def validate(portal: Portal, call: Call) -> Answer:
    """What the portal would not take; pointers are into the answers."""
    found = portal.entry(call.params["code"]).service(call.words.language)
    answers = call.json(ToJudge).answers
    return Answer(200, {"faults": portal.judges.faults(found, answers, [portal.clock.today()], call.words)})


def cacheable(call: Call, body: Any, tag: str = "") -> Answer:
    """200 with an entity tag, or 304 when the client has it."""
    tag = tag or entity_tag(body)
    headers = {"ETag": tag, "Vary": "Accept-Language, Authorization", "Cache-Control": "no-cache"}
    known = {part.strip().removeprefix("W/") for part in call.headers.get("if-none-match", "").split(",")}
    return Answer(304, None, headers) if tag in known or "*" in known else Answer(200, body, headers)
