"""A placement ends at 18 at the latest (PLC-14)."""

from datetime import date

from core.periods import add_months

ADULT = 18


def eighteenth(born):
    """The 18th birthday; who was born on 29 February has it on 1 March."""
    leap = (born.month, born.day) == (2, 29)
    return date(born.year + ADULT, 3, 1) if leap else born.replace(year=born.year + ADULT)


def turning(placements, on, months):
    """Those whose child turns 18 within so many months, or has, soonest first."""
    latest = add_months(on, months)
    soon = placements.filter(child__born__lte=add_months(latest, -12 * ADULT))
    return soon.select_related("child", "municipality").order_by("child__born", "pk")
