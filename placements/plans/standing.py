"""How a placement stands with its action plan on a day: dates in, a word out (PLC-2)."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import add_months

FIRST_DAYS = timedelta(days=7)
HOLDS_MONTHS = 12


@dataclass(frozen=True)
class Standing:
    """`state` is `missing`, `old` or `ok`; `due` is the date by which the next plan is owed."""

    state: str
    due: date
    dated: date | None
    late: bool


def due(dated, arrived):
    """The newest plan's date and 12 months, clamped to the month's end; without one the arrival and 7 days."""
    return add_months(dated, HOLDS_MONTHS) if dated else arrived + FIRST_DAYS


def standing(dated, arrived, on):
    by = due(dated, arrived)
    late = by < on
    state = "missing" if dated is None else "old" if late else "ok"
    return Standing(state, by, dated, late)
