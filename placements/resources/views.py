from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS, Role
from core.pages import carried_out
from core.periods import last_day
from core.refusals import reason
from placements.finding import placement_of
from placements.resources import services
from placements.resources.forms import AnswerForm, ApplyForm
from placements.resources.lifecycle import RESOURCES
from placements.resources.queries import applications_of

A_QUARTER = timedelta(days=90)


@only(*LEADERS)
def apply_resources(request, pk):
    placement, _unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="resources", child=placement.child)
    form = ApplyForm(request.POST or None, initial={"begins": on, "last": on + A_QUARTER})

    def apply():
        services.apply(placement, **form.facts(), by=request.user, at=timezone.now())

    if carried_out(request, form, apply, _("The application is sent to the municipality.")):
        return redirect("placements:apply_resources", pk)
    facts = {
        "form": form,
        "placement": placement,
        "applications": placement.extra_resources.select_related("letter"),
    }
    return render(request, "placements/resources/apply.html", facts)


def _application(request, pk):
    on = timezone.localdate()
    return get_object_or_404(applications_of(request.user, on), pk=pk), on


@only(*LEADERS, Role.CASEWORKER)
def answer_resources(request, pk):
    """The caseworker answers, or the centre writes the municipality's answer down."""
    found, on = _application(request, pk)
    seen(by=request.user, at=timezone.now(), action="resources", child=found.placement.child)
    own = request.user if request.user.role == Role.CASEWORKER else None
    asked = {
        "granted_amount": found.amount,
        "granted_from": found.begins,
        "granted_last": last_day(found.ends),
    }
    form = AnswerForm(request.POST or None, initial={**asked, "answered_on": on}, own=own)

    def answer():
        services.answer(found, **form.facts(on), by=request.user, on=on)

    if carried_out(request, form, answer, _("The answer is recorded.")):
        return redirect("home") if own else redirect("placements:apply_resources", found.placement_id)
    refused = reason(RESOURCES.check, found, "grant", by=request.user)
    back = reverse("home") if own else reverse("placements:apply_resources", args=[found.placement_id])
    facts = {"form": form, "application": found, "refused": refused, "back_url": back}
    return render(request, "placements/resources/answer.html", facts)


@require_POST
@only(*LEADERS)
def withdraw_resources(request, pk):
    found, _on = _application(request, pk)
    services.withdraw(found, by=request.user)
    messages.success(request, _("The application is withdrawn."))
    return redirect("placements:apply_resources", found.placement_id)
