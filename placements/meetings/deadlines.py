"""Which meetings and minutes are owed about a running placement (PLC-1, PLC-5)."""

from datetime import timedelta
from functools import cache

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import preferences
from core.periods import add_months
from deadlines.registry import Obligation, Rule, end_of, register
from placements.enums import MeetingKind, MinutesBy
from placements.meetings.invitations import caseworkers_of, in_force
from placements.meetings.models import Meeting, MeetingState
from placements.owed import responsible, running, unit_on
from units.queries import leaders_of


def _with_last_meetings(on):
    """Running placements with the last meetings known that day."""
    known = Q(meetings__held__lte=on)
    kinds = {"last_quarterly": MeetingKind.QUARTERLY, "last_action_plan": MeetingKind.ACTION_PLAN}
    last = {
        name: Max("meetings__held", filter=known & Q(meetings__kind=kind)) for name, kind in kinds.items()
    }
    return running(on).annotate(last_meeting=Max("meetings__held", filter=known), **last)


def _owed(at, rule, subject, due_of, route):
    """An obligation for each running placement whose `due_of` gives a date."""
    on = timezone.localdate(at)
    leaders = cache(lambda unit: tuple(leaders_of(unit, on)))
    for placement in _with_last_meetings(on):
        unit, due = unit_on(placement, on), due_of(placement)
        if unit and due:
            yield Obligation(
                rule=rule,
                subject=subject,
                key=":".join(filter(None, [rule, subject, str(placement.pk), str(due)])),
                due=end_of(due),
                owners=responsible(placement, unit, leaders),
                path=reverse(route, args=[placement.pk]),
                child_id=placement.child_id,
            )


def action_plan_meetings(at):
    """PLC-1: some days after the arrival, until one was held, be it before the arrival."""
    days = timedelta(days=preferences.value("placements.action_plan_meeting_days"))

    def due(placement):
        return None if placement.last_action_plan else placement.arrived + days

    return _owed(at, "PLC-1", "", due, "placements:meetings")


def monthly_meetings(at):
    """PLC-5: the last meeting of any kind, else the arrival, and one month."""

    def due(placement):
        return add_months(placement.last_meeting or placement.arrived, 1)

    return _owed(at, "PLC-5", "monthly", due, "placements:record_meeting")


def quarterly_meetings(at):
    """PLC-5: the last quarterly meeting, else the arrival, and three months."""

    def due(placement):
        return add_months(placement.last_quarterly or placement.arrived, 3)

    return _owed(at, "PLC-5", "quarterly", due, "placements:meetings")


def _with_people(on):
    return running(on).select_related("caseworker").prefetch_related(in_force(on))


def _about_meetings(at, subject, rows, due_of, owners_of):
    """Obligations about single meetings of placements that run."""
    on = timezone.localdate(at)
    leaders = cache(lambda unit: tuple(leaders_of(unit, on)))
    placements = {placement.pk: placement for placement in _with_people(on)}
    for meeting in rows.filter(placement__in=placements).order_by("pk"):
        placement = placements[meeting.placement_id]
        unit = unit_on(placement, on)
        if unit:
            yield Obligation(
                rule="PLC-5",
                subject=subject,
                key=f"PLC-5:{subject}:{meeting.pk}",
                due=end_of(due_of(meeting)),
                owners=tuple(owners_of(meeting, placement, unit, leaders)),
                path=reverse("placements:meeting", args=[meeting.pk]),
                child_id=placement.child_id,
            )


def meetings_to_confirm(at):
    """A planned meeting whose day is there: somebody says whether it was held."""
    on = timezone.localdate(at)
    open_then = Q(state=MeetingState.PLANNED) | Q(held__gt=on)
    rows = Meeting.objects.filter(open_then, starts__lte=at)

    def owners(meeting, placement, unit, leaders):
        return responsible(placement, unit, leaders)

    return _about_meetings(at, "held", rows, lambda m: timezone.localdate(m.starts), owners)


def minutes_to_write(at):
    """Minutes for whose turn it is; when the municipality is late, for the centre too, which may take over."""
    on = timezone.localdate(at)
    unwritten = Q(written_at__isnull=True) | Q(written_at__gt=at)
    rows = Meeting.objects.filter(unwritten, held__lte=on, minutes_due__isnull=False)

    def owners(meeting, placement, unit, leaders):
        ours = tuple(responsible(placement, unit, leaders))
        if meeting.minutes_by != MinutesBy.MUNICIPALITY:
            return ours
        theirs = tuple(caseworkers_of(placement))
        return theirs + ours if meeting.minutes_due < on else theirs or ours

    return _about_meetings(at, "minutes", rows, lambda m: m.minutes_due, owners)


def minutes_to_sign(at):
    """Minutes that are written, for the unit's leaders."""
    days = timedelta(days=preferences.value("placements.signing_days"))
    unsigned = Q(signed_at__isnull=True) | Q(signed_at__gt=at)
    rows = Meeting.objects.filter(unsigned, written_at__lte=at)

    def owners(meeting, placement, unit, leaders):
        return leaders(unit)

    return _about_meetings(at, "signing", rows, lambda m: timezone.localdate(m.written_at) + days, owners)


for subject, label, collect in (
    ("monthly", _("Monthly meeting with the caseworker"), monthly_meetings),
    ("quarterly", _("Quarterly meeting with the caseworker"), quarterly_meetings),
    ("held", _("Say whether the meeting was held"), meetings_to_confirm),
    ("minutes", _("Minutes of the meeting"), minutes_to_write),
    ("signing", _("Minutes to sign off"), minutes_to_sign),
):
    register(Rule("PLC-5", label, collect, subject=subject))
register(Rule("PLC-1", _("Action-plan meeting with the municipality"), action_plan_meetings))
