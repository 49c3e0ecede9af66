"""When a child may leave, and why not yet."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import preferences
from core.refusals import Refused
from placements.discharge.checklist import Known, is_late, open_points, visits_first
from placements.discharge.models import Destination
from placements.discharge.people import last_stay
from placements.discharge.preferences import TOLD_DAYS
from placements.discharge.turning import eighteenth
from placements.enums import DecisionKind, Ladder, PlacementState
from placements.lifecycle import PLACEMENT
from placements.models import MunicipalDecision, Report

LEVELS = {
    Destination.HOME: (Ladder.PREVENTION, Ladder.INTERVENTION),
    Destination.OWN: (Ladder.PREVENTION, Ladder.INTERVENTION),
    Destination.NETWORK: (Ladder.NETWORK_CARE,),
    Destination.FOSTER: (Ladder.FOSTER_CARE,),
    Destination.INSTITUTION: (Ladder.INSTITUTION,),
}


def statement_of(placement):
    """The newest statement that the municipality has (PLC-10), or None."""
    delivered = Report.objects.filter(placement=placement, kind="statement", state="delivered")
    return delivered.select_related("document").order_by("delivered", "pk").last()


def known(placement):
    decision = MunicipalDecision.objects.filter(
        placement=placement, kind=DecisionKind.DISCHARGE, paper__isnull=False
    ).first()
    statement = statement_of(placement)
    return Known(
        decided_on=decision.decided_on if decision else None,
        stated_on=statement.delivered if statement else None,
        told_days=preferences.value(TOLD_DAYS),
    )


def check_plan(placement, planned_for):
    _check_running(placement)
    stay = last_stay(placement)
    if stay and planned_for < stay.begins:
        facts = {"day": date_format(stay.begins), "unit": stay.place.unit}
        raise Refused(
            _("The child lives in %(unit)s since %(day)s and cannot leave before that.") % facts,
            "planned_for",
        )
    _check_age(placement, planned_for, "planned_for")


def _check_running(placement):
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("Only a child who lives here can be discharged."))


def _check_age(placement, day, field):
    birthday = eighteenth(placement.child.born)
    if day > birthday:
        raise Refused(
            _("The child turns 18 on %(day)s, and a placement ends then at the latest.")
            % {"day": date_format(birthday)},
            field,
        )


def check_not_ahead(facts, on, *names):
    for name in names:
        if facts.get(name) and facts[name] > on:
            raise Refused(_("That day has not come yet."), name)


def check_told(discharge, facts, *, on):
    check_not_ahead(facts, on, "told_on")
    days = preferences.value(TOLD_DAYS)
    if is_late(facts["told_on"], discharge.planned_for, days) and not facts["told_late_because"]:
        raise Refused(
            _("That is less than %(days)s days before the discharge. Say why.") % {"days": days},
            "told_late_because",
        )


def check_destination(facts):
    """PLC-12: the level on the ladder of interventions fits where the child goes."""
    levels = LEVELS[facts["destination"]]
    if facts["ladder_level"] not in levels:
        words = ", ".join(f"{level.value} ({level.label})" for level in levels)
        raise Refused(_("To that place the level is %(levels)s.") % {"levels": words}, "ladder_level")


def check_journey(discharge, facts, *, on):
    if not discharge.destination:
        raise Refused(_("Say first where the child goes."))
    if visits_first(discharge):
        if not facts["visits"]:
            raise Refused(_("Say which contact and visits are arranged."), "visits")
        return
    if not facts["accompanied_by"]:
        raise Refused(_("Name the person whom the municipality has chosen."), "accompanied_by")
    check_not_ahead(facts, on, "accompanied_contacted_on")


def check_follow(discharge, facts):
    if facts["follows_until"] and not facts["follows"]:
        raise Refused(_("Say who follows the child."), "follows")
    if facts["follows_until"] and facts["follows_until"] < discharge.planned_for:
        raise Refused(_("The following begins with the discharge."), "follows_until")


def check_leave(placement, plan, left_on, *, by, on):
    """PLC-10 to 12: the open points are the sentence."""
    PLACEMENT.check(placement, "discharge", by=by)
    if plan is None:
        raise Refused(_("Plan the discharge first."))
    if left_on > on:
        raise Refused(
            _("That day has not come yet. Register the discharge when the child leaves."), "left_on"
        )
    stay = last_stay(placement)
    facts = stay and {"day": date_format(stay.begins), "unit": stay.place.unit}
    if stay and stay.begins > on:
        raise Refused(_("A move to %(unit)s is planned for %(day)s. Cancel it first.") % facts)
    if stay and left_on < stay.begins:
        raise Refused(
            _("The child lives in %(unit)s since %(day)s and cannot leave before that.") % facts, "left_on"
        )
    _check_age(placement, left_on, "left_on")
    check_points(placement, plan, left_on)


def check_points(placement, plan, left_on):
    if missing := open_points(plan, known(placement), left_on):
        words = "; ".join(point.missing for point in missing)
        raise Refused(_("The child cannot be discharged yet. Still open: %(points)s.") % {"points": words})
