"""Plans, meetings and everyday life: school, day care, absences."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements.daily.models import Presence
from placements.models import Absence, ActionPlan, DayCareApplication, Meeting, Schooling
from placements.whole_file.parts import facts, part, period, shown, table, texts
from placements.whole_file.registry import Section, register


def plans(child, user, on):
    rows = ActionPlan.objects.filter(placement__child=child).order_by("dated", "pk")
    signs = "goals__sub_goals__sightings"
    for row in rows.prefetch_related(f"{signs}__seen_by", f"{signs}__entry"):
        yield part(shown(row.dated), facts=facts(row, "dated", "received"), texts=texts(row, "note"))
        for goal in row.goals.all():
            yield _goal(goal)


def _goal(goal):
    head = (_("Sub-goal"), _("Signs to look for"), _("State"), _("What was seen"))
    return part(
        facts=[[_("Goal"), goal.text]],
        table=table(
            head,
            [(s.text, s.signs, s.get_state_display(), _seen(s)) for s in goal.sub_goals.all()],
        ),
    )


def _seen(sub_goal):
    seen = sorted(sub_goal.sightings.all(), key=lambda row: (row.seen_on, row.pk))
    return "\n".join(f"{shown(row.seen_on)} {row.told} ({row.seen_by})" for row in seen)


def meetings(child, user, on):
    rows = Meeting.objects.filter(placement__child=child).select_related("kind", "signed_by")
    for row in rows.order_by("held", "starts", "pk"):
        when = shown(row.held or row.starts)
        about = facts(row, "state", "form", "present", "minutes_by", "signed_by")
        said = texts(row, "agenda", "child_part", "minutes", "cancelled_because")
        yield part(f"{when} {row.kind.name}", facts=about, texts=said)


def school(child, user, on):
    rows = Schooling.objects.filter(placement__child=child).select_related("kind")
    for row in rows.prefetch_related("attendance").order_by("begins", "pk"):
        yield _schooling(row, sorted(row.attendance.all(), key=lambda day: (day.day, day.pk)))
    for row in DayCareApplication.objects.filter(placement__child=child).order_by("needed_from", "pk"):
        about = facts(row, "state", "needed_from", "applied_on", "answered_on", "begins")
        yield part(_("Application for day care"), facts=about, texts=texts(row, "note"))


def _schooling(row, days):
    """All days in numbers, and those on which something was amiss one by one."""
    counted = Counter(day.state for day in days)
    numbers = [[Presence(state).label.capitalize(), str(number)] for state, number in sorted(counted.items())]
    amiss = [(d.day, d.get_state_display(), d.reason) for d in days if d.state != Presence.THERE]
    about = [[str(_("Period")), period(row.begins, row.ends)], *numbers]
    listed = table((_("Day"), _("State"), _("Reason")), amiss)
    return part(f"{row.kind.name}: {row.name}", facts=about, table=listed)


def absences(child, user, on):
    rows = Absence.objects.filter(placement__child=child).order_by("begins", "pk")
    head = (_("Period"), _("Kind"), _("Note"))
    found = [(period(r.begins, r.ends), r.get_kind_display(), r.note) for r in rows]
    yield part(table=table(head, found))


register(Section("plans", gettext_lazy("Action plans and goals"), 50, plans))
register(Section("meetings", gettext_lazy("Meetings"), 60, meetings))
register(Section("school", gettext_lazy("School, day care and leisure"), 70, school))
register(Section("absences", gettext_lazy("Absences"), 75, absences))
