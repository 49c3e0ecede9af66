from core.acting import command
from placements.adults.rules import check_contacts
from placements.arrival import rules
from placements.enums import ContactRole
from placements.lifecycle import PLACEMENT
from placements.models import Child, ContactPerson, Intake


@command
def register_arrival(
    placement, *, arrived, primary, secondary, brought_by, belongings, note, health, by, at, on
):
    """Intake in its short form (PLC-3). `health` holds allergies, medicine and illness; `on` is today."""
    rules.check_arrival(placement, by=by)
    rules.check_arrived(arrived, on=on)
    stay = placement.stays.select_related("place__unit").earliest("begins", "pk")
    check_contacts(primary, secondary, stay.place.unit, on=arrived)
    _move_first_day(stay, arrived)
    PLACEMENT.move(placement, "arrive", by=by, arrived=arrived)
    Child.objects.filter(pk=placement.child_id).update(**health)
    for role, person in ((ContactRole.PRIMARY, primary), (ContactRole.SECONDARY, secondary)):
        ContactPerson.objects.create(placement=placement, person=person, role=role, begins=arrived)
    return Intake.objects.create(
        placement=placement,
        brought_by=brought_by,
        belongings=belongings,
        note=note,
        registered_at=at,
        registered_by=by,
    )


def _move_first_day(stay, arrived):
    if stay.begins != arrived:
        stay.begins = arrived
        stay.save(update_fields=["begins"])
