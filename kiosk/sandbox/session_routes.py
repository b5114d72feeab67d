"""Signing in and out, clerks, and what is known about the person."""

import hmac
from typing import Annotated, Any

import msgspec

from kiosk.portal.people import Login, Person, Staff
from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.clock import machine_time
from kiosk.sandbox.lockout import Lockout
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused, fault, unauthorised
from kiosk.sandbox.service_routes import cacheable
from kiosk.sandbox.sessions import ASSURANCE, WITH_CLERK
from kiosk.sandbox.store import new_id
from kiosk.sandbox.tokens import hashed, minted
from kiosk.sandbox.words import WordBook

_STAFF_SESSION_S = 8 * 3600
Short = Annotated[str, msgspec.Meta(max_length=200)]


class Phone(msgspec.Struct):
    """Where to send a code."""

    phone: Annotated[str, msgspec.Meta(pattern=r"^\+?[0-9]{6,15}$")]


class SignIn(msgspec.Struct):
    """How somebody signs in."""

    method: str
    evidence: dict[str, Any] = {}


class StaffSignIn(msgspec.Struct):
    """A clerk's number and PIN."""

    staff_id: Short
    pin: Short


class Exchange(msgspec.Struct):
    """The citizen's token and the clerk's."""

    subject_token: Short
    actor_token: Short


def one_time_code(portal: Portal, call: Call) -> Answer:
    """Sends a code; 202 whether or not somebody has the phone."""
    return Answer(202, portal.sessions.send_code(call.json(Phone).phone))


def sign_in(portal: Portal, call: Call) -> Answer:
    """Signs in (201), or begins to (202: qr)."""
    asked = call.json(SignIn)
    if asked.method not in ASSURANCE:
        raise fault("/method", "not_an_option")
    if asked.method == "qr":
        return Answer(202, portal.sessions.begin("qr"))
    if asked.method == "otp":
        login = portal.sessions.give_code(_text(asked.evidence, "login"), _text(asked.evidence, "code"))
    else:
        login = _by_card(portal, asked)
    assert login.person is not None
    portal.audit.note(portal.clock.now(), "sign_in", person=login.person.id, detail=asked.method)
    return Answer(201, _told(login, call.words))


def _told(login: Login, words: WordBook) -> Login:
    """The sign-in, in the language that is asked for."""
    return login if login.person is None else msgspec.structs.replace(login, person=_person(login.person, words))


def _person(person: Person, words: WordBook) -> Person:
    """Who has each datum, in the language that is asked for; as it stands where there are no words for it."""
    known = (msgspec.structs.replace(one, source=words.get(f"source.{one.source}", one.source)) for one in person.known)
    return msgspec.structs.replace(person, known=tuple(known))


def _by_card(portal: Portal, asked: SignIn) -> Login:
    found = portal.people.by_card(_text(asked.evidence, "face" if asked.method == "face" else "card"))
    if found is None:
        raise unauthorised("card_unknown")
    citizen, valid_to = found
    if len(valid_to) == len("2026-01-01") and valid_to < portal.clock.today().isoformat():
        raise unauthorised("card_expired")
    return portal.sessions.open(citizen, asked.method, ASSURANCE[asked.method])


def _text(evidence: dict[str, Any], name: str) -> str:
    value = evidence.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 4096:
        raise fault(f"/evidence/{name}", "required")
    return value


def poll(portal: Portal, call: Call) -> Answer:
    """How a sign-in stands."""
    return Answer(200, _told(portal.sessions.poll(call.params["login"]), call.words), {"Cache-Control": "no-store"})


def sign_out(portal: Portal, call: Call) -> Answer:
    """Revokes the token used, a session's or a grant's."""
    caller = call.person_or_grant()
    portal.sessions.close(caller)
    portal.audit.note(portal.clock.now(), "sign_out", person=caller.citizen.id, staff=caller.staff)
    return Answer(204)


def me(portal: Portal, call: Call) -> Answer:
    """Who is signed in, with what is known."""
    return cacheable(call, _person(call.signed_in().citizen.wire(), call.words))


def mandates(portal: Portal, call: Call) -> Answer:
    """For whom the person may act: nobody, in this portal."""
    call.signed_in()
    return Answer(200, {"items": ()})


def staff_sign_in(portal: Portal, call: Call) -> Answer:
    """Signs a clerk in. 429 after five wrong PINs."""
    asked, lockout = call.json(StaffSignIn), Lockout(portal.store)
    subject = f"staff:{asked.staff_id}"
    lockout.check(subject)
    member = portal.people.staff.get(asked.staff_id)
    if member is None or not hmac.compare_digest(member.pin.encode(), asked.pin.encode("utf-8", "surrogatepass")):
        lockout.count(subject)
        raise Refused(401, "wrong_pin", headers={"WWW-Authenticate": "Bearer"}, keep=True)
    lockout.forgive(subject)
    token = minted(portal.store.secret, "staff", new_id("staff"))
    portal.store.run(
        "INSERT INTO staff_sessions VALUES (?, ?, ?)",
        hashed(token),
        member.id,
        machine_time() + _STAFF_SESSION_S,
    )
    portal.audit.note(portal.clock.now(), "staff_sign_in", staff=member.id)
    return Answer(201, Staff(id=member.id, name=member.name, token=token))


def exchange(portal: Portal, call: Call) -> Answer:
    """A token for the citizen that carries the clerk who helps, in spirit RFC 8693."""
    asked = call.json(Exchange)
    caller = portal.sessions.caller(f"Bearer {asked.subject_token}", portal.clock.now())
    if caller is None or caller.client_key:
        raise Refused(403, "grant_too_narrow")
    row = portal.store.row(
        "SELECT * FROM staff_sessions WHERE token_hash = ? AND expires > ?",
        hashed(asked.actor_token),
        machine_time(),
    )
    member = portal.people.staff.get(row["staff"]) if row is not None else None
    if member is None:
        raise unauthorised("token_invalid")
    login = portal.sessions.open(caller.citizen, "assisted", max(caller.assurance, WITH_CLERK), member.id)
    portal.audit.note(portal.clock.now(), "assist", person=caller.citizen.id, staff=member.id)
    return Answer(201, msgspec.to_builtins(_told(login, call.words)) | {"act": {"id": member.id, "name": member.name}})
