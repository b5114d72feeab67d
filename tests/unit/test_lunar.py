"""The old calendar against what the Hong Kong Observatory and almanacs have published."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.lunar import LunarDate, lunar, solar

NEW_YEARS = {
    1900: "1900-01-31", 1912: "1912-02-18", 1917: "1917-01-23", 1924: "1924-02-05", 1930: "1930-01-30", 1933: "1933-01-26",
    1936: "1936-01-24", 1938: "1938-01-31", 1940: "1940-02-08", 1945: "1945-02-13", 1949: "1949-01-29", 1950: "1950-02-17",
    1956: "1956-02-12", 1960: "1960-01-28", 1966: "1966-01-21", 1976: "1976-01-31", 1985: "1985-02-20", 1989: "1989-02-06",
    1997: "1997-02-07", 2000: "2000-02-05", 2008: "2008-02-07", 2012: "2012-01-23", 2020: "2020-01-25", 2023: "2023-01-22",
    2024: "2024-02-10", 2025: "2025-01-29", 2026: "2026-02-17", 2027: "2027-02-06", 2033: "2033-01-31", 2034: "2034-02-19",
}  # fmt: skip
LEAPS = {
    1900: 8,
    1938: 7,
    1941: 6,
    1944: 4,
    1949: 7,
    1957: 8,
    1984: 10,
    1987: 6,
    2001: 4,
    2017: 6,
    2020: 4,
    2023: 2,
    2025: 6,
    2033: 11,
}
FEASTS = {
    LunarDate(1949, 8, 10): "1949-10-01",
    LunarDate(2008, 7, 8): "2008-08-08",
    LunarDate(2020, 5, 5): "2020-06-25",
    LunarDate(2020, 8, 15): "2020-10-01",
    LunarDate(2023, 5, 5): "2023-06-22",
    LunarDate(2023, 2, 1, leap=True): "2023-03-22",
    LunarDate(2020, 4, 1, leap=True): "2020-05-23",
    LunarDate(1976, 8, 8, leap=True): "1976-10-01",
    LunarDate(1938, 3, 8): "1938-04-08",
    LunarDate(1938, 12, 30): "1939-02-18",
}


@pytest.mark.parametrize(("year", "day"), NEW_YEARS.items())
def test_a_year_begins_on_its_day(year: int, day: str) -> None:
    assert solar(LunarDate(year, 1, 1)) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(("year", "month"), LEAPS.items())
def test_a_leap_month_follows_its_month_and_no_other(year: int, month: int) -> None:
    assert [number for number in range(1, 13) if solar(LunarDate(year, number, 1, leap=True))] == [month]


def test_a_plain_year_has_no_leap_month() -> None:
    assert not any(solar(LunarDate(2024, month, 1, leap=True)) for month in range(1, 13))


@pytest.mark.feature("F27")
@pytest.mark.parametrize(("date", "day"), FEASTS.items())
def test_a_feast_is_on_its_day_both_ways(date: LunarDate, day: str) -> None:
    assert solar(date) == datetime.date.fromisoformat(day) and lunar(datetime.date.fromisoformat(day)) == date


def test_what_no_calendar_has_is_none() -> None:
    for date in (
        LunarDate(1938, 13, 1),
        LunarDate(1938, 0, 1),
        LunarDate(1938, 1, 31),
        LunarDate(1879, 1, 1),
        LunarDate(2051, 1, 1),
    ):
        assert solar(date) is None
    assert sum(solar(LunarDate(1938, month, 30)) is None for month in range(1, 13)) >= 5
    assert lunar(datetime.date(1880, 1, 1)) is None and lunar(datetime.date(2060, 1, 1)) is None


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.dates(datetime.date(1880, 2, 10), datetime.date(2051, 2, 10)))
def test_every_day_comes_back_as_itself(day: datetime.date) -> None:
    date = lunar(day)
    assert date is not None and solar(date) == day
