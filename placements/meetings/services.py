from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import preferences, waking
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from placements.enums import MinutesBy
from placements.lifecycle import PLACEMENT
from placements.meetings import invitations, rules
from placements.meetings.documents import AGENDA, agenda_of
from placements.meetings.lifecycle import MEETING
from placements.meetings.models import Meeting, MeetingState
from placements.models import Placement


@command
def record(placement, *, key, kind, held, minutes_by, minutes, by, at, on, present="", child_part=""):
    """Records a meeting that was held, with its minutes if there are any.

    The same key twice is one meeting, and with other words it is refused.
    """
    rules.check_record(placement, held, on=on)
    minutes_by = minutes_by or (MinutesBy.CENTRE if minutes.strip() else "")
    words = {"minutes": minutes, "present": present, "child_part": child_part}
    facts = {"placement": placement, "kind_id": kind, "held": held, "minutes_by": minutes_by, **words}
    due = {"minutes_due": minutes_due(held) if minutes_by else None}
    meeting, created = Meeting.objects.get_or_create(key=key, defaults={**facts, **due})
    if any(getattr(meeting, name) != value for name, value in facts.items()):
        raise Refused(
            _("This meeting is already recorded, with other words. Open the child's page to see it.")
        )
    if created and minutes.strip():
        rules.check_minutes(kind, minutes, child_part, paper=None)
        MEETING.move(meeting, "write", by=by, written_at=at, written_by=by)
    waking.soon("deadlines.refresh")
    return meeting


def minutes_due(held):
    return held + timedelta(days=preferences.value("placements.minutes_days"))


@command
def plan(placement, *, rows, by, at):
    """Plans meetings, all or none: each row has a key, a kind, when it starts, and its form.

    A row whose key is known is planned already, so that sending twice makes nothing twice.
    """
    placement = Placement.objects.select_for_update(of=("self",)).select_related("child").get(pk=placement.pk)
    rules.check_may_plan(placement, by=by)
    known = set(placement.meetings.filter(key__in=[r["key"] for r in rows]).values_list("key", flat=True))
    new = [_planned(placement, row, at) for row in rows if row["key"] not in known]
    waking.soon("deadlines.refresh")
    return new


def _planned(placement, row, at):
    rules.check_time(placement, row["starts"], at=at)
    rules.check_free(placement, row["starts"])
    facts = {"kind_id": row["kind"], "starts": row["starts"], "form": row["form"]}
    return Meeting.objects.create(key=row["key"], placement=placement, state=MeetingState.PLANNED, **facts)


@command
def write_agenda(meeting, *, agenda, sequence, by):
    """Keeps the lines of an agenda that has not been sent yet."""
    MEETING.hold(meeting)
    MEETING.check(meeting, "invite", by=by)
    rules.check_unchanged(meeting, sequence)
    if meeting.invited_at:
        raise Refused(_("The agenda was sent. Send the invitation again with the new one."), "agenda")
    meeting.agenda = agenda
    meeting.save(update_fields=["agenda"])


@command
def invite(meeting, *, agenda, sequence, by, at, on):
    """Freezes the agenda, releases it to the municipality, and sends the invitation with its calendar file.

    Sent again it replaces the agenda before, and calendars take over the newer one.
    """
    MEETING.hold(meeting)
    rules.check_invite(meeting, agenda, by=by, at=at)
    rules.check_unchanged(meeting, sequence)
    meeting.agenda = agenda
    facts = {"agenda": agenda, "invited_at": at, "sequence": sequence + 1}
    MEETING.move(meeting, "invite", by=by, **facts)
    _send(meeting, by=by, at=at, on=on)
    return meeting


@command
def move(meeting, *, starts, form, sequence, by, at, on):
    """To another time; who was invited gets the agenda and the calendar file anew."""
    PLACEMENT.hold(meeting.placement)
    MEETING.hold(meeting)
    rules.check_unchanged(meeting, sequence)
    rules.check_time(meeting.placement, starts, at=at)
    rules.check_free(meeting.placement, starts, but=meeting.pk)
    MEETING.move(meeting, "move", by=by, starts=starts, form=form, sequence=sequence + 1)
    if meeting.invited_at:
        _send(meeting, by=by, at=at, on=on)
    waking.soon("deadlines.refresh")
    return meeting


def _send(meeting, *, by, at, on):
    placement = meeting.placement
    meeting.agenda_document = documents.issue(
        kind=AGENDA,
        title=gettext_lazy("Agenda"),
        data=agenda_of(meeting, on),
        by=by,
        at=at,
        child=placement.child,
        municipality=placement.municipality,
        replaces=meeting.agenda_document,
    )
    meeting.save(update_fields=["agenda_document"])
    documents.release(meeting.agenda_document, by=by, at=at)
    invitations.post(meeting, at=at, on=on)


@command
def cancel(meeting, *, reason, by, at, on):
    """Calls a planned meeting off; it disappears from the calendars of who was invited."""
    MEETING.check(meeting, "cancel", by=by)
    rules.check_reason(reason, _("Say why the meeting is cancelled."))
    facts = {"cancelled_because": reason, "sequence": meeting.sequence + 1}
    MEETING.move(meeting, "cancel", by=by, **facts)
    if meeting.invited_at:
        invitations.post(meeting, at=at, on=on)
    waking.soon("deadlines.refresh")
    return meeting


@command
def hold(meeting, *, held, minutes_by, present, by, at, on):
    """A planned meeting took place; from then the minutes are somebody's turn, or nobody's."""
    rules.check_hold(meeting, held, by=by, on=on)
    due = minutes_due(held) if minutes_by else None
    facts = {"held": held, "minutes_by": minutes_by, "minutes_due": due, "present": present}
    MEETING.move(meeting, "hold", by=by, **facts)
    if minutes_by == MinutesBy.MUNICIPALITY:
        invitations.tell_whose_turn(meeting, at=at, on=on)
    waking.soon("deadlines.refresh")
    return meeting
