"""Days are local dates. A period holds its first date and not its last (BIL-2)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Cast
from django.utils.dateparse import parse_date


def add_months(day, months):
    """`day` moved by whole months, clamped to the month's end from the original day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def age_on(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def last_day(ends):
    """As people say it: the day before the one on which a period ends."""
    return ends and ends - timedelta(days=1)


def days_between(first, last):
    """Every date from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def day_or(text, otherwise):
    """The date that an address names; `otherwise` when it names none, or one of another century."""
    try:
        day = parse_date(str(text or ""))
    except ValueError:
        return otherwise
    return day if day and 2000 <= day.year <= 2100 else otherwise


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day):
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text):
        """`2025-03`; raises ValueError for anything else."""
        year, month = text.split("-")
        if len(year) != 4 or len(month) != 2:
            raise ValueError(text)
        return cls.of(date(int(year), int(month), 1))

    @property
    def first(self):
        return date(self.year, self.month, 1)

    @property
    def last(self):
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months):
        return Month.of(add_months(self.first, months))

    def __str__(self):
        return f"{self.year:04}-{self.month:02}"


def date_range(begins="begins", ends="ends"):
    """SQL expression of the period in two date columns; an empty end is open, begin = end is empty."""
    return Func(F(begins), F(ends), function="daterange", output_field=models.Field())


def one_key(column):
    """An integer key as a range, so that it can stand in an exclusion without the extension btree_gist."""
    key = Cast(F(column), models.BigIntegerField())
    return Func(key, key, models.Value("[]"), function="int8range", output_field=models.Field())
