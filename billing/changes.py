"""How the calculation differs from the invoice that was issued, child by child, and why."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.formatting import money


@dataclass
class Change:
    """What one placement's lines said on the invoice, and what the calendar gives now."""

    placement: object
    was: list
    now: list

    @property
    def difference(self):
        return _amount(self.now) - _amount(self.was)

    @property
    def why(self):
        if not self.was:
            return _("The stay was recorded after the invoice was issued.")
        if not self.now:
            return _("The stay is no longer recorded in this month.")
        return self._days() or self._prices() or _("The days lie in another unit or on other dates.")

    def _days(self):
        days = {"was": _days(self.was), "now": _days(self.now)}
        return (
            days["was"] != days["now"] and _("%(was)s days were invoiced; the calendar has %(now)s.") % days
        )

    def _prices(self):
        prices = {"was": _listed(self.was), "now": _listed(self.now)}
        return prices["was"] != prices["now"] and _("A day cost %(was)s then and costs %(now)s now.") % prices


def changes_between(invoice, lines):
    was, now = _by_placement(invoice.lines.all()), _by_placement(lines)
    changes = [Change(placement, was[placement], now[placement]) for placement in {**was, **now}]
    return [change for change in changes if _facts(change.was) != _facts(change.now)]


def _by_placement(lines):
    grouped = defaultdict(list)
    for line in lines:
        grouped[line.placement].append(line)
    return grouped


def _facts(lines):
    return [(line.unit, line.begins, line.last, line.quantity, line.unit_price) for line in lines]


def _amount(lines):
    return sum((line.amount for line in lines), Decimal("0.00"))


def _days(lines):
    return f"{sum(line.quantity for line in lines):.0f}"


def _listed(lines):
    return ", ".join(money(price) for price in sorted({line.unit_price for line in lines}))
