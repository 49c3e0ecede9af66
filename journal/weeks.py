"""Weeks as people name them: by their ISO number, Monday first."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import days_between

FORM = re.compile(r"20[0-9]{2}-W[0-9]{2}")


@dataclass(frozen=True)
class Week:
    """`first` is its Monday."""

    first: date

    @classmethod
    def of(cls, day):
        return cls(day - timedelta(days=day.weekday()))

    @property
    def last(self):
        return self.first + timedelta(days=6)

    @property
    def days(self):
        return days_between(self.first, self.last)

    @property
    def number(self):
        return self.first.isocalendar().week

    @property
    def before(self):
        return Week(self.first - timedelta(weeks=1))

    @property
    def after(self):
        return Week(self.first + timedelta(weeks=1))

    def __str__(self):
        return f"{self.first:%G-W%V}"


def week_or(text, day):
    """The week that an address names as `2026-W11`; the one of `day` when it names none."""
    try:
        return Week(date.fromisoformat(text)) if FORM.fullmatch(text or "") else Week.of(day)
    except ValueError:
        return Week.of(day)
