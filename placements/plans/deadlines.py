from functools import cache

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deadlines.registry import Obligation, Rule, end_of, register
from placements.owed import responsible, running, unit_on
from placements.plans import facts
from placements.plans.standing import stands
from units.queries import leaders_of


def action_plans(at):
    """PLC-2: the newest plan received by then and 12 months; without one the arrival and the first days."""
    on = timezone.localdate(at)
    leaders = cache(lambda unit: tuple(leaders_of(unit, on)))
    for placement in running(on).annotate(**facts.of_plan(on)):
        unit = unit_on(placement, on)
        if unit is None:
            continue
        day = stands(placement, on).due
        yield Obligation(
            rule="PLC-2",
            key=f"PLC-2:{placement.pk}:{day}",
            due=end_of(day),
            owners=responsible(placement, unit, leaders),
            path=reverse("placements:action_plan", args=[placement.pk]),
            child_id=placement.child_id,
        )


register(Rule("PLC-2", _("Action plan from the municipality"), action_plans))
