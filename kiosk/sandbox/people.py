"""The made-up people and staff of the sandbox, read from people.json and staff.json."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from kiosk.portal.people import Known, Person


class CitizenRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A made-up person. records: the offices' own data by name, for queries and for rules about the person."""

    id: str
    name: str
    id_number: str = ""
    phone: str = ""
    valid_to: str = ""
    known: tuple[Known, ...] = ()
    due: tuple[str, ...] = ()
    records: dict[str, Any] = {}

    def value(self, semantic: str) -> Any:
        """A known datum by its semantic, None when it is not known."""
        return next((known.value for known in self.known if known.semantic == semantic), None)

    def number(self) -> str:
        """The identity number."""
        return self.id_number or str(self.value("person.id_number") or "")

    def mobile(self) -> str:
        """The phone in E.164, empty without one."""
        return e164(self.phone or str(self.value("person.phone") or ""))

    def wire(self) -> Person:
        """The person as the portal tells them."""
        return Person(id=self.id, name=self.name, known=self.known, due=self.due)


class StaffRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A made-up member of staff."""

    id: str
    name: str
    pin: str


class People:
    """Everybody the sandbox knows."""

    def __init__(self, citizens: tuple[CitizenRecord, ...], staff: tuple[StaffRecord, ...]) -> None:
        self.citizens = {citizen.id: citizen for citizen in citizens}
        self.staff = {member.id: member for member in staff}
        self._by_number = {citizen.number().upper(): citizen for citizen in citizens if citizen.number()}
        self._by_phone = {citizen.mobile(): citizen for citizen in citizens if citizen.mobile()}

    def by_phone(self, phone: str) -> CitizenRecord | None:
        """The person with a phone."""
        return self._by_phone.get(e164(phone))

    def by_card(self, card: str) -> tuple[CitizenRecord, str] | None:
        """Who a card (Base64 of the reader's bytes) belongs to, and until when it is valid; None when nobody is known."""
        try:
            evidence = msgspec.json.decode(base64.b64decode(card, validate=True), type=dict[str, Any])
        except (binascii.Error, ValueError, msgspec.MsgspecError):
            return None
        found = self._by_number.get(str(evidence.get("id_number", "")).upper()) or self.citizens.get(
            str(evidence.get("person", ""))
        )
        return None if found is None else (found, str(evidence.get("valid_to") or found.valid_to))


def e164(phone: str) -> str:
    """A Chinese phone number as E.164; other numbers are left as they are."""
    digits = "".join(character for character in phone if character.isdigit())
    if phone.startswith("+") or not digits:
        return "+" + digits if digits else ""
    return "+86" + digits.removeprefix("0")


def _items(path: Path) -> list[Mapping[str, Any]]:
    loaded = msgspec.json.decode(path.read_bytes())
    return list(loaded["items"]) if isinstance(loaded, dict) else list(loaded)


def load_people(people: Path, staff: Path) -> People:
    """Reads both files, each a list or {"items": [...]}. Raises OSError, msgspec.ValidationError."""
    return People(
        tuple(msgspec.convert(item, CitizenRecord) for item in _items(people)),
        tuple(msgspec.convert(item, StaffRecord) for item in _items(staff)),
    )
