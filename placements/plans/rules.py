"""Who may do what with an action plan and its goals, and why not."""

from django.utils.translation import gettext as _

from accounts.roles import CARE, LEADERS, Role
from core.refusals import Refused
from placements.enums import ContactRole, PlacementState
from placements.plans.lifecycle import SUB_GOAL
from placements.plans.models import GoalState


def _check_sender(placement, by):
    if by.role in LEADERS:
        return
    if by.role != Role.CASEWORKER or by.municipality_id != placement.municipality_id:
        raise Refused(_("Only the municipality or the unit's leaders record an action plan."))


def check_receive(placement, dated, received, *, by, on):
    _check_sender(placement, by)
    if placement.state == PlacementState.CANCELLED:
        raise Refused(_("This placement was cancelled."))
    check_dates(placement, dated, received, on=on)


def check_dates(placement, dated, received, *, on):
    if dated > on:
        raise Refused(_("That day has not come yet. Which date stands on the plan?"), "dated")
    if dated < placement.child.born:
        raise Refused(_("The child was not born yet. Which date stands on the plan?"), "dated")
    if received > on:
        raise Refused(_("That day has not come yet. When did the plan come?"), "received")
    if received < dated:
        raise Refused(_("A plan cannot be received before its date."), "received")


def check_correct(plan, dated, received, *, by, on):
    _check_leads(by)
    check_dates(plan.placement, dated, received, on=on)


def _check_leads(by):
    if by.role not in LEADERS:
        raise Refused(_("Only the unit's leaders and the director do this."))


def check_ask(placement, *, by):
    _check_leads(by)
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("A plan is asked for while the child lives here."))


def check_work(plan, *, by, on):
    """Leaders and the primary contact person work on the goals of the newest plan."""
    contacts = plan.placement.contact_persons.on(on)
    if by.role not in LEADERS and not contacts.filter(role=ContactRole.PRIMARY, person=by).exists():
        raise Refused(_("The leaders and the child's primary contact person work on the goals."))
    newest = plan.placement.plans.known_on(on).first()
    if newest is None:
        raise Refused(_("This plan has not been received yet."))
    if newest.pk != plan.pk:
        raise Refused(_("There is a newer plan. Carry the goals over, and go on working on them there."))


def check_close(sub_goal, action, closed_on, *, by, on):
    SUB_GOAL.check(sub_goal, action, by=by)
    check_work(sub_goal.goal.plan, by=by, on=on)
    if closed_on > on:
        raise Refused(_("That day has not come yet."), "closed_on")


def check_reopen(sub_goal, *, by, on):
    SUB_GOAL.check(sub_goal, "reopen", by=by)
    check_work(sub_goal.goal.plan, by=by, on=on)


def check_sign(sub_goal, *, by):
    """Everybody who cares for the child notes signs of what is being worked on."""
    if by.role not in CARE:
        raise Refused(_("Your role does not do this."))
    if sub_goal.state != GoalState.OPEN:
        raise Refused(_("This sub-goal is closed. Reopen it if it is worked on again."))
    if hasattr(sub_goal, "carried_to"):
        raise Refused(_("This sub-goal goes on in the newer plan. Note the sign there."))


def check_seen_on(sub_goal, seen_on, *, on):
    if seen_on > on:
        raise Refused(_("That day has not come yet. When was the sign seen?"), "seen_on")
    if seen_on < sub_goal.goal.plan.placement.arrived:
        raise Refused(_("The child had not arrived yet on that day."), "seen_on")
