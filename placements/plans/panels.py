from datetime import timedelta

from accounts.roles import CARE
from placements.enums import PlacementState
from placements.panels import Panel, register
from placements.plans import facts
from placements.plans.standing import standing

LATELY = timedelta(days=30)


def wanted(on):
    return {
        "plan_dated": facts.newest_dated(on),
        "plan_asked": facts.asked(on),
        "plan_goals": facts.open_sub_goals(on, on - LATELY),
    }


def load(page):
    placement = page.placement
    if page.user.role not in CARE or placement is None:
        return None
    stands = standing(placement.plan_dated, placement.arrived, page.on)
    owed = placement.state == PlacementState.RUNNING
    return {"placement": placement, "stands": stands, "owed": owed, "goals": placement.plan_goals}


register(Panel("plan", "placements/plans/_panel.html", load, order=30, facts=wanted))
