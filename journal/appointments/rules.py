"""Who makes an appointment for a child, and when one can be changed or kept."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import CARE
from core.refusals import Refused
from placements.enums import PlacementState
from placements.lifecycle import PLACEMENT
from placements.models import Placement

HERE = (PlacementState.PLANNED, PlacementState.RUNNING)


def check_make(child, starts, *, by, on):
    """Those who work with a child make its appointments, while it lives here or is expected."""
    if by.role not in CARE:
        raise Refused(_("Your role does not do this."))
    placement = Placement.objects.filter(child=child, state__in=HERE).order_by("arrived", "pk").first()
    if placement is None:
        raise Refused(_("The child does not live here any more. No new appointments are made."))
    PLACEMENT.hold(placement)
    check_day(starts, on=on)


def check_day(starts, *, on):
    if timezone.localdate(starts) < on:
        raise Refused(_("That day is over. Write in the diary what happened."), "starts")


def check_same(known, facts):
    if any(getattr(known, name) != value for name, value in facts.items()):
        raise Refused(_("This appointment is already written down, with other words. Change it on the list."))


def check_unchanged(appointment, seen):
    if appointment.version != seen:
        raise Refused(
            _("Somebody changed the appointment while you were writing. Open it again to see how it stands.")
        )


def check_keep(appointment, *, on):
    if appointment.day > on:
        raise Refused(_("That day has not come yet."))
