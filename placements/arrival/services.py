from django.utils.translation import gettext_lazy as _

from core.acting import command
from documents import services as documents
from documents.uploads import PAPER_OR_PICTURE
from placements.adults.rules import check_contacts
from placements.arrival import rules
from placements.arrival.documents import INTAKE_LIST, SIGNED_INTAKE, list_of
from placements.enums import ContactRole
from placements.lifecycle import PLACEMENT
from placements.models import Child, ContactPerson, Intake, Placement


@command
def register_arrival(placement, *, arrived, primary, secondary, health, by, at, on, **door):
    """The child is here (PLC-3). `door` holds what Intake keeps, `health` what stands in the child's file:
    allergies, medicine, illness, languages and school; `on` is today."""
    PLACEMENT.hold(placement)
    rules.check_arrival(placement, by=by)
    rules.check_arrived(arrived, on=on)
    stay = placement.stays.select_related("place__unit").earliest("begins", "pk")
    check_contacts(primary, secondary, stay.place.unit, on=arrived)
    rules.check_place_free(stay, arrived)
    _move_first_day(stay, arrived)
    PLACEMENT.move(placement, "arrive", by=by, arrived=arrived)
    Child.objects.filter(pk=placement.child_id).update(**health)
    for role, person in ((ContactRole.PRIMARY, primary), (ContactRole.SECONDARY, secondary)):
        ContactPerson.objects.create(placement=placement, person=person, role=role, begins=arrived)
    return Intake.objects.create(placement=placement, registered_at=at, registered_by=by, **door)


def _move_first_day(stay, arrived):
    if stay.begins != arrived:
        stay.begins = arrived
        stay.save(update_fields=["begins"])


@command
def correct(placement, *, was, door, child, by, at):
    """Corrects the intake and what it says in the child's file, or fills it in late for a child who was imported.

    `was` is rules.said_by of what the person saw: who corrects second is refused and sees it again.
    """
    held = Placement.objects.select_for_update(of=("self",)).select_related("child").get(pk=placement.pk)
    intake = Intake.objects.filter(placement=held).first()
    rules.check_correct(held)
    rules.check_unchanged(intake, held.child, was)
    Child.objects.filter(pk=held.child_id).update(**child)
    if intake is None:
        return Intake.objects.create(placement=held, registered_at=at, registered_by=by, **door)
    Intake.objects.filter(pk=intake.pk).update(**door)
    return intake


@command
def make_list(intake, *, by, at):
    """The intake as a PDF to sign. Unchanged since the last one, that one is given back."""
    held = Intake.objects.select_for_update(of=("self",)).select_related("document").get(pk=intake.pk)
    data = list_of(held)
    if held.document and held.document.check_code == documents.check_code(data):
        return held.document
    held.document = documents.issue(
        kind=INTAKE_LIST,
        title=_("Intake list"),
        data=data,
        by=by,
        at=at,
        child=held.placement.child,
        replaces=held.document,
    )
    held.save(update_fields=["document"])
    return held.document


@command
def keep_signed(intake, *, content, by, at):
    """Keeps the list as signed by the person who brought the child; a later one takes its place in the intake."""
    intake.signed_paper = documents.receive(
        kind=SIGNED_INTAKE,
        title=_("Intake list, signed"),
        content=content,
        types=PAPER_OR_PICTURE,
        by=by,
        at=at,
        child=intake.placement.child,
    )
    intake.save(update_fields=["signed_paper"])
    return intake
