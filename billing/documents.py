"""What an invoice says, frozen in the centre's language when it is issued."""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing.enums import Item
from billing.rules import KEEPERS, written
from core.formatting import money
from documents.kinds import Kind, for_roles, register

INVOICE = "invoice"

register(Kind(INVOICE, gettext_lazy("invoice"), "documents/invoice.html", for_roles(*KEEPERS), receipt=False))


def title_of(number, month):
    with translation.override(settings.LANGUAGE_CODE):
        return _("Invoice %(number)s, %(month)s") % {"number": number, "month": written(month)}


def invoice_of(share, month, *, number, dated, due):
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "number": str(number),
            "month": written(month),
            "begins": _short(month.first),
            "last": _short(month.last),
            "dated": _short(dated),
            "due": _short(due),
            "municipality": share.municipality.name,
            "code": share.municipality.code,
            "address": share.municipality.address,
            "provisional": share.provisional,
            "lines": [_line(line, share.municipality) for line in share.lines],
            "summary": _summary(share),
            "total": money(share.calculated),
        }


def _line(line, municipality):
    return {
        "placement": line.placement.reference,
        "child": line.child.name if municipality.full_names_on_invoices else line.child.initials,
        "unit": line.unit.name,
        "what": described(line),
        "begins": _short(line.begins),
        "last": _short(line.last),
        "quantity": str(line.quantity),
        "unit_price": money(line.unit_price),
        "amount": money(line.amount),
    }


def described(line):
    label = str(Item(line.item).label)
    if line.percent == 100:
        return label
    return _("%(item)s, absence at %(percent)s %%") % {"item": label, "percent": line.percent}


def _summary(share):
    count = len({line.child for line in share.lines})
    children = ngettext("%(count)d child", "%(count)d children", count) % {"count": count}
    days = ngettext("%(count)d day", "%(count)d days", share.days) % {"count": share.days}
    return f"{children} · {days}"


def _short(day):
    return date_format(day, "SHORT_DATE_FORMAT")
