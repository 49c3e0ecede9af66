from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS, Role
from core.pages import carried_out
from core.refusals import reason
from placements.discharge import receipts as answers
from placements.discharge.documents import answer_by
from placements.discharge.forms import ReceiptForm, RemindForm
from placements.discharge.rules import statement_of
from placements.models import Placement

SAID = ("received_on", "next_step", "words")


@only(*LEADERS)
def receipts(request):
    """Which municipalities are silent after a discharge, and what the others answered (PLC-13)."""
    on = timezone.localdate()
    rows = Placement.objects.left_to(request.user, on=on)
    facts = {"silent": answers.silent(rows, on), "answered": list(answers.answered(rows, on)), "today": on}
    return render(request, "placements/discharge/receipts.html", facts)


def _left(request, pk):
    on = timezone.localdate()
    rows = Placement.objects.left_to(request.user, on=on)
    related = ("child", "municipality", "caseworker", "discharge__summary", "receipt__confirmed_by")
    return get_object_or_404(rows.select_related(*related), pk=pk), on


def _page(request, placement, on, form, remind):
    road, by = getattr(placement, "discharge", None), request.user
    facts = {
        "placement": placement,
        "receipt": getattr(placement, "receipt", None),
        "summary": road and road.summary,
        "statement": statement_of(placement),
        "form": form,
        "remind": remind,
        "asked": placement.receipt_reminders.select_related("asked_by"),
        "remind_refused": reason(answers.check_remind, placement, by=by, on=on),
        "due": answer_by(placement),
        "days": (on - placement.discharged).days,
        "may_lead": by.role in LEADERS,
    }
    return render(request, "placements/discharge/receipt.html", facts)


@only(*LEADERS, Role.CASEWORKER)
def receipt(request, pk):
    """The municipality's caseworker confirms; a leader takes it down when it came by phone."""
    placement, on = _left(request, pk)
    seen(by=request.user, at=timezone.now(), action="receipt", child=placement.child)
    portal = request.user.role == Role.CASEWORKER
    form = ReceiptForm(request.POST or None, initial={"received_on": on}, portal=portal)

    def confirm():
        said = form.given(*SAID, *(() if portal else ("confirmed_for",)))
        answers.confirm(placement, **said, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, confirm, _("The receipt is kept.")):
        return redirect("placements:receipt", pk)
    return _page(request, placement, on, form, RemindForm())


@only(*LEADERS)
def remind(request, pk):
    placement, on = _left(request, pk)
    if request.method != "POST":
        return redirect("placements:receipt", pk)
    form = RemindForm(request.POST)

    def act():
        answers.remind(placement, **form.given("note"), by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, act, _("The municipality is reminded.")):
        return redirect("placements:receipt", pk)
    return _page(request, placement, on, ReceiptForm(initial={"received_on": on}, portal=False), form)
