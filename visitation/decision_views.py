"""The committee's workspace: places on the date, the weeks ahead with this child in them, and one form that decides."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import LEADERS
from core.periods import day_or
from core.refusals import reason
from placements import occupancy
from placements.models import Child
from units.models import Unit
from visitation import background, known_children, rules, services
from visitation.committee import members
from visitation.documents import letter_of
from visitation.enums import Outcome
from visitation.finding import find, listed, looked_at
from visitation.forms import DecisionForm
from visitation.queries import sits_in_committee

FAR_AHEAD = timedelta(days=731)


@only(*LEADERS)
def decide(request, pk):
    on = timezone.localdate()
    found = find(request, pk)
    looked_at(request, pk)
    offered = found.offers.filter(state="accepted").first()
    begins = offered.begins if offered else background.arrival(found, on)
    files = list(known_children.candidates(found)) if sits_in_committee(request.user, on) else []
    facts = {"committee": members(timezone.now()), "state": found.state, "initial": _initial(offered, begins)}
    facts["files"] = files
    form = DecisionForm(request.POST or None, request.FILES or None, **facts)
    if request.method == "POST" and form.is_valid() and _decided(request, form, found, on):
        messages.success(request, _("The decision is made, and the municipality gets its letter."))
        return redirect("visitation:detail", pk)
    day, place = day_or(form.data.get("begins"), begins), form["place"].value()
    committee = sits_in_committee(request.user, on)
    facts = {
        "form": form,
        "request_": found,
        "files": files,
        "refused": reason(rules.check_decide, found, "refuse", by=request.user, on=on),
        "background": background.gather(found, on) if committee else None,
        "known": _known(found) if committee else None,
        **_what_if(found, str(place or ""), form.data.get("unit"), day, on),
        **listed(found, request.user),
    }
    return render(request, "visitation/decide.html", {**facts, **_free_places(found, day, place)})


@require_POST
@only(*LEADERS)
def letter(request, pk):
    """The letter as it would read, before anything is decided."""
    on = timezone.localdate()
    found = find(request, pk)
    refused = reason(rules.check_decide, found, "refuse", by=request.user, on=on)
    form = DecisionForm(request.POST, committee=members(timezone.now()), state=found.state)
    form.is_valid()
    given = form.cleaned_data
    facts = {"refused": refused, "letter": None}
    if not refused and given.get("outcome") and given.get("reasons"):
        place, begins = given.get("place"), given.get("begins")
        where = {"place": place, "begins": begins} if given["outcome"] == Outcome.ADMIT else {}
        facts["letter"] = letter_of(found, given["outcome"], given["reasons"], timezone.now(), **where)
    return render(request, "visitation/_letter.html" if request.htmx else "visitation/letter.html", facts)


def _initial(offered, begins):
    """An accepted offer fills in what it settled."""
    if offered is None:
        return {"begins": begins}
    return {"begins": begins, "place": offered.place_id, "outcome": Outcome.ADMIT}


def _decided(request, form, found, on):
    given = form.cleaned_data
    facts = {
        "present": given["present"],
        "reasons": given["reasons"],
        "by": request.user,
        "at": timezone.now(),
        "on": on,
    }
    if given["outcome"] != Outcome.ADMIT:
        facts["answers"] = form.answers()
        return form.result_of(services.decide, found, outcome=given["outcome"], **facts)
    paper = given["paper"].read() if given["paper"] else None
    facts["assessed"] = (form.answers(), given["exception_reason"])
    facts["municipal"] = (given["decided_on"], given["decided_by"], paper)
    facts["file"] = form.chosen_file()
    return form.result_of(services.admit, found, place=given["place"], begins=given["begins"], **facts)


@only(*LEADERS)
def places(request, pk):
    """The free places on another date, for the decision form."""
    found = find(request, pk)
    day = day_or(request.GET.get("begins"), timezone.localdate())
    return render(request, "visitation/_places.html", _free_places(found, day, request.GET.get("place")))


@only(*LEADERS)
def what_if(request, pk):
    """Every unit's coming weeks with this child in one of them, before anything is decided."""
    found, on, given = find(request, pk), timezone.localdate(), request.GET
    begins = day_or(given.get("begins"), background.arrival(found, on))
    facts = _what_if(found, given.get("place"), given.get("unit"), begins, on)
    return render(request, "visitation/_what_if.html", facts)


def _what_if(found, place, unit, begins, on):
    """A unit that was chosen wins over that of the place, and the place over the municipality's wish."""
    residential = Unit.objects.residential()
    asked = residential.filter(pk=unit).first() if _is_number(unit) else None
    there = residential.filter(places=place).first() if _is_number(place) else None
    begins = min(begins, on + FAR_AHEAD)
    unit = asked or there or found.wanted_unit
    ahead = background.what_if(unit, begins, on)
    return {"ahead": ahead, "unit": unit, "asked_unit": asked, "begins": begins}


def _is_number(text):
    return bool(text) and text.isdecimal() and len(text) < 10


def _free_places(found, day, chosen):
    units = occupancy.on(day)
    for unit in units:
        unit.fits = not found.cpr or unit.unit.fits(found.born, day)
    return {
        "units": units,
        "day": day,
        "chosen": str(chosen or ""),
        "age": found.age_on(day) if found.cpr else None,
    }


def _known(found):
    """The child's own file here. Only for the committee: anybody can write down a CPR number and ask."""
    if found.child_id:
        return found.child
    return Child.objects.filter(cpr=found.cpr).first() if found.cpr else None
