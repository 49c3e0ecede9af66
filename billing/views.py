from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from billing import overview, rules, services
from billing import preview as previews
from billing.models import Invoice, PriceList
from billing.rules import KEEPERS
from core.periods import Month
from core.refusals import reason

PER_PAGE = 30
FIRST_MONTH = Month(2000, 1)


@only(*KEEPERS)
def months(request):
    on = timezone.localdate()
    years = overview.years(on=on)
    year = _chosen(request.GET.get("year"), years)
    rows = overview.months_of(year, on=on) if year else []
    facts = {"rows": rows, "years": years, "year": year, "bars": overview.bars(rows)}
    return render(request, "billing/months.html", {**facts, "total": sum(row.preview.total for row in rows)})


def _chosen(text, years):
    return next((year for year in years if str(year) == text), years[0] if years else None)


@only(*KEEPERS)
def preview(request, month):
    on = timezone.localdate()
    facts = {"preview": previews.preview(month=month), "month": month, "runs": on <= month.last}
    facts["refused"] = reason(rules.check_issue, month, by=request.user, on=on)
    return render(request, "billing/preview.html", {**facts, **_neighbours(month, on)})


def _neighbours(month, on):
    """A year ahead is as far as one looks."""
    earlier, later = month > FIRST_MONTH, month < Month.of(on).plus(12)
    return {"before": month.plus(-1) if earlier else None, "after": month.plus(1) if later else None}


@require_POST
@only(*KEEPERS)
def issue(request, month):
    now = timezone.now()
    issued = services.issue_month(month=month, by=request.user, at=now, dated=timezone.localdate(now))
    if issued:
        text = ngettext("%(count)d invoice is issued.", "%(count)d invoices are issued.", len(issued))
        messages.success(request, text % {"count": len(issued)})
    else:
        messages.info(request, _("Everything was issued already; nothing was issued twice."))
    return redirect("billing:preview", month)


@only(*KEEPERS)
def invoices(request):
    rows = Invoice.objects.visible_to(request.user, on=timezone.localdate()).select_related("municipality")
    page = Paginator(rows.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "billing/invoices.html", {"page": page})


@only(*KEEPERS)
def invoice(request, number):
    rows = Invoice.objects.visible_to(request.user, on=timezone.localdate())
    rows = rows.select_related("municipality", "issued_by", "document__file").defer("document__file__content")
    found = get_object_or_404(rows, number=number)
    seen(by=request.user, at=timezone.now(), action="invoice", document=found.document)
    calculated = previews.preview(month=Month.of(found.month))
    share = next((share for share in calculated.shares if share.invoice == found), None)
    facts = {"invoice": found, "document": found.document, "file": getattr(found.document, "file", None)}
    return render(request, "billing/invoice.html", {**facts, "share": share, "month": Month.of(found.month)})


@only(*KEEPERS)
def prices(request):
    on = timezone.localdate()
    lists = PriceList.objects.visible_to(request.user, on=on).with_prices()
    return render(request, "billing/prices.html", {"rows": overview.price_lists(lists, on=on)})


@only(*KEEPERS)
def price_list(request, pk):
    on = timezone.localdate()
    lists = PriceList.objects.visible_to(request.user, on=on).with_prices()
    found = get_object_or_404(lists, pk=pk)
    state = dict(overview.price_lists(lists, on=on))[found]
    return render(request, "billing/price_list.html", {"price_list": found, "state": state})
