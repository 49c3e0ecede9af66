"""The invoices of the past months, issued on the first working days of the next."""

from functools import partial

from billing.models import PriceList
from billing.services import issue_month
from config.demo.courses import LIVED_HERE, arrival_of
from config.demo.days import ONE_DAY, at
from core.periods import Month
from core.working_days import is_working_day

ISSUED_BY_THE = 3


def events(world):
    prices = PriceList.objects.order_by("valid_from").first()
    first = min(arrival_of(world, course) for course in world.courses.values() if course.status in LIVED_HERE)
    month = Month.of(max(first, prices.valid_from))
    while month.last < world.today:
        dated = _first_working_day(month.plus(1))
        yield at(dated, 10), partial(_issue, world, month, dated)
        month = month.plus(1)


def _first_working_day(month):
    day = month.first
    while not is_working_day(day) and day.day < ISSUED_BY_THE:
        day += ONE_DAY
    return day


def _issue(world, month, dated):
    issue_month(month=month, by=world.people["administration"], at=at(dated, 10), dated=dated)
