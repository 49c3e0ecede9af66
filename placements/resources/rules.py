"""Applying for extra staff, and the municipality's answer (BIL-11)."""

from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.enums import PlacementState
from placements.lifecycle import PLACEMENT
from placements.resources.lifecycle import RESOURCES

OPEN = (PlacementState.PLANNED, PlacementState.RUNNING)


def check_apply(placement, begins, ends):
    if placement.state not in OPEN:
        raise Refused(_("The placement has ended. Nothing more is applied for."))
    PLACEMENT.hold(placement)
    if ends <= begins:
        raise Refused(_("The last day lies before the first."), "last")


def check_answer(application, action, *, granted, answered_on, answered_by, answer, by, on):
    """`granted` is (amount, begins, ends); a refusal needs the municipality's reason."""
    RESOURCES.check(application, action, by=by)
    if answered_on > on:
        raise Refused(_("That day has not come yet."), "answered_on")
    if not answered_by.strip():
        raise Refused(_("Say who answered for the municipality."), "answered_by")
    if action == "turn_down" and not answer.strip():
        raise Refused(_("Say why it is refused."), "answer")
    amount, begins, ends = granted
    if action == "grant" and not (amount and begins and ends):
        raise Refused(_("Say which amount is granted, and for which period."), "granted_amount")
    if action == "grant" and ends <= begins:
        raise Refused(_("The last day lies before the first."), "granted_last")
