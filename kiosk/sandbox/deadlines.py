"""By when an office must be done: days of the law and days promised, in working days, with the clock stopped while it waits."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import chinese_calendar  # type: ignore[import-untyped]

Pause = tuple[date, date]
"""The clock stands from the first day to the second, which counts again."""
_SUNDAY_AND_SATURDAY = (5, 6)


def is_workday(day: date) -> bool:
    """Whether offices work: the official calendar; Monday to Friday for years it does not know yet."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() not in _SUNDAY_AND_SATURDAY


def deadline(start: date, days: int, unit: Literal["workday", "day"], pauses: Sequence[Pause] = ()) -> date:
    """The last day: counted from the day after `start`, without the days within a pause."""
    day, left = start, days
    while left > 0:
        day += timedelta(days=1)
        stands = any(first <= day < last for first, last in pauses)
        if not stands and (unit == "day" or is_workday(day)):
            left -= 1
    return day


def in_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
