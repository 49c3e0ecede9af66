"""Mistakes can be undone, each with a reason; the person first reads what else falls with it."""

import hashlib

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.roles import LEADERS
from core import waking
from core.acting import command
from core.refusals import Refused
from placements.discharge import ending
from placements.discharge.falling import falling
from placements.discharge.models import Receipt, Undoing, Undone
from placements.enums import DecisionKind, PlacementState
from placements.lifecycle import PLACEMENT
from placements.meetings.lifecycle import MEETING
from placements.models import Intake, MunicipalDecision


def discharge_decision(placement):
    return MunicipalDecision.objects.filter(placement=placement, kind=DecisionKind.DISCHARGE)


def possible(placement):
    """What can be undone in this state."""
    if placement.state == PlacementState.PLANNED:
        return [Undone.PLAN]
    if placement.state == PlacementState.ENDED:
        return [Undone.DISCHARGE]
    if placement.state != PlacementState.RUNNING:
        return []
    road = [Undone.ROAD] if hasattr(placement, "discharge") else []
    decision = [Undone.DECISION] if discharge_decision(placement).exists() else []
    return [*road, *decision, Undone.ARRIVAL]


def fingerprint(falls):
    """Tells whether what fell is still what the person read."""
    return hashlib.sha256("\n".join(fall.sentence for fall in falls).encode()).hexdigest()[:16]


def check(placement, what, *, by, on):
    if by.role not in LEADERS:
        raise Refused(_("Your role does not do this."))
    if what not in possible(placement):
        raise Refused(_("This can no longer be undone. Open it again to see how it stands."))
    if blocking := [fall.sentence for fall in falling(what, placement, on) if fall.blocks]:
        raise Refused(" ".join(blocking))


@command
def undo(placement, what, *, reason, seen, by, at, on):
    """Undoes one thing. `seen` is the fingerprint of what the person read; what fell is kept with the reason."""
    PLACEMENT.hold(placement)
    check(placement, what, by=by, on=on)
    if not reason.strip():
        raise Refused(_("Say why it is undone."), "reason")
    if seen != fingerprint(falling(what, placement, on)):
        raise Refused(_("Something changed meanwhile. Read again what falls with it."))
    with translation.override(settings.LANGUAGE_CODE):
        fell = [fall.sentence for fall in falling(what, placement, on)]
    ACTS[what](placement, by)
    waking.soon("deadlines.refresh")
    facts = {"what": what, "reason": reason.strip(), "fell": fell, "undone_by": by, "undone_at": at}
    return Undoing.objects.create(placement=placement, **facts)


def _cancel(placement, by):
    """The request that led here keeps its answer; the place is free again."""
    for meeting in placement.meetings.filter(state="planned"):
        MEETING.move(meeting, "cancel", by=by, cancelled_because=_("The placement is cancelled."))
    placement.stays.all().delete()
    PLACEMENT.move(placement, "cancel", by=by)


def _take_back_arrival(placement, by):
    placement.contact_persons.all().delete()
    Intake.objects.filter(placement=placement).delete()
    PLACEMENT.move(placement, "take_back_arrival", by=by)


def _take_back_discharge(placement, by):
    Receipt.objects.filter(placement=placement).delete()
    PLACEMENT.move(placement, "take_back_discharge", by=by, discharged=None, ladder_level=None)
    ending.reopen(placement, getattr(getattr(placement, "discharge", None), "ended", {}))


def _drop_road(placement, by):
    placement.discharge.delete()


def _withdraw_decision(placement, by):
    discharge_decision(placement).delete()


ACTS = {
    Undone.PLAN: _cancel,
    Undone.ARRIVAL: _take_back_arrival,
    Undone.DISCHARGE: _take_back_discharge,
    Undone.ROAD: _drop_road,
    Undone.DECISION: _withdraw_decision,
}
