from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out, form_page
from placements.daily import away
from placements.daily.forms import ABSENCE, AbsenceForm, BackForm
from placements.daily.queries import away_words
from placements.daily.views import back
from placements.finding import placement_of
from placements.models import Absence


def _absence(request, pk):
    on = timezone.localdate()
    rows = Absence.objects.visible_to(request.user, on=on).select_related("placement__child")
    absence = get_object_or_404(rows, pk=pk)
    seen(by=request.user, at=timezone.now(), action="absence", child=absence.placement.child)
    return absence, on


@only(*CARE)
def add_absence(request, pk):
    placement, _unit, on = placement_of(request, pk)
    leads = request.user.role in LEADERS
    form = AbsenceForm(request.POST or None, initial={"kind": "home", "begins": on}, leads=leads)

    def record():
        away.record(placement, **form.facts(), by=request.user, on=on)

    if carried_out(request, form, record, _("The absence is recorded. The place is kept.")):
        return redirect("placements:child", placement.child_id)
    return form_page(request, form, title=_("Record an absence"), back=back(placement))


@only(*CARE)
def change_absence(request, pk):
    absence, on = _absence(request, pk)
    initial = {name: getattr(absence, name) for name in (*ABSENCE, "charge_percent")}
    form = AbsenceForm(request.POST or None, initial=initial, leads=request.user.role in LEADERS)

    def change():
        away.change(absence, **form.facts(), by=request.user, on=on)

    if carried_out(request, form, change, _("Saved.")):
        return redirect("placements:daily", absence.placement_id)
    return form_page(request, form, title=_("Change an absence"), back=back(absence.placement))


@only(*CARE)
def bring_back(request, pk):
    absence, on = _absence(request, pk)
    form = BackForm(request.POST or None, initial={"ends": on})
    child = absence.placement.child

    def come():
        away.bring_back(absence, **form.given("ends"), by=request.user, on=on)

    if carried_out(request, form, come, _("%(name)s is back.") % {"name": child.given_name}):
        return redirect("placements:child", child.pk)
    title = _("%(name)s is back") % {"name": child.given_name}
    return form_page(request, form, title=title, back=back(absence.placement), subtitle=_said(absence))


def _said(absence):
    ends = absence.ends and absence.ends.isoformat()
    return away_words({"kind": absence.kind, "begins": absence.begins.isoformat(), "ends": ends})


@require_POST
@only(*CARE)
def remove_absence(request, pk):
    absence, _on = _absence(request, pk)
    away.remove(absence, by=request.user)
    messages.success(request, _("The absence is removed."))
    return redirect("placements:daily", absence.placement_id)
