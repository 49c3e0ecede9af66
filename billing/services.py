from datetime import timedelta

from django.db import connection
from django.db.models import Max

from billing import rules
from billing.documents import INVOICE, invoice_of, title_of
from billing.models import Invoice, InvoiceLine, Price, PriceList
from billing.preview import preview
from core.acting import command
from core.preferences import value
from core.refusals import Refused
from documents import services as documents

SETTINGS = ("count_departure_day", "absence_percent", "hour_step_minutes")


@command
def issue_month(*, month, by, at, dated):
    """Invoices every municipality with days in the month that has no invoice for it yet; returns the new ones.

    Who comes second, in the same second too, finds them issued and issues nothing (BIL-9).
    """
    rules.check_issue(month, by=by, on=dated)
    _wait_for_my_turn()
    found = preview(month=month)
    if found.refused:
        raise Refused(found.refused)
    return [_issue(share, month, by, at, dated) for share in found.to_issue]


def _wait_for_my_turn():
    """Numbers have no gaps, so one run follows the other; what is read afterwards is up to date."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('billing_invoice'))")


def _issue(share, month, by, at, dated):
    number = (Invoice.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    due = dated + timedelta(days=value("billing.due_days"))
    document = documents.issue(
        kind=INVOICE,
        title=title_of(number, month),
        data=invoice_of(share, month, number=number, dated=dated, due=due),
        municipality=share.municipality,
        by=by,
        at=at,
    )
    invoice = Invoice.objects.create(
        number=number,
        municipality=share.municipality,
        month=month.first,
        dated=dated,
        due=due,
        total=share.calculated,
        provisional=share.provisional,
        issued_at=at,
        issued_by=by,
        document=document,
    )
    InvoiceLine.objects.bulk_create(_line(invoice, n, line) for n, line in enumerate(share.lines, 1))
    documents.release(document, by=by, at=at)
    return invoice


def _line(invoice, position, line):
    return InvoiceLine(
        invoice=invoice,
        position=position,
        item=line.item,
        placement=line.placement,
        unit=line.unit,
        begins=line.begins,
        last=line.last,
        quantity=line.quantity,
        unit_price=line.unit_price,
        amount=line.amount,
    )


@command
def add_price_list(*, valid_from, valid_to, prices, by):
    """A list for a further period; how days and hours are counted goes on as in the list before it."""
    before = PriceList.objects.filter(valid_from__lt=valid_from).order_by("valid_from").last()
    settings = {name: getattr(before, name) for name in SETTINGS} if before else {}
    added = PriceList.objects.create(valid_from=valid_from, valid_to=valid_to, **settings)
    Price.objects.bulk_create(
        Price(price_list=added, item=item, amount=amount) for item, amount in prices.items()
    )
    return added
