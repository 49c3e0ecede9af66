"""The caseworker's own pages: the municipality's children here, and one of them with what can be done and read."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import seen
from accounts.gate import only
from accounts.roles import Role
from documents.models import Document
from placements import panels
from placements.models import Placement

SHOWN = 20


def _visible(request, on):
    rows = Placement.objects.visible_to(request.user, on=on).exclude(state="cancelled")
    return rows.select_related("child", "municipality").with_unit(on=on)


@only(Role.CASEWORKER)
def municipal_placements(request):
    """The municipality's children at the centre: name, unit and dates, and nothing of the diary."""
    on = timezone.localdate()
    rows = _visible(request, on).order_by("-arrived", "pk")
    return render(request, "placements/municipal/list.html", {"placements": rows, "today": on})


@only(Role.CASEWORKER)
def municipal_placement(request, pk):
    """One child: what the municipality may do, and what the centre released to it."""
    on = timezone.localdate()
    placement = get_object_or_404(_visible(request, on).with_contacts(on=on), pk=pk)
    seen(by=request.user, at=timezone.now(), action="municipal placement", child=placement.child)
    released = Document.objects.visible_to(request.user, on=on).filter(child=placement.child)
    page = panels.Page(placement.child, placement, request.user, on)
    facts = {
        "placement": placement,
        "groups": list(panels.groups(page)),
        "documents": released.opened_by_municipality()
        .with_newer(request.user)
        .order_by("-released_at", "-pk")[:SHOWN],
        "today": on,
    }
    return render(request, "placements/municipal/placement.html", facts)
