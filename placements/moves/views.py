from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Q, Value
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.models import User
from accounts.roles import LEADERS
from core.pages import carried_out, form_page
from core.periods import day_or
from core.refusals import reason
from placements import occupancy
from placements.finding import placement_of
from placements.models import Move
from placements.moves import rules, services
from placements.moves.forms import MOVE, CancelForm, MoveForm


@only(*LEADERS)
def move(request, pk):
    placement, unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="move", child=placement.child)
    worker = placement.caseworker
    initial = {"begins": on, "agreed_on": on, "agreed_with": worker.full_name if worker else ""}
    form = MoveForm(request.POST or None, initial=initial, people=_people(on, unit))

    def act():
        facts = {**form.given(*MOVE), "contacts": form.contacts()}
        services.move(placement, **facts, by=request.user, at=timezone.now(), on=on)

    name = placement.child.given_name
    if carried_out(request, form, act, _("The move of %(name)s is recorded.") % {"name": name}):
        return _back(request, placement, on)
    facts = {"form": form, "placement": placement, "unit": unit, "today": on}
    facts |= _places(placement, unit, day_or(form["begins"].value(), on), form["place"].value())
    facts["refused"] = reason(rules.check_movable, placement, on=on)
    facts["moves"] = placement.moves.select_related("place__unit", "moved_by", "cancelled_by")
    facts["contacts"] = placement.contact_persons.filter(ends__isnull=True).select_related("person")
    return render(request, "placements/moves/move.html", facts)


def _back(request, placement, on):
    """To the child's page, for those who still see it: a move may have ended that."""
    seen_still = type(placement).objects.visible_to(request.user, on=on).filter(pk=placement.pk).exists()
    return redirect("placements:child", placement.child_id) if seen_still else redirect("placements:children")


def _people(on, unit):
    """Who works in another residential unit, now or later; `works_in` names where."""
    here = Q(assignments__ends__isnull=True) | Q(assignments__ends__gt=on)
    there = User.objects.working().filter(here, assignments__unit__kind="residential")
    elsewhere = there.exclude(assignments__unit=unit) if unit else there
    works_in = StringAgg("assignments__unit__name", Value(" / "), distinct=True)
    return elsewhere.annotate(works_in=works_in).order_by("sort_name", "pk")


@only(*LEADERS)
def move_places(request, pk):
    """The free places on another date, for the form."""
    placement, unit, on = placement_of(request, pk)
    day = day_or(request.GET.get("begins"), on)
    return render(
        request, "placements/moves/_places.html", _places(placement, unit, day, request.GET.get("place"))
    )


def _places(placement, unit, day, chosen):
    others = [found for found in occupancy.on(day) if found.unit != unit]
    for found in others:
        found.fits = found.unit.fits(placement.child.born, day)
    return {"units": others, "day": day, "age": placement.child.age_on(day), "chosen": str(chosen or "")}


@only(*LEADERS)
def cancel_move(request, pk):
    on = timezone.localdate()
    rows = Move.objects.visible_to(request.user, on=on).select_related("placement__child", "place__unit")
    found = get_object_or_404(rows, pk=pk)
    form = CancelForm(request.POST or None)

    def cancel():
        services.cancel(found, **form.given("reason"), by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, cancel, _("The move is cancelled.")):
        return redirect("placements:child", found.placement.child_id)
    back = (reverse("placements:move", args=[found.placement_id]), found.placement.child.name)
    facts = {"title": _("Cancel the move"), "action": _("Cancel the move"), "subtitle": found.place.unit}
    return form_page(request, form, back=back, **facts)
