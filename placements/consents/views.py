from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.pages import carried_out, form_page
from placements.consents import services
from placements.consents.forms import RECORD, ConsentForm, WithdrawForm
from placements.consents.models import AssessmentState, Consent
from placements.finding import child_of


@only(*CARE)
def consents(request, pk):
    """All that was ever given, and whether it holds today."""
    child, on = child_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="consents", child=child)
    rows = Consent.objects.filter(child=child).select_related("paper", "recorded_by")
    found = [(row, row.holds(on)) for row in rows.order_by("-given_on", "-pk")]
    return render(request, "placements/consents/consents.html", {"child": child, "consents": found})


def _back(child):
    return reverse("placements:consents", args=[child.pk]), _("Consents")


@only(*CARE)
def record_consent(request, pk):
    child, on = child_of(request, pk)
    initial = {"given_on": on, "kind": request.GET.get("kind")}
    form = ConsentForm(request.POST or None, request.FILES or None, initial=initial)

    def record():
        paper = form.cleaned_data["paper"]
        facts = {**form.given(*RECORD), "paper": paper.read() if paper else None}
        services.record(child, **facts, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, record, _("The consent is recorded.")):
        return redirect("placements:consents", pk)
    title = _("Record a consent")
    return form_page(request, form, title=title, back=_back(child), subtitle=str(child))


@only(*CARE)
def withdraw_consent(request, pk):
    on = timezone.localdate()
    visible = Consent.objects.visible_to(request.user, on=on).select_related("child")
    consent = get_object_or_404(visible, pk=pk)
    seen(by=request.user, at=timezone.now(), action="consents", child=consent.child)
    form = WithdrawForm(request.POST or None, initial={"withdrawn_on": on})

    def withdraw():
        facts = form.given("withdrawn_on", "withdrawn_by")
        if services.withdraw(consent, **facts, by=request.user, on=on):
            messages.warning(request, _("The psychological assessment is stopped with it."))

    if carried_out(request, form, withdraw, _("The consent is withdrawn.")):
        return redirect("placements:consents", consent.child_id)
    running = consent.assessments.filter(state=AssessmentState.RUNNING).exists()
    facts = {"form": form, "consent": consent, "stops_assessment": running}
    return render(request, "placements/consents/withdraw.html", facts)
