"""Which half year is next, by the dates of the placement and its reports (PLC-6)."""

from datetime import timedelta

from core.periods import add_months

MONTHS = 6


def due_on(arrived, delivered):
    """Arrival + 6 months × (half-yearly reports delivered + 1)."""
    return add_months(arrived, MONTHS * (delivered + 1))


def next_half_year(placement, *, on):
    """First and last date of the report to write now: from the day after the last one, to its due date or today."""
    delivered = list(placement.reports.half_years(on=on).order_by("delivered", "pk"))
    last = delivered[-1] if delivered else None
    begins = placement.arrived
    if last:
        begins = last.ends + timedelta(days=1) if last.ends else last.delivered
    ends = min(due_on(placement.arrived, len(delivered)), placement.discharged or on, on)
    return begins, max(begins, ends)


def whole_course(placement, *, on):
    """The statement is about the whole placement so far (PLC-10)."""
    return placement.arrived, max(placement.arrived, placement.discharged or on)
