"""Long numbers are parted for the eye as they stand on the card, wherever they are shown, and for the ear at the same places and once between."""

import re

import pytest

from kiosk import grouping, phrases
from kiosk.privacy import TABLE, Kind
from kiosk.text import Secret, Words, phrase
from voice.pronounce import numerals

ID, CERTIFICATE, MOBILE, CARD = "11010519491231002X", "11010519491231002X41", "13800138000", "6200000000000000018"
SHOWN = [
    (Kind.ID, ID, "110105 19491231 002X"),
    (Kind.ID, CERTIFICATE, "110105 19491231 002X 41"),
    (Kind.PHONE, MOBILE, "138 0013 8000"),
    (Kind.PHONE, "02162581234", "021 6258 1234"),
    (Kind.PHONE, "075588881234", "0755 8888 1234"),
    (Kind.PHONE, "+4930901820", "+4930901820"),
    (Kind.CARD, CARD, "6200 0000 0000 0000 018"),
    (Kind.CASE, "SB20261122000123", "SB20261122000123"),
    (Kind.NAME, "样本测一", "样本测一"),
]


@pytest.mark.parametrize(("kind", "value", "wanted"), SHOWN)
@pytest.mark.parametrize("language", phrases.languages())
def test_a_number_that_is_shown_is_parted(kind: Kind, value: str, wanted: str, language: str) -> None:
    words = phrases.load(language)
    assert words.show(Secret(kind, value, shown=True)) == wanted
    assert words.show(Secret(kind, value, shown=True, words=Words(value))) == wanted


def test_words_of_their_own_are_shown_as_they_are() -> None:
    words = phrases.load("zh")
    assert words.show(Secret(Kind.ID, ID, shown=True, words=phrase("value.yes"))) == words.show("value.yes")


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (Kind.ID, ID, "110105 ●●●●●●●● 002X"),
        (Kind.PHONE, MOBILE, "138 ●●●● 8000"),
        (Kind.CARD, CARD, "●●●● ●●●● ●●●● ●●●0 018"),
    ],
)
def test_a_masked_number_is_parted_at_the_same_places(kind: Kind, value: str, wanted: str) -> None:
    assert phrases.load("zh").show(Secret(kind, value)) == wanted


def pauses(spoken: str) -> list[int]:
    """After how many digits the voice pauses."""
    found, count = [], 0
    for part in re.split("[，,]", spoken):
        count += len(part)
        found.append(count)
    return found


@pytest.mark.parametrize(
    ("number", "kind", "form"),
    [
        (ID.replace("X", "1"), Kind.ID, numerals.identity),
        (CERTIFICATE.replace("X", "1"), Kind.ID, numerals.identity),
        (MOBILE, Kind.PHONE, numerals.phone),
        (CARD, Kind.CARD, numerals.fours),
    ],
)
def test_the_voice_pauses_wherever_the_eye_finds_a_gap(number: str, kind: Kind, form: "numerals.Form") -> None:
    gaps = TABLE[kind].groups(number)
    ends = [sum(map(len, gaps[: place + 1])) for place in range(len(gaps))]
    assert set(ends) <= set(pauses(form(number)))
    assert max(map(len, grouping.heard(gaps))) <= grouping.EASILY_HEARD
