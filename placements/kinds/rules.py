"""What the centre may change about its kinds, and what rules hold on to (PLC-17)."""

from django.utils.translation import gettext as _

from accounts.roles import LEADERS, Role
from core.refusals import Refused
from placements.enums import MeetingKind, PlacementState

ORDINARY = "ordinary"
# Codes that rules reckon with: what a placement is at first, meetings that are owed, the place that is applied for.
KNOWN = frozenset(
    {
        ORDINARY,
        MeetingKind.ACTION_PLAN,
        MeetingKind.MONTHLY,
        MeetingKind.QUARTERLY,
        MeetingKind.START_UP,
        MeetingKind.FOLLOW_UP,
        "day_care",
    }
)


def check_keeper(*, by):
    if by.role != Role.DIRECTOR:
        raise Refused(_("Only the director changes the lists of kinds."))


def check_take_out(kind, *, by):
    check_keeper(by=by)
    if kind.code in KNOWN:
        about = {"name": kind.name}
        raise Refused(
            _("A rule of Fnug reckons with “%(name)s”, so it stays in use. It can be renamed.") % about
        )


def check_placement_kind(placement, kind, *, by):
    if by.role not in LEADERS:
        raise Refused(_("Only the unit's leaders and the director do this."))
    if placement.state not in (PlacementState.PLANNED, PlacementState.RUNNING):
        raise Refused(_("This placement is over."))
    if not kind.active and kind.code != placement.kind_id:
        raise Refused(_("“%(name)s” is no longer in use.") % {"name": kind.name}, "kind")
