"""What JSON Schema cannot say: the closed, versioned list of checks.

Pure: `today` is given, in the portal's zone.

A check holds when what it looks at is not answered (that is the business of `required`) or hidden.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.forms import cards, dates, identity, phones
from kiosk.forms.conditions import same
from kiosk.forms.model import Check
from kiosk.forms.pointers import MISSING
from kiosk.value import dataclass

WARNINGS = frozenset({"luhn_warn", "region_known"})
"""What is only asked about again, never refused."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a check sees.

    answer: the visible answer at a pointer of the model (in this item), or MISSING; across: in all items.
    """

    check: Check
    today: datetime.date
    answer: Callable[[str], Any]
    across: Callable[[str], tuple[Any, ...]]

    @property
    def own(self) -> Any:
        """The answer the check is about."""
        return self.answer(self.check.pointer)

    def arg(self, name: str, default: Any = None) -> Any:
        """An argument."""
        return self.check.args.get(name, default)

    def day(self, value: Any) -> datetime.date | None:
        """The date of a value; of a month its first day."""
        return dates.date(value) or dates.month(value)


def holds(look: Look) -> bool:
    """Whether the check holds."""
    return _DO[look.check.name](look)


def _of_text(test: Callable[[Look, str], bool]) -> Callable[[Look], bool]:
    return lambda look: not isinstance(look.own, str) or test(look, look.own)


def _phone(look: Look, value: str) -> bool:
    number = phones.e164(value)
    return number is not None and (not look.arg("mobile") or phones.is_mobile(number))


def _ordered(look: Look, sign: int) -> bool:
    own, given = look.own, look.arg("date")
    other = look.answer(look.arg("other")) if given is None else dates.resolved(given, look.today).isoformat()
    first, second = look.day(own), look.day(other)
    if first is None or second is None:
        return True
    if dates.month(own) or dates.month(other):
        first, second = first.replace(day=1), second.replace(day=1)
    difference = sign * (first - second).days
    return difference >= 0 if look.arg("or_equal") else difference > 0


def _age(look: Look) -> int | None:
    of = look.answer(look.arg("of", look.check.pointer))
    born = identity.birth(of) or dates.date(of)
    on = _day_of(look, look.arg("on", "today"))
    return None if born is None or on is None else dates.age(born, on)


def _day_of(look: Look, given: str) -> datetime.date | None:
    if dates.is_limit(given):
        return dates.resolved(given, look.today)
    value = look.answer(given)
    first = dates.month(value)
    if first is None:
        return dates.date(value)
    return dates.shifted(first, 1) - datetime.timedelta(days=1)


def _age_at_least(look: Look) -> bool:
    age = _age(look)
    return age is None or age >= look.arg("years")


def _age_at_most(look: Look) -> bool:
    age = _age(look)
    return age is None or age <= look.arg("years")


def _days_ago(look: Look) -> int | None:
    day = look.day(look.own)
    return None if day is None else (look.today - day).days


def _days_ago_at_least(look: Look) -> bool:
    days = _days_ago(look)
    return days is None or days >= look.arg("days")


def _days_ago_at_most(look: Look) -> bool:
    days = _days_ago(look)
    return days is None or days <= look.arg("days")


def _sum(look: Look) -> int | None:
    """The sum of what is answered; None when nothing is."""
    listed = look.arg("of")
    item = look.check.pointer.split("/*")[0]
    found: list[int] = []
    for pointer in listed if isinstance(listed, list) else [listed]:
        inside = "/*" in look.check.pointer and pointer.startswith(f"{item}/*")
        values = (look.answer(pointer),) if inside or "/*" not in pointer else look.across(pointer)
        found += [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    return sum(found) if found else None


def _sum_equals(look: Look) -> bool:
    total = _sum(look)
    return look.own is MISSING or total is None or same(total, look.own)


def _sum_between(look: Look) -> bool:
    total, least, most = _sum(look), look.arg("minimum"), look.arg("maximum")
    if look.own is MISSING or total is None:
        return True
    return (least is None or total >= least) and (most is None or total <= most)


def _unique_items(look: Look) -> bool:
    values = [
        value for value in look.across(f"{look.check.pointer}/*/{look.arg('by')}") if value is not MISSING
    ]
    return not any(same(left, right) for place, left in enumerate(values) for right in values[:place])


def _each_signs(look: Look) -> bool:
    signed = look.across(f"{look.check.pointer}/*/{look.arg('field')}")
    by, years = look.arg("adults_by"), look.arg("years", 18)
    if by is None:
        return all(value is True for value in signed)
    births = [
        identity.birth(value) or dates.date(value) for value in look.across(f"{look.check.pointer}/*/{by}")
    ]
    return all(
        value is True or (born is not None and dates.age(born, look.today) < years)
        for value, born in zip(signed, births, strict=True)
    )


def _same_as(look: Look) -> bool:
    other = look.answer(look.arg("other"))
    return look.own is MISSING or other is MISSING or same(look.own, other)


def _different_from(look: Look) -> bool:
    other = look.answer(look.arg("other"))
    return look.own is MISSING or other is MISSING or not same(look.own, other)


def _matches_id_birth(look: Look) -> bool:
    born, own = identity.birth(look.answer(look.arg("id"))), dates.date(look.own)
    return born is None or own is None or born == own


_DO: Mapping[str, Callable[[Look], bool]] = {
    "id_checksum": _of_text(lambda look, value: identity.is_right(value, look.today)),
    "region_known": _of_text(lambda look, value: identity.region_known(value)),
    "phone": _of_text(_phone),
    "luhn_warn": _of_text(lambda look, value: cards.luhn(value)),
    "before": lambda look: _ordered(look, -1),
    "after": lambda look: _ordered(look, 1),
    "age_at_least": _age_at_least,
    "age_at_most": _age_at_most,
    "days_ago_at_least": _days_ago_at_least,
    "days_ago_at_most": _days_ago_at_most,
    "sum_equals": _sum_equals,
    "sum_between": _sum_between,
    "unique_items": _unique_items,
    "each_signs": _each_signs,
    "same_as": _same_as,
    "different_from": _different_from,
    "matches_id_birth": _matches_id_birth,
}
