"""Who owes what about a running placement: shared by the capabilities that have due dates."""

from placements.models import Placement


def responsible(placement, unit, leaders):
    """The primary contact person, else the unit's leaders: `leaders(unit)`."""
    primary = next((c.person for c in placement.contacts_now if c.role == "primary"), None)
    return (primary,) if primary and primary.is_active else leaders(unit)


def running(on):
    """Placements running on a date with the contact persons and stays known that day."""
    placements = Placement.objects.running_on(on).with_contacts(on=on)
    return placements.prefetch_related("stays__place__unit").order_by("pk")


def unit_on(placement, on):
    stays = [stay for stay in placement.stays.all() if stay.holds(on)]
    return stays[-1].place.unit if stays else None
