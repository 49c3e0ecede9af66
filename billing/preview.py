"""A month as the calendar gives it now, municipality by municipality, beside what was invoiced (BIL-9)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing import rating
from billing.changes import changes_between
from billing.models import Invoice, PriceList
from billing.queries import absences_between, placements_between, stays_between
from core.periods import Month, days_between
from core.refusals import Refused
from placements.enums import PlacementState


@dataclass
class Share:
    """One municipality's part of a month."""

    municipality: object
    lines: list = field(default_factory=list)
    invoice: object = None
    missing: list = field(default_factory=list)

    @property
    def calculated(self):
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def total(self):
        return self.invoice.total if self.invoice else self.calculated

    @property
    def days(self):
        return sum(line.quantity for line in self.lines)

    @property
    def provisional(self):
        return any(line.provisional for line in self.lines)

    @property
    def to_issue(self):
        return bool(self.lines) and self.invoice is None

    @cached_property
    def changes(self):
        return changes_between(self.invoice, self.lines) if self.invoice else []

    @property
    def difference(self):
        return self.calculated - self.total


@dataclass
class Preview:
    """`refused` says why the month cannot be calculated."""

    month: Month
    shares: list
    refused: str | None = None

    @property
    def total(self):
        return sum((share.total for share in self.shares), Decimal("0.00"))

    @property
    def days(self):
        return sum(share.days for share in self.shares)

    @property
    def to_issue(self):
        return [share for share in self.shares if share.to_issue]

    @property
    def invoiced(self):
        return [share for share in self.shares if share.invoice]

    @property
    def changed(self):
        return [share for share in self.shares if share.changes]

    @property
    def missing(self):
        return [sentence for share in self.shares for sentence in share.missing]

    @property
    def provisional(self):
        return any(share.provisional for share in self.shares)


@dataclass
class Material:
    """What a span of months is calculated from, asked for once."""

    first: date
    last: date

    def __post_init__(self):
        self.placements = list(placements_between(self.first, self.last))
        self.stays = [
            rating.Stay(s.placement, s.placement.child, s.place.unit, s.begins, s.ends)
            for s in stays_between(self.first, self.last)
        ]
        known = {stay.placement.pk: stay.placement for stay in self.stays}
        self.absences = [
            rating.Absence(known[a.placement_id], a.begins, a.ends, a.charge_percent)
            for a in absences_between(self.first, self.last)
            if a.placement_id in known
        ]
        self.prices = [_prices(price_list) for price_list in PriceList.objects.with_prices()]
        self.invoices = list(Invoice.objects.between(self.first, self.last).with_lines().order_by("number"))


def preview(*, month):
    return month_of(Material(month.first, month.last), month)


def month_of(material, month):
    try:
        lines = rating.day_lines(month.first, month.last, material.stays, material.absences, material.prices)
    except Refused as refused:
        return Preview(month, [], refused.sentence)
    shares = _shares(material, month, lines)
    _note_missing(shares, material, month, lines)
    return Preview(month, sorted(shares.values(), key=lambda share: share.municipality.code))


def _prices(price_list):
    return rating.Prices(
        price_list.valid_from,
        price_list.valid_to,
        price_list.day_rate,
        price_list.absence_percent,
        price_list.count_departure_day,
    )


def _shares(material, month, lines):
    shares = {}
    for line in sorted(lines, key=lambda line: (line.placement.reference, line.begins)):
        _share(shares, line.placement.municipality).lines.append(line)
    for invoice in material.invoices:
        if invoice.month == month.first:
            _share(shares, invoice.municipality).invoice = invoice
    return shares


def _share(shares, municipality):
    return shares.setdefault(municipality.pk, Share(municipality))


def _note_missing(shares, material, month, lines):
    charged = defaultdict(set)
    for line in lines:
        charged[line.child].update(line.dates)
    for placement in material.placements:
        if sentence := _gap(placement, month, charged[placement.child]):
            _share(shares, placement.municipality).missing.append(sentence)
    for share in shares.values():
        if not share.municipality.address:
            name = {"municipality": share.municipality.name}
            share.missing.insert(0, _("%(municipality)s has no address for invoices.") % name)


def _gap(placement, month, charged):
    """Days of a placement that cost nothing because a record is missing."""
    expected = set(_days_of(placement, month)) - charged
    if not expected:
        return None
    if placement.state == PlacementState.PLANNED:
        facts = {"placement": placement.reference, "day": date_format(placement.arrived, "SHORT_DATE_FORMAT")}
        return (
            _("%(placement)s is expected on %(day)s: nothing is charged before the arrival is registered.")
            % facts
        )
    return ngettext(
        "%(placement)s has %(count)d day without a recorded stay; it is not charged.",
        "%(placement)s has %(count)d days without a recorded stay; they are not charged.",
        len(expected),
    ) % {"placement": placement.reference, "count": len(expected)}


def _days_of(placement, month):
    left = placement.discharged
    if left == placement.arrived:
        return days_between(max(left, month.first), min(left, month.last))
    last = left - rating.ONE_DAY if left else month.last
    return days_between(max(placement.arrived, month.first), min(last, month.last))
