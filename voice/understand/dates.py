"""Dates as people say them: "1938, third month, first eighth", "last year March", "the 38th year, twelfth moon". Pure.

What was said may be a lunar date without the word for it: then `calendar` is "ask" and one must ask which is meant. kiosk/lunar.py tells the
solar day of it.
"""

import datetime
import re
from dataclasses import replace
from functools import cache
from typing import Literal

from kiosk.lunar import LunarDate
from kiosk.value import dataclass
from voice.understand.lexicon import bare, digits, one_of, table, trimmed
from voice.understand.numbers import whole_number

Calendar = Literal["solar", "lunar", "ask"]

OLDEST = 1880


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """What was said of a date; parts left out are None. ask: a lunar day was meant, or so it sounds: ask which calendar."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: Calendar = "solar"
    leap: bool = False


def spoken_date(heard: str, today: datetime.date) -> SpokenDate | None:
    """The date, with years and days like "last year" counted from today; None when it was none, or no such day."""
    words = table()["date"]
    said = re.sub("^" + one_of(words["leads"]), "", trimmed(heard))
    calendar: Calendar = "solar"
    named: Calendar | None = None
    for kind, names in (("lunar", words["lunar_words"]), ("solar", words["solar_words"])):
        if re.search(one_of(names), said):
            named = "lunar" if kind == "lunar" else "solar"
            said = re.sub(one_of(names), "", said)
    relative = words["days"].get(said)
    if relative is not None:
        day = today + datetime.timedelta(days=relative)
        return SpokenDate(day.year, day.month, day.day)
    found = _form().fullmatch(said)
    if not said or not found:
        return None
    year = _year(found["year"], found["named_year"], today)
    month = _month(found["month"], found["lunar_month"])
    if found["named_month"]:
        count = today.year * 12 + today.month - 1 + words["months"][found["named_month"]]
        year, month = count // 12, count % 12 + 1
    days = _number(found["day"])
    if _BAD in (year, month, days) or (year, month, days) == (None, None, None):
        return None
    if found["lunar_month"] or found["leap"]:
        calendar = "lunar"
    elif found["first"] or (found["day"] and not found["called"] and found["day"][0] in words["old_tens"]):
        calendar = "ask"
    date = SpokenDate(year, month, days, named or calendar, bool(found["leap"]))
    if not _exists(date, today) and date.calendar == "solar" and named is None and month and not found["called"]:
        date = replace(date, calendar="ask")  # the thirtieth of the second month can only be one of the old calendar
    return date if _exists(date, today) else None


def lunar_words(date: LunarDate) -> str:
    """A day of the old calendar as it is written."""
    words = table()["date"]
    month = ("" if not date.leap else words["leap"]) + words["months_written"][date.month - 1]
    return f"{date.year}{words['year'][0]}{month}{words['days_written'][date.day - 1]}"


_BAD = -1


def _number(said: str | None) -> int | None:
    if not said:
        return None
    number = whole_number(said)
    return _BAD if number is None else number


def _year(said: str | None, named: str | None, today: datetime.date) -> int | None:
    if named:
        return today.year + int(table()["date"]["years"][named])
    if not said:
        return None
    figures = [digits().get(character, "?") for character in bare(said)]
    if not all(figure.isdigit() for figure in figures):
        number = whole_number(said)
        return _BAD if number is None else number
    year = int("".join(figures))
    if len(figures) == 2:  # "the year 38": the one that a person alive may speak of
        century = today.year // 100 * 100
        return century + year if century + year <= today.year + 1 else century - 100 + year
    return year


def _month(said: str | None, lunar: str | None) -> int | None:
    return int(table()["date"]["lunar_months"][lunar]) if lunar else _number(said)


def _exists(date: SpokenDate, today: datetime.date) -> bool:
    if date.year is not None and not OLDEST <= date.year <= today.year + 50:
        return False
    if date.month is not None and not 1 <= date.month <= 12:
        return False
    if date.day is None:
        return True
    if date.calendar != "solar":
        return 1 <= date.day <= 30
    try:
        datetime.date(date.year or 2000, date.month or 1, date.day)
    except ValueError:
        return False
    return True


@cache
def _form() -> re.Pattern[str]:
    words = table()["date"]
    figures = [word for word, digit in digits().items() if digit != "X"]
    number = one_of([*figures, *table()["places"], *table()["shorts"]])
    zero = one_of(word for word, digit in digits().items() if digit == "0")
    month = f"(?:{zero}?(?P<month>{number}{{1,3}}?){one_of(words['month'])}|(?P<lunar_month>{one_of(words['lunar_months'])}))"
    day = f"(?:(?P<first>{words['first_days']})?{zero}?(?P<day>{number}{{1,3}}))(?P<called>{one_of(words['day'])})?"
    return re.compile(
        f"(?:(?P<named_year>{one_of(words['years'])})|(?P<year>{number}{{2,7}}){one_of(words['year'])})?"
        f"(?:(?P<named_month>{one_of(words['months'])})|(?P<leap>{words['leap']})?{month})?(?:{day})?"
    )
