"""Dates: months clamped to their end, ages, and days as local dates."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Month, add_months, age_on, days_between

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),  # from the original day, not from 28 February
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 17), 0, date(2026, 3, 17)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_added_and_clamped(day, months, reached):
    assert add_months(day, months) == reached


@given(DAYS, st.integers(-240, 240))
def test_the_day_stays_unless_the_month_is_too_short(day, months):
    reached = add_months(day, months)
    assert (reached.year * 12 + reached.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(reached.year, reached.month)[1]
    assert reached.day == min(day.day, last)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2017, 5, 4), date(2026, 5, 3), 8),
        (date(2017, 5, 4), date(2026, 5, 4), 9),
        (date(2020, 2, 29), date(2026, 2, 28), 5),
        (date(2020, 2, 29), date(2026, 3, 1), 6),
        (date(2026, 3, 17), date(2026, 3, 17), 0),
    ],
)
def test_age_on_a_day(born, day, age):
    assert age_on(born, day) == age


def test_days_between_hold_both_ends():
    days = days_between(date(2026, 3, 28), date(2026, 3, 30))
    assert days == [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)]
    assert days_between(date(2026, 3, 2), date(2026, 3, 1)) == []


@given(DAYS)
def test_a_month_holds_its_days(day):
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert Month.parse(str(month)) == month
    assert month.plus(1).plus(-1) == month


@pytest.mark.parametrize("text", ["2025-3", "2025-13", "25-03", "2025", "marts 2025", "2025-03-01", ""])
def test_what_is_no_month(text):
    with pytest.raises(ValueError):
        Month.parse(text)
