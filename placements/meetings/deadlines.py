"""What is owed about a running placement."""

from functools import cache

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.periods import add_months
from deadlines.registry import Obligation, Rule, end_of, register
from placements.owed import responsible, running, unit_on
from units.queries import leaders_of


def _with_last_meeting(on):
    """Running placements with the last meeting known that day."""
    last = Max("meetings__held", filter=Q(meetings__held__lte=on))
    return running(on).annotate(last_meeting=last)


def monthly_meetings(at):
    """PLC-5: the last meeting of any kind, else the arrival, and one month."""
    on = timezone.localdate(at)
    leaders = cache(lambda unit: tuple(leaders_of(unit, on)))
    for placement in _with_last_meeting(on):
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
