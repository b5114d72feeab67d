"""The made-up people: plainly made up, rightly numbered, and as odd as real ones."""

import re

from kiosk.forms import identity
from kiosk.forms.cards import luhn
from tests.catalogue_data import PEOPLE, RAW, TODAY


def test_people_are_plainly_made_up_and_their_numbers_are_right() -> None:
    assert len(PEOPLE.citizens) >= 12
    for citizen in PEOPLE.citizens.values():
        assert citizen.name.startswith("样本")
        assert identity.is_right(citizen.number(), TODAY)
        assert citizen.number()[14:17] in ("001", "002")
        card = citizen.value("bank.card_no")
        assert card is None or luhn(card)


def test_among_the_people_are_the_ones_that_break_other_systems() -> None:
    people = list(PEOPLE.citizens.values())
    births = sorted(str(person.value("person.birth")) for person in people)
    assert births[0][:4] == "1886" and births[-1][:4] == "1966" and "1944-02-29" in births
    assert any(person.number().endswith("X") for person in people)
    assert any(person.number().startswith("320502") for person in people), "an abolished county"
    assert any(not person.mobile() for person in people)
    assert any(person.valid_to == "长期" for person in people)
    assert any(person.valid_to < TODAY.isoformat() for person in people if person.valid_to != "长期")
    assert any(person.value("social.living_place") == "abroad" for person in people)
    assert any(person.value("disability.cert_no") for person in people)
    assert any(str(person.value("person.birth")) == "1947-05-01" for person in people), "seventy-nine"


def test_everything_known_has_its_source_and_what_is_due_is_a_service() -> None:
    codes = {raw["code"] for raw in RAW.values()}
    for citizen in PEOPLE.citizens.values():
        assert all(datum.source for datum in citizen.known)
        assert set(citizen.due) <= codes


def test_two_clerks_can_sign_in() -> None:
    assert len(PEOPLE.staff) == 2 and all(
        re.fullmatch(r"\d{6}", member.pin) for member in PEOPLE.staff.values()
    )
