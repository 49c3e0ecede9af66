"""Who may do what now, and why not."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.enums import DecisionKind
from placements.lifecycle import PLACEMENT
from units.models import Assignment


def check_arrival(placement, *, by, on):
    """VIS-7: nobody is admitted without the municipality's decision; an acute admission may wait for the paper."""
    PLACEMENT.check(placement, "arrive", by=by)
    if placement.arrived > on:
        raise Refused(
            _("The child is expected on %(day)s. Register the arrival when the child is here.")
            % {"day": date_format(placement.arrived)}
        )
    if not placement.acute and not placement.decisions.filter(kind=DecisionKind.ADMISSION, paper__isnull=False):
        raise Refused(_("The municipality's decision is missing. Ask the caseworker to send it."))


def check_contacts(primary, secondary, unit, *, on):
    if primary == secondary:
        raise Refused(_("The primary and the secondary contact person are two different people."), "secondary")
    working_here = set(Assignment.objects.on(on).filter(unit=unit).values_list("person", flat=True))
    for field, person in (("primary", primary), ("secondary", secondary)):
        if person.pk not in working_here:
            raise Refused(_("%(name)s does not work in %(unit)s.") % {"name": person, "unit": unit}, field)


def check_meeting(placement, held, *, on):
    if held > on:
        raise Refused(_("The meeting has not been held yet. Record it when it has."), "held")
    if placement.state in ("planned", "cancelled") and held > placement.arrived:
        raise Refused(_("The child has not arrived yet."), "held")
