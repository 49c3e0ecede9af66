"""Who may do what with a meeting now, and why not."""

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.roles import CARE, Role
from core.lifecycle import CHANGED
from core.refusals import Refused
from placements.enums import MeetingKind, MinutesBy, PlacementState
from placements.meetings.lifecycle import MEETING
from placements.meetings.models import Meeting
from placements.meetings.year import last_day_for

WITH_THE_CHILD = (MeetingKind.START_UP, MeetingKind.FOLLOW_UP)
NOT_OVER = (PlacementState.PLANNED, PlacementState.RUNNING)


def check_record(placement, held, *, on):
    if held > on:
        raise Refused(_("The meeting has not been held yet. Record it when it has."), "held")
    if placement.state in ("planned", "cancelled") and held > placement.arrived:
        raise Refused(_("The child has not arrived yet."), "held")


def check_may_plan(placement, *, by):
    if by.role not in CARE:
        raise Refused(_("Your role does not do this."))
    if placement.state not in NOT_OVER:
        raise Refused(_("The placement has ended. No meeting is planned any more."))


def check_time(placement, starts, *, at):
    """A meeting lies ahead, and not after the child has left or turned 18 (PLC-14)."""
    if starts <= at:
        raise Refused(
            _("That time has passed. Choose a later one, or record a meeting that was held."), "day"
        )
    last = last_day_for(placement)
    if localdate(starts) > last:
        raise Refused(
            _("The placement ends after %(day)s. Choose an earlier day.") % {"day": date_format(last)}, "day"
        )


def check_free(placement, starts, *, but=None):
    """One meeting a day: whoever plans the same month a moment later is told."""
    same = placement.meetings.planned().filter(starts__date=localdate(starts)).exclude(pk=but)
    if same.exists():
        day = {"day": date_format(localdate(starts))}
        raise Refused(_("A meeting is already planned on %(day)s.") % day, "day")


def check_unchanged(meeting, sequence):
    """Two who change one meeting at once: the second is told. Called while the row is held."""
    if Meeting.objects.values_list("sequence", flat=True).get(pk=meeting.pk) != sequence:
        raise Refused(CHANGED)


def check_invite(meeting, agenda, *, by, at):
    MEETING.check(meeting, "invite", by=by)
    if meeting.starts <= at:
        raise Refused(_("That time has passed. Move the meeting, or record that it was held."))
    if not agenda.strip():
        raise Refused(_("Write at least one line, so that the others can prepare."), "agenda")


def check_hold(meeting, held, *, by, on):
    MEETING.check(meeting, "hold", by=by)
    check_record(meeting.placement, held, on=on)


def check_reason(text, sentence):
    if not text.strip():
        raise Refused(sentence, "reason")


def check_may_write(meeting, *, by):
    """Whose turn it is writes; the centre can take over, the municipality cannot."""
    MEETING.check(meeting, "write", by=by)
    theirs = meeting.minutes_by == MinutesBy.MUNICIPALITY
    if by.role == Role.CASEWORKER and meeting.placement.municipality_id != by.municipality_id:
        raise Refused(_("Your role does not do this."))
    if by.role == Role.CASEWORKER and not theirs:
        raise Refused(_("It is the centre's turn to write these minutes."))
    if by.role != Role.CASEWORKER and theirs:
        raise Refused(_("It is the municipality's turn. Take the minutes over first, and say why."))


def check_minutes(kind, text, child_part, *, paper):
    if not text.strip() and not paper:
        raise Refused(_("Write what was agreed, or choose the minutes as PDF."), "minutes")
    if kind in WITH_THE_CHILD and not child_part.strip():
        raise Refused(_("Say how the child took part, or why not."), "child_part")


def version_of(meeting):
    """What names the minutes as they are now: when they were handed in."""
    return meeting.written_at.isoformat() if meeting.written_at else ""


def check_seen(meeting, seen):
    if seen is not None and seen != version_of(meeting):
        raise Refused(_("The minutes were handed in anew since you opened them. Read them before you sign."))


def check_take_over(meeting, reason, *, by):
    MEETING.check(meeting, "take_over", by=by)
    if meeting.minutes_by != MinutesBy.MUNICIPALITY:
        raise Refused(_("It is the centre's turn already."))
    check_reason(reason, _("Say why the centre writes these minutes."))
