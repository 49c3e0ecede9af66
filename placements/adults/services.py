from core.acting import command
from placements.adults import rules
from placements.models import ContactPerson


@command
def name_contact(placement, *, role, person, begins, by):
    """Changes a contact person from a date; who was it before stays in the history (PLC-4)."""
    present = placement.contact_persons.filter(role=role, ends__isnull=True)
    rules.check_contact(placement, person, begins, present=present.select_related("person").first())
    present.update(ends=begins)
    return ContactPerson.objects.create(placement=placement, role=role, person=person, begins=begins)
