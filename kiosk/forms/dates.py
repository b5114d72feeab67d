"""Civil dates and months, and limits relative to today.

Dates are ISO text; "no end" (a long-term ID card) is 9999-12-31.
"""

import calendar
import datetime
import re

LONG_TERM = "9999-12-31"
OLDEST_BIRTH = 1880
"""The first birth year that is taken for a living or registered person."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_LIMIT = re.compile(r"today(?:([+-])(\d{1,5})([dmy]))?", re.ASCII)


def date(text: object) -> datetime.date | None:
    """The date of `YYYY-MM-DD`, if there is such a day."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def month(text: object) -> datetime.date | None:
    """The first day of `YYYY-MM`."""
    return date(f"{text}-01") if isinstance(text, str) and _MONTH.fullmatch(text) else None


def shifted(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later or earlier; the last of the month where that day is missing.

    Stops at the ends of the calendar.
    """
    number = day.year * 12 + day.month - 1 + months
    year, place = divmod(min(max(number, 12), 9999 * 12 + 11), 12)
    return datetime.date(year, place + 1, min(day.day, calendar.monthrange(year, place + 1)[1]))


def is_limit(limit: object, *, month: bool = False) -> bool:
    """Whether a limit is understood: an ISO date (or month), `today`, `today-183d`, `today+6m`."""
    fixed = _month(limit) if month else date(limit)
    return isinstance(limit, str) and (fixed is not None or _LIMIT.fullmatch(limit) is not None)


def resolved(limit: str, today: datetime.date, *, month: bool = False) -> datetime.date:
    """The day a limit means (of a month its first). Raises ValueError for what `is_limit` refuses."""
    fixed = _month(limit) if month else date(limit)
    if fixed:
        return fixed
    found = _LIMIT.fullmatch(limit)
    if not found:
        raise ValueError("not a limit")
    sign, amount, unit = found.groups()
    steps = int(f"{sign or '+'}{amount or 0}")
    match unit:
        case "y" | "m":
            day = shifted(today, steps * (12 if unit == "y" else 1))
        case _:
            number = min(max(today.toordinal() + steps, 1), datetime.date.max.toordinal())
            day = datetime.date.fromordinal(number)
    return day.replace(day=1) if month else day


_month = month


def age(birth: datetime.date, on: datetime.date) -> int:
    """Full years of life on a day.

    Who was born on 29 February is a year older on 1 March of a common year.
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
