"""Who is behind a placement when it ends: the last unit, its leaders, and the municipality's caseworkers."""

from units.queries import leaders_of


def last_stay(placement):
    stays = placement.stays.select_related("place__unit")
    return stays.order_by("begins", "pk").last()


def leaders(placement, on):
    stay = last_stay(placement)
    return leaders_of(stay.place.unit, on) if stay else []


def caseworkers(placement):
    """The child's caseworker; when that person no longer works there, everybody at the municipality who does."""
    working = placement.municipality.caseworkers.working()
    return [person for person in working if person.pk == placement.caseworker_id] or list(working)
