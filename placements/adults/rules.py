"""Who may be a child's contact person or caseworker, and from when."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.roles import LEADERS, Role
from core.refusals import Refused
from placements.enums import CaseworkerTask, PlacementState
from units.models import Assignment


def check_contacts(primary, secondary, unit, *, on):
    if primary == secondary:
        raise Refused(
            _("The primary and the secondary contact person are two different people."), "secondary"
        )
    for field, person in (("primary", primary), ("secondary", secondary)):
        _check_works_in(unit, person, field, on=on)


def _check_works_in(unit, person, field, *, on):
    if not Assignment.objects.on(on).filter(unit=unit, person=person).exists():
        facts = {"name": person, "unit": unit, "day": date_format(on)}
        raise Refused(_("%(name)s does not work in %(unit)s on %(day)s.") % facts, field)


def check_contact(placement, person, begins, *, present):
    """Somebody else than the `present` one, from a day on which the child lives in a unit where the person works."""
    stay = placement.stays.on(begins).select_related("place__unit").order_by("begins", "pk").last()
    if placement.state != PlacementState.RUNNING or stay is None:
        raise Refused(_("The child does not live here on that day."), "begins")
    if present and present.person == person:
        raise Refused(_("%(name)s is that already.") % {"name": person}, "person")
    if present and present.begins > begins:
        raise Refused(_("The present contact person began later than that."), "begins")
    _check_works_in(stay.place.unit, person, "person", on=begins)


def check_caseworker(placement, task, person, begins, *, present, by, on):
    """A caseworker of the placement's municipality, who is not the `present` one of that task."""
    if by.role not in LEADERS:
        raise Refused(_("Your role does not do this."))
    if placement.state not in (PlacementState.PLANNED, PlacementState.RUNNING):
        raise Refused(_("This placement is over."))
    if person.role != Role.CASEWORKER or person.municipality_id != placement.municipality_id:
        facts = {"name": person, "municipality": placement.municipality}
        raise Refused(_("%(name)s is not a caseworker of %(municipality)s.") % facts, "person")
    if present and present.person == person:
        raise Refused(_("%(name)s is that already.") % {"name": person}, "person")
    if present and present.begins > begins:
        raise Refused(_("The present caseworker began later than that."), "begins")
    if task == CaseworkerTask.MEASURE and begins > on:
        raise Refused(
            _(
                "Until that day the present caseworker answers for the placement. Name the new one when it comes."
            ),
            "begins",
        )


def check_end_caseworker(caseworker, ends, *, by):
    if by.role not in LEADERS:
        raise Refused(_("Your role does not do this."))
    if caseworker.task == CaseworkerTask.MEASURE:
        raise Refused(_("Somebody always answers for the placement. Name the next caseworker instead."))
    if caseworker.ends is not None:
        raise Refused(_("That task has ended already."))
    if ends < caseworker.begins:
        raise Refused(_("A caseworker's time cannot end before it begins."), "ends")
