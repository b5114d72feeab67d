"""The office's deadlines: working days by the official calendar, stopped while the office may not work."""

from datetime import date, timedelta

import pytest

from kiosk.sandbox.deadlines import deadline, in_months, is_workday


@pytest.mark.feature("F44")
@pytest.mark.parametrize(
    ("start", "days", "unit", "last"),
    [
        (date(2026, 3, 2), 5, "workday", date(2026, 3, 9)),
        (date(2026, 3, 2), 5, "day", date(2026, 3, 7)),
        (date(2026, 3, 6), 1, "workday", date(2026, 3, 9)),
        (date(2026, 2, 14), 1, "workday", date(2026, 2, 24)),
        (date(2025, 9, 30), 1, "workday", date(2025, 10, 9)),
        (date(2026, 3, 2), 0, "workday", date(2026, 3, 2)),
    ],
)
def test_a_deadline_counts_from_the_next_day(start: date, days: int, unit: str, last: date) -> None:
    assert deadline(start, days, unit) == last  # type: ignore[arg-type]


def test_a_pause_moves_the_deadline_by_its_working_days() -> None:
    start = date(2026, 3, 2)
    assert deadline(start, 5, "workday", [(date(2026, 3, 4), date(2026, 3, 6))]) == date(2026, 3, 11)
    assert deadline(start, 5, "workday", [(date(2026, 3, 7), date(2026, 3, 9))]) == date(2026, 3, 9), "a weekend"
    assert deadline(start, 5, "workday", [(date(2026, 4, 1), date(2026, 4, 3))]) == date(2026, 3, 9), "too late"


def test_a_sunday_made_a_working_day_counts() -> None:
    assert date(2025, 9, 28).weekday() == 6 and is_workday(date(2025, 9, 28))


def test_years_that_the_calendar_does_not_know_are_monday_to_friday() -> None:
    monday = date(2040, 1, 2)
    assert [is_workday(monday + timedelta(days=place)) for place in range(7)] == [True] * 5 + [False] * 2
    assert deadline(monday, 5, "workday") == date(2040, 1, 9)


def test_months_end_on_the_same_day_or_the_last() -> None:
    assert in_months(date(2026, 3, 2), 6) == date(2026, 9, 2)
    assert in_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
