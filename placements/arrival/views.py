from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out, form_page
from core.refusals import reason
from placements.arrival import rules, services
from placements.arrival.forms import ArrivalForm, IntakeForm, SignedForm
from placements.arrival.history import corrections
from placements.arrival.rules import CHILD, DOOR
from placements.finding import placement_of
from placements.models import Intake


@only(*LEADERS)
def register_arrival(request, pk):
    placement, unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="arrival", child=placement.child)
    initial = {"arrived": min(placement.arrived, on), **_facts(placement.child, CHILD)}
    form = ArrivalForm(request.POST or None, initial=initial, unit=unit, on=on, by=request.user)

    def arrive():
        facts = {**form.given("arrived", "primary", "secondary"), **form.at_the_door()}
        facts["health"] = form.about_the_child()
        services.register_arrival(placement, **facts, by=request.user, at=timezone.now(), on=on)

    done = _("%(name)s has arrived in %(unit)s.") % {"name": placement.child, "unit": unit}
    if carried_out(request, form, arrive, done):
        return redirect("placements:child", placement.child_id)
    facts = {"form": form, "placement": placement, "unit": unit}
    facts["refused"] = reason(rules.check_arrival, placement, by=request.user)
    return render(request, "placements/arrival/register.html", facts)


def _facts(row, names):
    return {name: getattr(row, name) for name in names}


@only(*CARE)
def intake(request, pk):
    placement, unit, _on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="intake", child=placement.child)
    rows = Intake.objects.select_related("registered_by", "document", "signed_paper", "placement")
    found = rows.filter(placement=placement).first()
    facts = {"placement": placement, "child": placement.child, "unit": unit, "intake": found}
    facts["corrections"] = corrections(found) if found else []
    facts["refused"] = reason(rules.check_correct, placement)
    return render(request, "placements/arrival/intake.html", facts)


@only(*CARE)
def correct_intake(request, pk):
    placement, _unit, _on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="intake", child=placement.child)
    found = Intake.objects.filter(placement=placement).first()
    initial = {"was": rules.said_by(found, placement.child), **_facts(placement.child, CHILD)}
    initial |= _facts(found, DOOR) if found else {}
    form = IntakeForm(request.POST or None, initial=initial, by=request.user)

    def correct():
        facts = {"was": form.cleaned_data["was"], "door": form.at_the_door(), "child": form.about_the_child()}
        services.correct(placement, **facts, by=request.user, at=timezone.now())

    if carried_out(request, form, correct, _("The intake is saved.")):
        return redirect("placements:intake", placement.pk)
    facts = {"form": form, "placement": placement, "refused": reason(rules.check_correct, placement)}
    return render(request, "placements/arrival/correct.html", facts)


def _intake(request, pk):
    placement, _unit, _on = placement_of(request, pk)
    return get_object_or_404(Intake.objects.select_related("placement__child"), placement=placement)


@require_POST
@only(*CARE)
def make_intake_list(request, pk):
    document = services.make_list(_intake(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The list is being made. Print it from here, and sign it together."))
    return redirect("documents:detail", document.number)


@only(*CARE)
def sign_intake(request, pk):
    found = _intake(request, pk)
    form = SignedForm(request.POST or None, request.FILES or None)

    def keep():
        content = form.cleaned_data["paper"].read()
        services.keep_signed(found, content=content, by=request.user, at=timezone.now())

    if carried_out(request, form, keep, _("The signed list is kept.")):
        return redirect("placements:intake", pk)
    back = reverse("placements:intake", args=[pk]), _("Intake")
    return form_page(
        request, form, title=_("The signed list"), back=back, subtitle=str(found.placement.child)
    )
