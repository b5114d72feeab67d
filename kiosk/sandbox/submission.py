"""Judging a submission as a whole: answers, materials, consents and signature. Pointers are into the request's body."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from kiosk.portal.handing_in import ConsentGiven, FaultFound, MaterialGiven, Submission
from kiosk.portal.services import MaterialSlot, Service
from kiosk.portal.signed_text import signed_sha256
from kiosk.sandbox.call import Caller
from kiosk.sandbox.catalogue import Entry
from kiosk.sandbox.conditions import holds
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.store import Store
from kiosk.sandbox.words import WordBook

_SHA256 = re.compile(r"[0-9a-f]{64}")
Fault = tuple[str, str]


def submission_faults(
    portal: Portal, entry: Entry, given: Submission, caller: Caller, key: str, words: WordBook
) -> tuple[FaultFound, ...]:
    """All that is wrong with a submission; empty when it can be taken. key: the client key its uploads carry."""
    service = entry.service(words.language)
    answers = tuple(
        FaultFound(pointer="/answers" + found.pointer, code=found.code, detail=found.detail)
        for found in portal.judges.faults(service, given.answers, _days(portal, caller), words)
    )
    wanted = [slot for slot in service.materials if holds(slot.when, given.answers)]
    rest = [
        *material_faults(portal.store, wanted, given.materials, caller.citizen.id, (key,)),
        *_consent_faults(service, given.consents),
        *_signature_faults(entry, given),
    ]
    return answers + tuple(
        FaultFound(pointer=pointer, code=code, detail=words(f"fault.{code}")) for pointer, code in rest
    )


def _days(portal: Portal, caller: Caller) -> list[date]:
    """The days on which the answers may be judged: today; for what is sent under a grant, also the day the grant was made."""
    today = portal.clock.today()
    return [today, datetime.fromisoformat(caller.granted_at).date()] if caller.granted_at else [today]


def material_faults(
    store: Store,
    wanted: Iterable[MaterialSlot],
    given: tuple[MaterialGiven, ...],
    person: str,
    keys: tuple[str, ...],
) -> Iterator[Fault]:
    """What is wrong with the materials: a slot not wanted, a mode not offered, a file missing, unfinished or not the person's."""
    slots = {slot.code: slot for slot in wanted}
    seen: set[str] = set()
    for place, material in enumerate(given):
        slot = slots.get(material.slot)
        if slot is None or material.slot in seen:
            yield f"/materials/{place}/slot", "slot_not_wanted"
            continue
        seen.add(material.slot)
        if material.mode not in slot.modes:
            yield f"/materials/{place}/mode", "not_an_option"
        elif bool(material.uploads) != (material.mode == "upload"):
            yield f"/materials/{place}/uploads", "required" if material.mode == "upload" else "too_many"
        elif len(material.uploads) > slot.max_pages or len(set(material.uploads)) < len(material.uploads):
            yield f"/materials/{place}/uploads", "too_many"
        for page, upload in enumerate(material.uploads):
            if not _usable(store, upload, material.slot, person, keys):
                yield f"/materials/{place}/uploads/{page}", "upload_unusable"
    if any(slot.required and slot.code not in seen for slot in slots.values()):
        yield "/materials", "material_missing"


def _usable(store: Store, upload: str, slot: str, person: str, keys: tuple[str, ...]) -> bool:
    row = store.row("SELECT * FROM uploads WHERE id = ?", upload)
    return (
        row is not None
        and bool(row["complete"])
        and row["person"] == person
        and row["slot"] == slot
        and row["client_key"] in keys
    )


def _consent_faults(service: Service, given: tuple[ConsentGiven, ...]) -> Iterator[Fault]:
    known = {consent.code for consent in service.consents}
    for place, consent in enumerate(given):
        if consent.code not in known:
            yield f"/consents/{place}/code", "not_an_option"
    given_codes = {consent.code for consent in given}
    if any(consent.required and consent.code not in given_codes for consent in service.consents):
        yield "/consents", "consent_missing"


def _signature_faults(entry: Entry, given: Submission) -> Iterator[Fault]:
    """The person signed in one of the service's languages: the hash must be of that declaration with just these answers."""
    signature = given.signature
    if entry.service().signature == "none":
        return
    if signature is None or signature.way == "none":
        yield "/signature", "signature_missing"
        return
    if not _SHA256.fullmatch(signature.text_sha256):
        yield "/signature/text_sha256", "pattern"
    elif all(
        signature.text_sha256 != signed_sha256(service.declaration, given.answers)
        for service in entry.by_language.values()
    ):
        yield "/signature/text_sha256", "signature_other_text"
    if signature.way == "pad" and not any(signature.strokes):
        yield "/signature/strokes", "signature_missing"
    if signature.way == "witnessed" and not signature.witness:
        yield "/signature/witness", "signature_missing"
