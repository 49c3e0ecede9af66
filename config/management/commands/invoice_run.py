from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from billing import line_file
from billing.preview import preview
from billing.rules import written
from billing.services import issue_month
from core.formatting import money
from core.periods import Month
from core.refusals import Refused


def month(text):
    try:
        return Month.parse(text)
    except ValueError:
        raise ArgumentTypeError(_("Write the month as 2025-03.")) from None


class Command(BaseCommand):
    help = "Shows the invoices of a month as a preview; with --issue it issues those that are not issued yet."

    def add_arguments(self, parser):
        parser.add_argument("month", type=month)
        parser.add_argument("--issue", action="store_true")
        parser.add_argument("--format", choices=["table", "csv"], default="table")

    def handle(self, *, month, issue, format, **options):
        try:
            if issue:
                issue_month(
                    month=month, by=User.objects.machine(), at=timezone.now(), dated=timezone.localdate()
                )
            found = preview(month=month)
            if found.refused:
                raise Refused(found.refused)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stderr.write("".join(f"{sentence}\n" for sentence in found.missing), ending="")
        shares = found.invoiced if issue else found.shares
        if format == "csv":
            line_file.write(rows_of(shares, issue), self.stdout)
        else:
            self._table(found, shares, issue)

    def _table(self, found, shares, issue):
        self.stdout.write(written(found.month).capitalize())
        for share in shares:
            self.stdout.write(f"\n{share.municipality.code} {share.municipality.name}{state_of(share)}")
            for line in lines_of(share, issue):
                self.stdout.write(written_line(line))
            self.stdout.write(
                _("total %(amount)s") % {"amount": money(share.total if issue else share.calculated)}
            )
        if not shares:
            self.stdout.write(_("Nobody has days in this month."))
        if found.month.last >= timezone.localdate():
            self.stdout.write(_("A forecast: the month has not ended."))
        if found.provisional:
            self.stdout.write(
                _("The prices are provisional: the price list has ended and no newer one is loaded.")
            )


def lines_of(share, issued):
    return share.invoice.lines.all() if issued else share.lines


def rows_of(shares, issued):
    for share in shares:
        for line in lines_of(share, issued):
            yield share.municipality, share.invoice.number if issued else "", line


def state_of(share):
    if share.invoice is None:
        return ""
    text = _("invoice %(number)s") % {"number": share.invoice.number}
    if share.changes:
        text += ", " + _("the calendar now gives %(amount)s") % {"amount": money(share.calculated)}
    return f" · {text}"


def written_line(line):
    period = f"{line.begins:%d.%m}–{line.last:%d.%m.%Y}"
    days = line_file.plain(line.quantity)
    who = f"{line.placement.reference:<12} {line.child.initials:<4} {line.unit.slug:<14}"
    return f"  {who} {period} {days:>4} × {money(line.unit_price):>14} = {money(line.amount):>16}"
