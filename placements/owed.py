"""Who owes what about a running placement: shared by the capabilities that have due dates."""

from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.roles import Role
from placements.models import ContactPerson, Placement, Stay
from units.models import Assignment


def works_with_child(on, person):
    """Condition on a row of a placement: `person` works in the unit where the child lives that day, or directs."""
    stays = Stay.objects.on(on).filter(placement=OuterRef(OuterRef("placement")))
    there = Assignment.objects.on(on).filter(person=OuterRef(person), unit__in=stays.values("place__unit"))
    works = Q(Exists(there)) | Q(**{f"{person}__role": Role.DIRECTOR})
    return works & Q(**{f"{person}__is_active": True})


def responsible(placement, unit, leaders):
    """The primary contact person, else the unit's leaders: `leaders(unit)`."""
    primary = next((c.person for c in placement.contacts_now if c.role == "primary"), None)
    return (primary,) if primary and primary.is_active else leaders(unit)


def running(on):
    """Placements running on a date with the stays known that day and the contact persons who work there then."""
    there = ContactPerson.objects.on(on).filter(works_with_child(on, "person")).select_related("person")
    contacts = Prefetch("contact_persons", queryset=there.order_by("role"), to_attr="contacts_now")
    return Placement.objects.running_on(on).prefetch_related(contacts, "stays__place__unit").order_by("pk")


def unit_on(placement, on):
    stays = [stay for stay in placement.stays.all() if stay.holds(on)]
    return stays[-1].place.unit if stays else None
