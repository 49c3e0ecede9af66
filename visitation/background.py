"""What the committee looks at before it decides: the child's age, and what is known of the child here already."""

from placements import occupancy
from placements.models import Placement
from units.models import Unit
from visitation.enums import RequestState
from visitation.models import Request

WEEKS = 12
FAR = 8


def arrival(request, on):
    """The day on which the child is thought to come: the wished one, or today when that has passed."""
    return max(request.wanted_from or on, on)


def gather(request, on):
    """Earlier placements and requests are found by CPR number alone: who is whose sibling no field says."""
    day = arrival(request, on)
    return {
        "day": day,
        "age": request.age_on(day) if request.cpr else None,
        "units": _units(request, day),
        "placements": _placements(request, on),
        "requests": _requests(request),
    }


def _units(request, day):
    units = list(Unit.objects.residential()) if request.cpr else []
    for unit in units:
        unit.suits = unit.fits(request.born, day)
        unit.wanted = unit.pk == request.wanted_unit_id
    return units


def _placements(request, on):
    if not request.cpr:
        return []
    same = Placement.objects.filter(child__cpr=request.cpr).exclude(pk=request.placement_id)
    return same.exclude(state="cancelled").with_unit(on=on).select_related("municipality")


def _requests(request):
    if not request.cpr:
        return []
    same = Request.objects.filter(cpr=request.cpr).exclude(pk=request.pk).exclude(state=RequestState.DRAFT)
    return same.select_related("municipality").order_by("-submitted_at", "-pk")


def what_if(unit, begins, on):
    """Every unit's weeks with the child in one of them. A child who comes much later moves the window there."""
    shift = max((begins - on).days // 7 - FAR, 0)
    ahead = occupancy.forecast(occupancy.weeks_later(on, shift), WEEKS, extra=unit and (unit, begins))
    for forecast in ahead:
        forecast.chosen = forecast.unit == unit
    return ahead
