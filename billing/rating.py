"""Stays, absences and price lists in, the lines of a month out. No clock and no database.

The day of arrival counts and the day of departure does not; who arrives and leaves on one date is charged that one
day (BIL-2). Arrival and departure are those of an unbroken course of stays: a move to another unit on the very day
of departure is no second arrival, so it adds no day.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from billing.enums import Item
from core.money import kroner
from core.periods import days_between
from core.refusals import Refused

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """`ends` is the day of leaving and not included; None goes on."""

    placement: Hashable
    child: Hashable
    unit: Hashable
    begins: date
    ends: date | None


@dataclass(frozen=True)
class Absence:
    """Without a percent of its own the price list's counts."""

    placement: Hashable
    begins: date
    ends: date | None
    percent: int | None = None


@dataclass(frozen=True)
class Prices:
    """A price list as far as days go; both dates are included."""

    valid_from: date
    valid_to: date
    day_rate: Decimal | None
    absence_percent: int = 100
    count_departure_day: bool = False


@dataclass(frozen=True)
class Line:
    """An unbroken run of days; both dates are included."""

    item: ClassVar[str] = Item.DAY_RATE.value

    placement: Hashable
    child: Hashable
    unit: Hashable
    prices: Prices
    percent: int
    begins: date
    last: date

    @property
    def quantity(self) -> int:
        return (self.last - self.begins).days + 1

    @property
    def unit_price(self) -> Decimal:
        return kroner((self.prices.day_rate or 0) * Decimal(self.percent) / 100)

    @property
    def amount(self) -> Decimal:
        return self.unit_price * self.quantity

    @property
    def provisional(self) -> bool:
        """Whether a list holds on after its last day (BIL-1)."""
        return self.last > self.prices.valid_to

    @property
    def dates(self) -> list[date]:
        return days_between(self.begins, self.last)


def day_lines(
    first: date, last: date, stays: Iterable[Stay], absences: Iterable[Absence], price_lists: Iterable[Prices]
) -> list[Line]:
    """One line for each run of days with the same placement, unit, price list and percent.

    Raises Refused for a day before the first price list.
    """
    lists = sorted(price_lists, key=lambda prices: prices.valid_from)
    away = _by_placement(absences)
    lines = []
    for calendar in _calendars(first, last, stays, lists):
        days = [
            (day, _facts(day, stay, away[stay.placement], lists)) for day, stay in sorted(calendar.items())
        ]
        for (placement, child, unit, prices, percent), begins, end in _runs(days):
            lines.append(Line(placement, child, unit, prices, percent, begins, end))
    return lines


def _calendars(first, last, stays, lists):
    """For each child the dates that are charged, and the stay that each belongs to: of two, the last."""
    calendars = defaultdict(dict)
    for course in sorted(_courses(stays), key=lambda course: (course[0].begins, _left(course))):
        days = calendars[course[0].child]
        days.update(_days_of(course, first, last, lambda day: _departure_counts(day, lists)))
    return calendars.values()


def _courses(stays) -> list[list[Stay]]:
    """Stays of a placement that follow one another without a gap: one arrival, one departure."""
    courses: list[list[Stay]] = []
    for placed in _by_placement(sorted(stays, key=_in_time)).values():
        courses.append(placed[:1])
        for stay in placed[1:]:
            if stay.begins <= _left(courses[-1]):
                courses[-1].append(stay)
            else:
                courses.append([stay])
    return courses


def _days_of(course: list[Stay], first: date, last: date, departure_counts: Callable[[date], bool]):
    days = {}
    for stay in course:
        end = max(_end(stay) - ONE_DAY, stay.begins)
        days.update((day, stay) for day in days_between(max(stay.begins, first), min(end, last)))
    left = _left(course)
    if left > course[0].begins and first <= left <= last:
        days.pop(left, None)
        if departure_counts(left):
            days[left] = course[-1]
    return days


def _runs(facts):
    """Consecutive dates whose facts are the same."""
    numbered = ((day - timedelta(days=n), day, what) for n, (day, what) in enumerate(facts))
    for (_anchor, what), run in groupby(numbered, key=itemgetter(0, 2)):
        days = [day for _anchor, day, _what in run]
        yield what, days[0], days[-1]


def _facts(day, stay, absences, lists):
    prices = _prices_on(day, lists)
    if prices is None:
        raise Refused(_("There is no price list for %(day)s.") % {"day": _written(day)})
    if prices.day_rate is None:
        sentence = _("The price list from %(day)s has no price for a day.")
        raise Refused(sentence % {"day": _written(prices.valid_from)})
    return stay.placement, stay.child, stay.unit, prices, _percent(day, absences, prices)


def _percent(day, absences, prices):
    for absence in absences:
        if absence.begins <= day and (absence.ends is None or day < absence.ends):
            return prices.absence_percent if absence.percent is None else absence.percent
    return 100


def _prices_on(day, lists):
    """The newest list that had begun; after its last day it holds on provisionally (BIL-1)."""
    return next((prices for prices in reversed(lists) if prices.valid_from <= day), None)


def _departure_counts(day, lists):
    prices = _prices_on(day, lists)
    return prices is not None and prices.count_departure_day


def _written(day):
    return date_format(day, "SHORT_DATE_FORMAT")


def _by_placement(things):
    grouped = defaultdict(list)
    for thing in things:
        grouped[thing.placement].append(thing)
    return grouped


def _in_time(stay):
    return stay.begins, _end(stay)


def _end(stay):
    return stay.ends or date.max


def _left(course):
    return max(_end(stay) for stay in course)
