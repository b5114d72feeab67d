"""Dates of the old calendar: to the solar day, and back. Pure; the table is assets/lexicon/lunar.tsv, 1880 to 2050."""

import datetime
from functools import cache
from importlib.resources import files

from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the old calendar. leap: of the leap month that follows the month of this number."""

    year: int
    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True, slots=True)
class _Year:
    first: datetime.date
    leap: int
    days: tuple[int, ...]

    def place(self, month: int, leap: bool) -> int | None:
        """Which of its months this is, from 0; None where there is none."""
        if not 1 <= month <= 12 or (leap and month != self.leap):
            return None
        after = leap or (self.leap and month > self.leap)
        return month - 1 + bool(after)

    def month(self, place: int) -> tuple[int, bool]:
        """Number, and whether it is the leap month, of one of its months."""
        if not self.leap or place < self.leap:
            return place + 1, False
        return (place, place == self.leap)


def solar(date: LunarDate) -> datetime.date | None:
    """The solar day; None where there is no such day, or the table does not know the year."""
    year = _years().get(date.year)
    place = year.place(date.month, date.leap) if year else None
    if year is None or place is None or not 1 <= date.day <= year.days[place]:
        return None
    return year.first + datetime.timedelta(sum(year.days[:place]) + date.day - 1)


def lunar(day: datetime.date) -> LunarDate | None:
    """The day of the old calendar; None where the table does not know it."""
    known = _years()
    name = next((name for name in (day.year, day.year - 1) if name in known and known[name].first <= day), None)
    if name is None:
        return None
    year = known[name]
    left = (day - year.first).days
    for place, days in enumerate(year.days):
        if left < days:
            month, leap = year.month(place)
            return LunarDate(name, month, left + 1, leap)
        left -= days
    return None


@cache
def _years() -> dict[int, _Year]:
    lines = (files("assets") / "lexicon" / "lunar.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        int(year): _Year(
            datetime.date.fromisoformat(first), int(leap), tuple(30 if mark == "+" else 29 for mark in months)
        )
        for year, first, leap, months in rows
    }
