"""Who may do what now, and why not."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.enums import DecisionKind, PlacementState
from placements.lifecycle import PLACEMENT
from placements.models import MunicipalDecision
from units.models import Assignment


def _decisions(placement):
    return MunicipalDecision.objects.filter(
        placement=placement, kind=DecisionKind.ADMISSION, paper__isnull=False
    )


def check_arrival(placement, *, by):
    """VIS-7: nobody is admitted without the municipality's decision; an acute admission may wait for the paper."""
    PLACEMENT.check(placement, "arrive", by=by)
    if not placement.acute and not _decisions(placement).exists():
        raise Refused(_("The municipality's decision is missing. Ask the caseworker to send it."))


def check_arrived(arrived, *, on):
    if arrived > on:
        raise Refused(_("That day has not come yet. Register the arrival when the child is here."), "arrived")


def check_decision(placement, decided_on, *, on):
    if decided_on > on:
        raise Refused(_("The municipality's decision cannot lie in the future."), "decided_on")
    if _decisions(placement).exists():
        raise Refused(_("This decision is already recorded."))


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


def check_meeting(placement, held, *, on):
    if held > on:
        raise Refused(_("The meeting has not been held yet. Record it when it has."), "held")
    if placement.state in ("planned", "cancelled") and held > placement.arrived:
        raise Refused(_("The child has not arrived yet."), "held")
