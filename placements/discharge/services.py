from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import waking
from core.acting import command
from core.lifecycle import CHANGED
from core.refusals import Refused
from documents import services as documents
from placements.discharge import ending, rules
from placements.discharge.documents import SUMMARY, summary_of
from placements.discharge.models import Discharge
from placements.enums import PlacementState
from placements.lifecycle import PLACEMENT

POINTS = {
    "talk": ("talk_on", "talk_by"),
    "told": ("told_on", "told_by", "told_late_because"),
    "destination": ("destination", "goes_to", "in_nuuk", "ladder_level"),
    "journey": ("visits", "accompanied_by", "accompanied_phone", "accompanied_contacted_on"),
    "belongings": ("belongings_on", "belongings_note"),
    "follow": ("follows", "follows_until"),
}


@command
def plan(placement, *, planned_for, by):
    """Begins the road out, or moves its date."""
    PLACEMENT.hold(placement)
    rules.check_plan(placement, planned_for)
    return Discharge.objects.update_or_create(placement=placement, defaults={"planned_for": planned_for})[0]


@command
def save_point(discharge, point, *, facts, by, on):
    """One point of the checklist; what others wrote meanwhile in the other points stays."""
    PLACEMENT.hold(discharge.placement)
    if discharge.placement.state != PlacementState.RUNNING:
        raise Refused(_("The discharge is done. Take it back first if something is wrong."))
    _check(discharge, point, facts, on)
    if not Discharge.objects.filter(pk=discharge.pk).update(**facts):
        raise Refused(CHANGED)
    for name, value in facts.items():
        setattr(discharge, name, value)
    return discharge


def _check(discharge, point, facts, on):
    if point == "told":
        rules.check_told(discharge, facts, on=on)
    elif point == "destination":
        rules.check_destination(facts)
    elif point == "journey":
        rules.check_journey(discharge, facts, on=on)
    elif point == "follow":
        rules.check_follow(discharge, facts)
    rules.check_not_ahead(facts, on, "talk_on", "belongings_on")


@command
def leave(placement, *, left_on, by, at, on):
    """Discharges the child: the placement, the stay and what hangs on them end in one act, and the municipality
    gets the summary. Raises Refused with every open point (PLC-10 to 12)."""
    PLACEMENT.hold(placement)
    road = Discharge.objects.filter(placement=placement).select_related("follows", "summary").first()
    rules.check_leave(placement, road, left_on, by=by, on=on)
    placement.discharge = road
    before = ending.end(placement, left_on, by=by)
    PLACEMENT.move(placement, "discharge", by=by, discharged=left_on, ladder_level=road.ladder_level)
    summary = _summary(placement, by, at)
    Discharge.objects.filter(pk=road.pk).update(ended=before, summary=summary)
    road.ended, road.summary = before, summary
    waking.soon("deadlines.refresh")
    return road


def _summary(placement, by, at):
    """After a discharge that was taken back the new summary is a new version of the first."""
    about = {"child": placement.child, "municipality": placement.municipality}
    title, replaces = gettext_lazy("Discharge summary"), placement.discharge.summary
    facts = {"kind": SUMMARY, "title": title, "data": summary_of(placement), "replaces": replaces}
    document = documents.issue(**facts, **about, by=by, at=at)
    documents.release(document, by=by, at=at)
    return document
