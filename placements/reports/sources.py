"""What the placement itself puts beside the headings: goals with signs, attendance, the child's part in meetings."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from placements.models import Absence, ActionPlan, Attendance, Meeting, Schooling, Sighting, SubGoal
from placements.reports.material import register

SIGNS = 20


def _within(report, field):
    return {f"{field}__gte": report.begins, f"{field}__lte": report.ends}


def goals(asked):
    """The sub-goals of the newest plan, and of older ones where a sign was seen in the period."""
    report = asked.report
    plans = ActionPlan.objects.filter(placement=report.placement_id, received__lte=report.ends)
    newest = plans.order_by("-dated", "-pk").values("pk")[:1]
    seen = Sighting.objects.filter(**_within(report, "seen_on"))
    here = seen.filter(sub_goal=OuterRef("pk"))
    rows = SubGoal.objects.filter(goal__plan__placement=report.placement_id)
    rows = rows.filter(Q(goal__plan__in=newest) | Exists(here)).select_related("goal")
    signs = seen.select_related("seen_by", "entry").order_by("-seen_on", "-pk")
    rows = rows.prefetch_related(Prefetch("sightings", signs, to_attr="signs_seen"))
    return {"sub_goals": rows.order_by("goal__position", "goal", "position", "pk"), "shown": SIGNS}


def attendance(asked):
    """How often the child got there, for each place that it goes to by day, and the days away from here."""
    report = asked.report
    of = {"placement": report.placement_id}
    overlap = Q(ends__isnull=True) | Q(ends__gt=report.begins)
    days = Q(**_within(report, "attendance__day"))
    counts = {
        f"days_{state}": Count("attendance", filter=days & Q(attendance__state=state)) for state in STATES
    }
    places = Schooling.objects.filter(overlap, **of, begins__lte=report.ends).select_related("kind")
    away = Absence.objects.filter(overlap, **of, begins__lte=report.ends)
    missed = Attendance.objects.filter(schooling__placement=report.placement_id, state="absent")
    return {
        "places": places.annotate(**counts).order_by("begins", "pk"),
        "missed": missed.filter(**_within(report, "day")).exclude(reason="").order_by("-day", "-pk")[:SIGNS],
        "absences": away.order_by("begins", "pk"),
    }


STATES = ("there", "late", "absent", "closed")


def child_part(asked):
    """What the child said or did at the meetings of the period."""
    rows = Meeting.objects.filter(placement=asked.report.placement_id).exclude(child_part="")
    rows = rows.filter(held__isnull=False, **_within(asked.report, "held")).annotate(name=F("kind__name"))
    return {"meetings": rows.order_by("-held", "-pk")}


register("goals", "placements/reports/material_goals.html", goals)
register("attendance", "placements/reports/material_attendance.html", attendance)
register("own_words", "placements/reports/material_meetings.html", child_part)
