from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out, form_page
from core.refusals import reason
from placements.consents import rules, services
from placements.consents.daily import described, not_described
from placements.consents.forms import ConcludeForm, ReferForm, StartForm, StopForm
from placements.consents.lifecycle import ASSESSMENT
from placements.consents.models import Assessment, AssessmentState, Consent, ConsentKind
from placements.finding import placement_of


@only(*CARE)
def assessment(request, pk):
    """The placement's assessments, the newest in full; of a running one also the days without a word in the diary."""
    placement, _unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="assessment", child=placement.child)
    rows = Assessment.objects.filter(placement=placement).annotate(described=described(on))
    newest, *earlier = [
        *rows.select_related("consent", "document", "referred_by").order_by("-referred_on", "-pk")
    ] or [None]
    facts = {"placement": placement, "assessment": newest, "earlier": earlier}
    facts["refer_refused"] = reason(rules.check_refer, placement, by=request.user)
    facts |= _state_of(newest, placement, request.user, on) if newest else {}
    return render(request, "placements/consents/assessment.html", facts)


def _state_of(found, placement, user, on):
    running = found.state == AssessmentState.RUNNING
    consents = Consent.objects.filter(child=placement.child_id)
    return {
        "possible": [
            a
            for a in ("start", "conclude", "stop")
            if user.role in LEADERS and ASSESSMENT.allows(found, a, by=user)
        ],
        "consent_holds": consents.holding(ConsentKind.ASSESSMENT, on).exists(),
        "silent": not_described(found.started_on, found.described, on) if running else [],
        "running": running,
    }


@only(*LEADERS)
def refer(request, pk):
    placement, _unit, on = placement_of(request, pk)
    form = ReferForm(request.POST or None)

    def act():
        services.refer(placement, **form.given("question"), by=request.user, on=on)

    if carried_out(request, form, act, _("The child is referred to an assessment.")):
        return redirect("placements:assessment", pk)
    title, action = _("Refer to a psychological assessment"), _("Refer")
    return form_page(
        request, form, title=title, back=_back(placement), subtitle=str(placement.child), action=action
    )


def _back(placement):
    return reverse("placements:assessment", args=[placement.pk]), _("Psychological assessment")


def _found(request, pk):
    on = timezone.localdate()
    rows = Assessment.objects.visible_to(request.user, on=on)
    found = get_object_or_404(
        rows.select_related("placement__child", "placement__municipality", "consent"), pk=pk
    )
    seen(by=request.user, at=timezone.now(), action="assessment", child=found.placement.child)
    return found, on


@only(*LEADERS)
def start(request, pk):
    found, on = _found(request, pk)
    form = StartForm(request.POST or None, initial={"started_on": on})

    def act():
        services.start(found, **form.given("assessor", "started_on"), by=request.user, on=on)

    if carried_out(request, form, act, _("The assessment has started.")):
        return redirect("placements:assessment", found.placement_id)
    title, child = _("Start the assessment"), str(found.placement.child)
    return form_page(request, form, title=title, back=_back(found.placement), subtitle=child, action=title)


@only(*LEADERS)
def conclude(request, pk):
    """One form that is kept half-written, or concluded and sent."""
    found, on = _found(request, pk)
    written = {name: getattr(found, name) for name in rules.ASSESSES_IN}
    form = ConcludeForm(request.POST or None, initial={"ended_on": on, **written})
    if "keep" in request.POST:
        act, done = (
            _keep(found, form, request.user),
            _("What is written is kept. The municipality has not seen it."),
        )
    else:
        act, done = (
            _conclude(found, form, request.user, on),
            _("The assessment is concluded and sent to the municipality."),
        )
    if carried_out(request, form, act, done):
        return redirect("placements:assessment", found.placement_id)
    refused = reason(ASSESSMENT.check, found, "conclude", by=request.user)
    return render(
        request, "placements/consents/conclude.html", {"form": form, "assessment": found, "refused": refused}
    )


def _keep(found, form, by):
    return lambda: services.keep(found, texts=form.texts(), by=by)


def _conclude(found, form, by, on):
    facts = {"by": by, "at": timezone.now(), "on": on}
    return lambda: services.conclude(found, texts=form.texts(), **form.given("ended_on"), **facts)


@only(*LEADERS)
def stop(request, pk):
    found, on = _found(request, pk)
    form = StopForm(request.POST or None)

    def act():
        services.stop(found, **form.given("because"), by=request.user, on=on)

    if carried_out(request, form, act, _("The assessment is stopped.")):
        return redirect("placements:assessment", found.placement_id)
    title, child = _("Stop the assessment"), str(found.placement.child)
    return form_page(request, form, title=title, back=_back(found.placement), subtitle=child, action=title)
