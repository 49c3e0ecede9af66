"""How much was written on each day of a year, as a calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from core.periods import days_between

WEEKS = 53
RECENT = 28
STEPS = (1, 2, 4, 7)


@dataclass(frozen=True)
class Day:
    on: date
    number: int

    @property
    def heat(self):
        """0 for an empty day, up to 4."""
        return sum(self.number >= step for step in STEPS)


@dataclass(frozen=True)
class Month:
    first: date
    weeks: int


@dataclass(frozen=True)
class Heat:
    """Weeks of seven days, Monday first; None for days to come. `empty` of the last 28 have no word."""

    weeks: list
    empty: int

    @property
    def weekdays(self):
        """A name for each row of the calendar, and the days of that name, week by week."""
        return [(self.weeks[0][n].on, [week[n] for week in self.weeks]) for n in range(7)]

    @property
    def months(self):
        """Above how many weeks each month's name stands."""
        months = groupby((week[0].on for week in self.weeks), key=lambda monday: (monday.year, monday.month))
        return [Month(days[0], len(days)) for days in (list(group) for _month, group in months)]

    @property
    def last(self):
        """The newest day with a word, to which the keyboard comes first."""
        days = (day.on for week in self.weeks for day in week if day and day.number)
        return max(days, default=None)


def first_day(today):
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def of(rows, today):
    """A year up to today of these entries, counted on local days; one query."""
    begins = timezone.make_aware(datetime.combine(first_day(today), time()))
    days = rows.filter(happened_at__gte=begins).order_by().values(day=TruncDate("happened_at"))
    counts = dict(days.annotate(number=Count("pk")).values_list("day", "number"))
    shown = days_between(first_day(today), first_day(today) + timedelta(weeks=WEEKS, days=-1))
    known = [Day(day, counts.get(day, 0)) if day <= today else None for day in shown]
    return Heat([known[n : n + 7] for n in range(0, len(known), 7)], _empty(counts, today))


def _empty(counts, today):
    """Days without a word among the last 28, today left out: it is not over."""
    return sum(today - timedelta(days=n) not in counts for n in range(1, RECENT + 1))
