"""Working days in Greenland: Monday to Friday and no holiday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.working_days import add_working_days, is_working_day

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),  # New Year
        date(2026, 1, 6),  # Epiphany
        date(2026, 4, 2),  # Maundy Thursday
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 1),  # store bededag, which Greenland kept
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2027, 6, 21),  # the national day, a Monday
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 31),
        date(2026, 3, 21),  # a Saturday
        date(2026, 3, 22),  # a Sunday
    ],
)
def test_days_off(day):
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2026, 3, 16), date(2026, 3, 20), date(2026, 6, 5), date(2026, 12, 23), date(2026, 12, 30)]
)
def test_working_days(day):
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 3, 17), 0, date(2026, 3, 17)),
        (date(2026, 3, 17), 1, date(2026, 3, 18)),
        (date(2026, 3, 20), 1, date(2026, 3, 23)),
        (date(2026, 3, 21), 1, date(2026, 3, 23)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 12, 30), 1, date(2027, 1, 4)),
        (date(2027, 1, 5), 1, date(2027, 1, 7)),
    ],
)
def test_adding_skips_what_is_off(day, count, reached):
    assert add_working_days(day, count) == reached


@given(DAYS, st.integers(1, 60))
def test_so_many_working_days_lie_between(day, count):
    reached = add_working_days(day, count)
    passed = [day + timedelta(days=n) for n in range(1, (reached - day).days + 1)]
    assert sum(map(is_working_day, passed)) == count
    assert is_working_day(reached)


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_in_two_steps_as_in_one(day, first, second):
    assert add_working_days(add_working_days(day, first), second) == add_working_days(day, first + second)
