"""How a placement stands with its action plan on a day: dates in, a word out (PLC-2)."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import add_months

HOLDS_MONTHS = 12


@dataclass(frozen=True)
class Standing:
    """`state` is `missing`, `old` or `ok`; `due` is the date by which the next plan is owed."""

    state: str
    due: date
    dated: date | None
    late: bool


def due(dated, arrived, first_days):
    """The newest plan's date and 12 months, clamped to the month's end; without one the arrival and the first days."""
    return add_months(dated, HOLDS_MONTHS) if dated else arrived + timedelta(days=first_days)


def oldest_that_holds(on):
    """The earliest date of a plan that is not too old on that day."""
    day = add_months(on, -HOLDS_MONTHS)
    return day if add_months(day, HOLDS_MONTHS) >= on else day + timedelta(days=1)


def standing(dated, arrived, first_days, on):
    """`first_days` is how long a child may be here before the first plan is owed."""
    by = due(dated, arrived, first_days)
    late = by < on
    state = "missing" if dated is None else "old" if late else "ok"
    return Standing(state, by, dated, late)


def stands(placement, on):
    """Of a placement that brings `facts.of_plan` along."""
    return standing(placement.plan_dated, placement.arrived, placement.plan_first_days, on)
