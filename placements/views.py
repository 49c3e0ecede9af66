from contextlib import suppress

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS, Role
from core.pages import carried_out
from core.periods import day_or
from core.sorting import sort_key
from placements import occupancy as places
from placements import page, services
from placements.enums import DecisionKind
from placements.finding import child_of, placement_of
from placements.forms import DecisionPaperForm
from placements.models import Child, Placement
from placements.photos.queries import photo_shown


def children(request):
    on, asked = timezone.localdate(), request.GET.get("q", "").strip()[:80]
    rows = Child.objects.visible_to(request.user, on=on).living(on=on).order_by("sort_name", "pk")
    found = _called(rows.annotate(photo_shown=photo_shown(on)), asked)
    return render(request, "placements/children.html", {"children": found, "asked": asked, "today": on})


def _called(rows, asked):
    """By birth date, or by every word of what was typed."""
    born = DateField(required=False, localize=True)
    with suppress(ValidationError):
        if day := born.clean(asked):
            return rows.filter(born=day)
    for word in asked.split():
        rows = rows.filter(sort_name__contains=sort_key(word))
    return rows


def child(request, pk):
    found, on = child_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="child", child=found)
    facts = page.gather(found, request.user, on)
    return render(request, "placements/child.html", facts)


def placement(request, pk):
    """One placement of the child on the child's page; an earlier one to read only (PLC-15)."""
    on = timezone.localdate()
    children = Child.objects.visible_to(request.user, on=on)
    found = get_object_or_404(Placement.objects.filter(child__in=children).select_related("child"), pk=pk)
    seen(by=request.user, at=timezone.now(), action="child", child=found.child)
    return render(request, "placements/child.html", page.gather(found.child, request.user, on, found.pk))


@require_POST
def reveal_cpr(request, pk):
    found, _on = child_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="cpr", child=found)
    return HttpResponse(found.cpr_formatted, content_type="text/plain; charset=utf-8")


@only(*LEADERS, Role.CASEWORKER)
def record_decision(request, pk):
    """Leaders record it, or the municipality's caseworker sends it in the portal (VIS-7)."""
    placement, _unit, on = placement_of(request, pk)
    kind = request.GET.get("kind", DecisionKind.ADMISSION)
    form = DecisionPaperForm(request.POST or None, request.FILES or None, initial={"kind": kind})

    def record():
        facts = form.given("kind", "decided_on", "decided_by")
        content = form.cleaned_data["paper"].read()
        services.receive_decision(
            placement, **facts, content=content, by=request.user, at=timezone.now(), on=on
        )

    if carried_out(request, form, record, _("The decision is recorded.")):
        portal = request.user.role == Role.CASEWORKER
        return redirect("home") if portal else redirect("placements:child", placement.child_id)
    return render(request, "placements/decision.html", {"form": form, "placement": placement})


WEEKS_AHEAD = 12


@only(*CARE, Role.ADMINISTRATION)
def occupancy(request):
    """How full every unit is on a date and in the weeks from it (UNIT-4): numbers, and nobody's name."""
    today = timezone.localdate()
    day = day_or(request.GET.get("on"), today)
    ahead = places.forecast(day, WEEKS_AHEAD)
    facts = {"units": list(zip(ahead, places.on(day), strict=True)), "day": day, "today": today}
    return render(request, "placements/occupancy.html", {**facts, "is_past": day < today})
