from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS
from core.pages import carried_out
from core.refusals import reason
from placements.arrival import rules, services
from placements.arrival.forms import ARRIVAL, HEALTH, ArrivalForm
from placements.finding import placement_of


@only(*LEADERS)
def register_arrival(request, pk):
    placement, unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="arrival", child=placement.child)
    health = {name: getattr(placement.child, name) for name in HEALTH}
    initial = {"arrived": min(placement.arrived, on), **health}
    form = ArrivalForm(request.POST or None, initial=initial, unit=unit, on=on)

    def arrive():
        facts = {**form.given(*ARRIVAL), "health": form.given(*HEALTH)}
        services.register_arrival(placement, **facts, by=request.user, at=timezone.now(), on=on)

    done = _("%(name)s has arrived in %(unit)s.") % {"name": placement.child, "unit": unit}
    if carried_out(request, form, arrive, done):
        return redirect("placements:child", placement.child_id)
    facts = {"form": form, "placement": placement, "unit": unit}
    facts["refused"] = reason(rules.check_arrival, placement, by=request.user)
    return render(request, "placements/arrival/register.html", facts)
