"""Which places are taken and free. A stay holds its nights: the day of leaving is free for the next child."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from placements.models import Stay
from units.models import Place, Unit


@dataclass
class UnitOccupancy:
    """`free` are the places that stay free from the date on; `held` those that a child holds that night."""

    unit: Unit
    places: list[Place] = field(default_factory=list)
    free: list[Place] = field(default_factory=list)
    held: int = 0
    next_free: date | None = None

    @property
    def coming(self):
        """Places empty that night which a planned stay takes later."""
        return len(self.places) - self.held - len(self.free)


def on(day, units=None):
    """Occupancy of every residential unit on a date, in the units' own order; two queries and one for the units."""
    units = list(units if units is not None else Unit.objects.residential())
    result = {unit.pk: UnitOccupancy(unit) for unit in units}
    stays = _stays_by_place(day, units)
    for place in Place.objects.open_on(day).filter(unit__in=units).order_by("emergency", "pk"):
        _count(result[place.unit_id], place, stays.get(place.pk, []), day)
    return list(result.values())


def _stays_by_place(day, units):
    later = Stay.objects.filter(Q(ends__isnull=True) | Q(ends__gt=day), place__unit__in=units).order_by(
        "begins", "pk"
    )
    by_place = {}
    for stay in later:
        by_place.setdefault(stay.place_id, []).append(stay)
    return by_place


def _count(occupancy, place, stays, day):
    occupancy.places.append(place)
    occupancy.held += any(stay.begins <= day for stay in stays)
    if not stays:
        occupancy.free.extend([] if place.is_given_up else [place])
        return
    leaves = stays[-1].ends
    if leaves and (occupancy.next_free is None or leaves < occupancy.next_free):
        occupancy.next_free = leaves
