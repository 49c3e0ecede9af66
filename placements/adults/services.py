from core.acting import command
from placements.adults import rules
from placements.enums import CaseworkerTask
from placements.lifecycle import PLACEMENT
from placements.models import Caseworker, ContactPerson, Placement


@command
def name_contact(placement, *, role, person, begins, by):
    """Changes a contact person from a date; who was it before stays in the history (PLC-4)."""
    PLACEMENT.hold(placement)
    present = placement.contact_persons.filter(role=role, ends__isnull=True)
    rules.check_contact(placement, person, begins, present=present.select_related("person").first())
    present.update(ends=begins)
    return ContactPerson.objects.create(placement=placement, role=role, person=person, begins=begins)


@command
def name_caseworker(placement, *, task, person, begins, by, on):
    """Gives the municipality's caseworker a task from a date; who had it before stays in the history.

    Whoever has the task `measure` answers for the placement from then on.
    """
    PLACEMENT.hold(placement)
    present = placement.caseworkers.filter(task=task, ends__isnull=True)
    now = present.select_related("person").first()
    rules.check_caseworker(placement, task, person, begins, present=now, by=by, on=on)
    present.update(ends=begins)
    named = Caseworker.objects.create(placement=placement, task=task, person=person, begins=begins)
    if task == CaseworkerTask.MEASURE:
        Placement.objects.filter(pk=placement.pk).update(caseworker=person)
    return named


@command
def end_caseworker(caseworker, *, ends, by):
    """The task is over, and nobody takes it on."""
    held = Caseworker.objects.select_for_update().get(pk=caseworker.pk)
    rules.check_end_caseworker(held, ends, by=by)
    held.ends = ends
    held.save(update_fields=["ends"])
    return held
