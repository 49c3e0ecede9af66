"""Each person lands on a page that says what is waiting."""

from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.roles import Role
from deadlines import tasklist
from municipalities import portal
from placements import occupancy
from placements.models import Placement
from units.models import Unit
from visitation.models import Request
from visitation.queries import sits_in_committee


def home(request):
    on = timezone.localdate()
    units = list(Unit.objects.visible_to(request.user, on=on))
    if request.user.role == Role.CARE_WORKER and len(units) == 1:
        return redirect("journal:board", units[0].slug)
    if request.user.role == Role.CASEWORKER:
        return render(request, "portal.html", _awaiting(request.user, on))
    return render(request, "home.html", _waiting(request.user, units, on))


def _awaiting(user, on):
    placed = Placement.objects.visible_to(user, on=on).filter(state__in=["planned", "running"])
    requests = Request.objects.visible_to(user, on=on).open().by_urgency()
    return {
        "awaiting": portal.awaiting(user, on),
        "requests": requests[:8],
        "placements": placed.select_related("child").with_unit(on=on).order_by("arrived", "pk")[:8],
        "today": on,
    }


def _waiting(user, units, on):
    requests = Request.objects.visible_to(user, on=on).open().select_related("municipality").by_urgency()
    expected = Placement.objects.visible_to(user, on=on).planned().select_related("child").with_unit(on=on)
    return {
        "tasks": tasklist.of(user, on, limit=8),
        "requests": requests[:6],
        "committee": sits_in_committee(user, on),
        "expected": expected.order_by("arrived", "pk")[:6] if units else [],
        "occupancy": occupancy.on(on, units) if units else [],
        "today": on,
    }
