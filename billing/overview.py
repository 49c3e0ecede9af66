"""The months of a year with their totals, and the picture of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from billing.preview import Material, Preview, month_of
from core.periods import Month
from placements.models import Placement

TOP, HEIGHT, SLOT = 10, 120, 100 / 12


@dataclass
class MonthRow:
    """A month in the list. `runs` until its last day has passed."""

    preview: Preview
    runs: bool

    @property
    def month(self):
        return self.preview.month

    @property
    def waiting(self):
        """What is to be invoiced now."""
        return [] if self.runs else self.preview.to_issue

    @property
    def invoiced_total(self):
        return sum(share.total for share in self.preview.invoiced)


@dataclass
class Bar:
    """Heights in pixels from the base line; x in percent, so that the picture fits any screen."""

    row: MonthRow
    full: int
    invoiced: int

    @property
    def x(self):
        return f"{(self.row.month.month - 1) * SLOT + SLOT * 0.16:.2f}"

    @property
    def middle(self):
        return f"{(self.row.month.month - 0.5) * SLOT:.2f}"

    @property
    def rest(self):
        return self.full - self.invoiced

    @property
    def top(self):
        return TOP + HEIGHT - self.full

    @property
    def invoiced_top(self):
        return TOP + HEIGHT - self.invoiced


def years(*, on):
    """From the first arrival to this year, the newest first."""
    first = Placement.objects.aggregate(first=Min("arrived"))["first"]
    return list(range(on.year, min(first, on).year - 1, -1)) if first else []


def months_of(year, *, on):
    """The months of a year that have begun, the newest first."""
    last = min(Month(year, 12), Month.of(on))
    material = Material(date(year, 1, 1), last.last)
    months = [Month(year, number) for number in range(last.month, 0, -1)]
    return [MonthRow(month_of(material, month), runs=on <= month.last) for month in months]


def bars(rows):
    most = max((row.preview.total for row in rows), default=0) or 1
    return [
        Bar(row, round(row.preview.total / most * HEIGHT), round(row.invoiced_total / most * HEIGHT))
        for row in reversed(rows)
    ]


def price_lists(lists, *, on):
    """Pairs of list and state, the newest first. Of those that have begun the newest holds (BIL-1)."""
    newest_first = sorted(lists, key=lambda price_list: price_list.valid_from, reverse=True)
    holding = next((price_list for price_list in newest_first if price_list.valid_from <= on), None)
    return [(price_list, _state(price_list, holding, on)) for price_list in newest_first]


def _state(price_list, holding, on):
    if price_list.valid_from > on:
        return "coming"
    if price_list != holding:
        return "past"
    return "holds" if on <= price_list.valid_to else "provisional"
