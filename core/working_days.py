"""A working day in Greenland is Monday to Friday and no holiday."""

from datetime import timedelta
from functools import lru_cache

import holidays

# 21 June, 24 and 31 December are in the optional set and count as days off here [A].
CATEGORIES = ("public", "optional")


@lru_cache(maxsize=64)
def _days_off(year):
    return frozenset(holidays.country_holidays("GL", years=year, categories=CATEGORIES))


def is_day_off(day):
    """A public holiday, or a day that counts as one, whatever its weekday."""
    return day in _days_off(day.year)


def is_working_day(day):
    return day.weekday() < 5 and not is_day_off(day)


def add_working_days(day, count):
    """The date `count` working days after `day`; `day` itself is not counted."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
