"""What is owed about a running placement."""

from functools import cache

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.periods import add_months
from deadlines.registry import Obligation, Rule, end_of, register
from placements.models import Placement
from units.queries import leaders_of


def responsible(placement, unit, leaders):
    """The primary contact person, else the unit's leaders: `leaders(unit)`."""
    primary = next((c.person for c in placement.contacts_now if c.role == "primary"), None)
    return (primary,) if primary and primary.is_active else leaders(unit)


def running(on):
    """Placements running on a date with contact persons, unit and the last meeting known that day."""
    last = Max("meetings__held", filter=Q(meetings__held__lte=on))
    placements = Placement.objects.running_on(on).with_contacts(on=on).annotate(last_meeting=last)
    return placements.prefetch_related("stays__place__unit").order_by("pk")


def unit_on(placement, on):
    stays = [stay for stay in placement.stays.all() if stay.holds(on)]
    return stays[-1].place.unit if stays else None


def monthly_meetings(at):
    """PLC-5: the last meeting of any kind, else the arrival, and one month."""
    on = timezone.localdate(at)
    leaders = cache(lambda unit: tuple(leaders_of(unit, on)))
    for placement in running(on):
        unit = unit_on(placement, on)
        if unit is None:
            continue
        due = add_months(placement.last_meeting or placement.arrived, 1)
        yield Obligation(
            rule="PLC-5",
            subject="monthly",
            key=f"PLC-5:monthly:{placement.pk}:{due}",
            due=end_of(due),
            owners=responsible(placement, unit, leaders),
            path=reverse("placements:record_meeting", args=[placement.pk]),
            child_id=placement.child_id,
        )


register(Rule("PLC-5", _("Monthly meeting with the caseworker"), monthly_meetings, subject="monthly"))
