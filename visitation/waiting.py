"""The waiting list as the committee sees it, and who is next where a place is free (VIS-6)."""

from django.db.models import Prefetch

from placements import occupancy
from visitation.enums import RequestState
from visitation.models import Offer, PriorityChange
from visitation.ranking import ranked, suits, why


def gather(requests, on):
    rows = _rows(requests)
    offered = {row.offer.place_id for row in rows if row.offer}
    free = [_free(unit, rows, offered, on) for unit in occupancy.on(on)]
    return {"rows": rows, "free": free}


def _rows(requests):
    standing = Prefetch("offers", Offer.objects.standing().select_related("place__unit"), to_attr="standing")
    changes = Prefetch("priority_changes", PriorityChange.objects.select_related("set_by"), to_attr="changes")
    waiting = requests.filter(state=RequestState.WAITING).prefetch_related(standing, changes)
    rows = ranked(waiting)
    for row, above in zip(rows, [None, *rows], strict=False):
        row.why = why(row, above)
        row.offer = next(iter(row.standing), None)
        row.changed = next(iter(row.changes), None)
    return rows


def _free(unit, rows, offered, on):
    """The places of a unit that nobody is offered, and the first on the list whom one would suit."""
    places = [place for place in unit.free if place.pk not in offered]
    candidates = (row for row in rows if row.offer is None and suits(row, unit.unit, on))
    return {"unit": unit.unit, "places": places, "next": next(candidates, None) if places else None}
