"""What is private, in one table: how it is masked on screen, said on a loudspeaker, and printed.

Source: masking of the ID hides the birth-date digits (first 6, last 4); name keeps the family name; mobile 3 + 4; a bank card its last 4.
A closed-off value is never spoken on a loudspeaker unless the person asked for this one (EN 301 549 5.1.3.8-.9).
"""

from collections.abc import Callable
from enum import Enum

from kiosk import grouping
from kiosk.value import dataclass

DOT = "●"


class Kind(Enum):
    """Kinds of private value. Everything a person types or a registry knows is one of these, or is not private."""

    ID = "id"
    PHONE = "phone"
    CARD = "card"
    CASE = "case"
    NAME = "name"
    BIRTH = "birth"
    ADDRESS = "address"
    HEALTH = "health"
    INCOME = "income"
    SERVICE = "service"
    TEXT = "text"


def _all(value: str) -> str:
    return DOT * min(len(value), 6)


def _ends(first: int, last: int) -> Callable[[str], str]:
    def mask(value: str) -> str:
        if len(value) <= first + last:
            return _all(value)
        return value[:first] + DOT * (len(value) - first - last) + value[len(value) - last :]

    return mask


def _name(value: str) -> str:
    return value[:1] + DOT * (len(value) - 1) if len(value) > 1 else value and DOT


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind is treated. `digits`: on a loudspeaker its length is told, so that it can be confirmed by eye. groups: how it is parted."""

    mask: Callable[[str], str]
    digits: bool
    printed_masked: bool
    groups: Callable[[str], tuple[str, ...]] = grouping.whole


TABLE: dict[Kind, Rule] = {
    Kind.ID: Rule(_ends(6, 4), digits=True, printed_masked=True, groups=grouping.identity),
    Kind.PHONE: Rule(_ends(3, 4), digits=True, printed_masked=True, groups=grouping.phone),
    Kind.CARD: Rule(_ends(0, 4), digits=True, printed_masked=True, groups=grouping.card),
    Kind.CASE: Rule(lambda value: value, digits=True, printed_masked=False),
    Kind.NAME: Rule(_name, digits=False, printed_masked=True),
    Kind.BIRTH: Rule(_all, digits=False, printed_masked=True),
    Kind.ADDRESS: Rule(_ends(6, 0), digits=False, printed_masked=True),
    Kind.HEALTH: Rule(_all, digits=False, printed_masked=True),
    Kind.INCOME: Rule(_all, digits=False, printed_masked=True),
    Kind.SERVICE: Rule(lambda value: value, digits=False, printed_masked=False),
    Kind.TEXT: Rule(_all, digits=False, printed_masked=True),
}


def masked(kind: Kind, value: str) -> str:
    """The value as a screen shows it until the person asks to see it."""
    return TABLE[kind].mask(value)


def grouped(kind: Kind, value: str) -> str:
    """The value, masked or not, as it is easily compared by eye: 110105 19491231 002X."""
    return " ".join(TABLE[kind].groups(value))


def printed(kind: Kind, value: str) -> str:
    """The value as a slip shows it."""
    rule = TABLE[kind]
    return rule.mask(value) if rule.printed_masked else value
