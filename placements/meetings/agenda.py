"""An agenda drafted from what is open about a placement, as lines that people then change."""

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.periods import add_months, last_day
from placements.daily.models import Attendance, DayCareState, Presence
from placements.meetings import turns
from placements.plans.models import GoalState, SubGoal
from placements.reports.models import ReportKind, ReportState
from placements.resources.models import ResourceState

LONGEST_QUOTE = 400
REPORT_AHEAD = 30


def draft(placement, on):
    """The open matters as text, one on each line; in the language of documents."""
    last = placement.meetings.took_place().filter(held__lte=on).order_by("-held", "-pk").first()
    since = last.held if last else placement.arrived
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            *_agreed(last),
            _("How the child is doing: the child's own words, behaviour, friendships"),
            *_plan(placement, on),
            *_goals(placement, since, on),
            *_attendance(placement, since, on),
            *_absences(placement, since, on),
            *_contact_persons(placement, since, on),
            *_applications(placement),
            *_report(placement, on),
            _("Contact with the family"),
            _("The next meeting; minutes of this one: %(writer)s") % {"writer": turns.turn(placement).label},
        ]
    return "\n".join(lines)


def _day(day):
    return date_format(day, "SHORT_DATE_FORMAT")


def _agreed(last):
    if last is None or not last.minutes.strip():
        return []
    text = " ".join(last.minutes.split())
    facts = {"day": _day(last.held), "text": Truncator(text).chars(LONGEST_QUOTE)}
    return [_("What was agreed on %(day)s: %(text)s") % facts]


def _plan(placement, on):
    """PLC-2: none, or one older than 12 months."""
    newest = placement.plans.filter(received__lte=on).order_by("-dated").first()
    if newest is None:
        asked = placement.plan_askings.aggregate(times=Count("pk"), newest=Max("asked_at"))
        return [_missing_plan(asked["times"])]
    if add_months(newest.dated, 12) <= on:
        return [_("The action plan is from %(day)s and has to be renewed") % {"day": _day(newest.dated)}]
    return []


def _missing_plan(times):
    if not times:
        return _("The action plan is missing")
    words = ngettext(
        "The action plan is missing; it was asked for once",
        "The action plan is missing; it was asked for %(times)s times",
        times,
    )
    return words % {"times": times}


def _goals(placement, since, on):
    """Sub-goals still open, with how often a sign was seen since the last meeting."""
    recent = Q(sightings__seen_on__gte=since, sightings__seen_on__lte=on)
    goals = SubGoal.objects.filter(goal__plan__placement=placement, state=GoalState.OPEN)
    seen = goals.annotate(
        times=Count("sightings", filter=recent), latest=Max("sightings__seen_on", filter=recent)
    )
    return [_goal(goal) for goal in seen.filter(times__gt=0).order_by("goal__position", "position", "pk")]


def _goal(goal):
    words = ngettext(
        "Goal “%(goal)s”: a sign was seen once, on %(day)s",
        "Goal “%(goal)s”: signs were seen %(times)s times, the last on %(day)s",
        goal.times,
    )
    return words % {"goal": goal.text, "times": goal.times, "day": _day(goal.latest)}


def _attendance(placement, since, on):
    days = Attendance.objects.filter(schooling__placement=placement, day__gte=since, day__lte=on)
    found = days.values("schooling__name").annotate(
        absent=Count("pk", filter=Q(state=Presence.ABSENT)), late=Count("pk", filter=Q(state=Presence.LATE))
    )
    words = _("%(where)s: absent on %(absent)s days, late on %(late)s")
    return [
        words % {"where": row["schooling__name"], "absent": row["absent"], "late": row["late"]}
        for row in found.order_by("schooling__name")
        if row["absent"] or row["late"]
    ]


def _absences(placement, since, on):
    rows = placement.absences.filter(Q(ends__isnull=True) | Q(ends__gt=since), begins__lte=on)
    return [_absence(row) for row in rows.order_by("begins", "pk")]


def _absence(row):
    facts = {"kind": capfirst(row.get_kind_display()), "first": _day(row.begins)}
    if row.ends is None:
        return _("%(kind)s since %(first)s") % facts
    if last_day(row.ends) == row.begins:
        return _("%(kind)s on %(first)s") % facts
    return _("%(kind)s from %(first)s to %(last)s") % {**facts, "last": _day(last_day(row.ends))}


def _contact_persons(placement, since, on):
    """PLC-4: who came new since then, not those who were there from the arrival."""
    new = placement.contact_persons.filter(begins__gt=max(since, placement.arrived), begins__lte=on)
    rows = new.select_related("person").order_by("begins", "pk")
    words = _("%(name)s is the new %(role)s since %(day)s")
    return [
        words % {"name": row.person, "role": row.get_role_display(), "day": _day(row.begins)} for row in rows
    ]


def _applications(placement):
    lines = []
    for row in placement.extra_resources.filter(state=ResourceState.APPLIED).order_by("begins", "pk"):
        words = _("Extra resources from %(day)s are applied for and not answered")
        lines.append(words % {"day": _day(row.begins)})
    under_way = placement.day_care_applications.filter(state__in=[DayCareState.NEEDED, DayCareState.APPLIED])
    for row in under_way.order_by("pk"):
        words = _("Acute day-care place needed from %(day)s: %(state)s")
        lines.append(words % {"day": _day(row.needed_from), "state": row.get_state_display()})
    return lines


def _report(placement, on):
    """PLC-6: the next half-yearly report, from a month before it is due."""
    delivered = placement.reports.filter(
        kind=ReportKind.HALF_YEAR, state=ReportState.DELIVERED, delivered__lte=on
    ).count()
    due = add_months(placement.arrived, 6 * (delivered + 1))
    if (due - on).days > REPORT_AHEAD:
        return []
    return [_("The half-yearly report is due on %(day)s") % {"day": _day(due)}]
