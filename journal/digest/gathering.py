"""What was gathered about a child in a week: by goal, beside the goals, in its own words, and on which days nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from journal.models import Entry
from placements.models import ActionPlan, Placement, Sighting, SubGoal
from placements.plans.models import GoalState
from units.queries import current


@dataclass
class Gathered:
    """`goals` are pairs of a sub-goal and its signs, `days` pairs of a date and its number of entries: None where
    nothing can be expected, because the child was not here or the day is still to come."""

    goals: list = field(default_factory=list)
    others: list = field(default_factory=list)
    own_words: list = field(default_factory=list)
    days: list = field(default_factory=list)

    @property
    def empty(self):
        return [day for day, count in self.days if count == 0]


@dataclass(frozen=True)
class Sign:
    day: date
    text: str
    by: str
    entry: Entry | None


def of_week(child, week, user, *, on):
    """In a fixed number of queries, however much was written."""
    signs = _signs(child, week)
    entries = _entries(child, week, [sign.entry_id for sign in signs if sign.entry_id], user, on)
    newest = defaultdict(list)
    for entry in entries:
        newest[entry.first.pk].append(entry)
    of_the_week = [entry for entry in entries if week.first <= entry.local_day <= week.last]
    tied = {sign.entry_id for sign in signs}
    return Gathered(
        goals=[(goal, _told(goal, signs, newest)) for goal in _sub_goals(child, signs, on)],
        others=[entry for entry in of_the_week if entry.first.pk not in tied],
        own_words=[entry for entry in of_the_week if entry.own_words],
        days=_days(child, week, of_the_week, on),
    )


def _signs(child, week):
    rows = Sighting.objects.filter(sub_goal__goal__plan__placement__child=child)
    rows = rows.filter(seen_on__gte=week.first, seen_on__lte=week.last)
    return list(rows.select_related("seen_by").order_by("seen_on", "pk"))


def _entries(child, week, tied, user, on):
    """The newest versions of what happened in the week, and of what the week's signs rest on."""
    wanted = Q(happened_at__date__gte=week.first, happened_at__date__lte=week.last)
    wanted |= Q(pk__in=tied) | Q(original__in=tied)
    rows = Entry.objects.said().visible_to(user, on=on).filter(wanted, child=child)
    return list(rows.select_related("author", "original").order_by("happened_at", "pk"))


def _sub_goals(child, signs, on):
    """Those that are worked on now, and those of which something was seen."""
    plan = ActionPlan.objects.known_on(on).filter(placement__child=child).values("pk")[:1]
    seen = Q(pk__in={sign.sub_goal_id for sign in signs})
    rows = SubGoal.objects.filter(Q(state=GoalState.OPEN, goal__plan__in=plan) | seen).select_related("goal")
    return list(rows.order_by("goal__position", "goal", "position", "pk"))


def _told(goal, signs, newest):
    """A sign in the diary is told as the newest version tells it; one that was taken out is none."""
    for sign in signs:
        if sign.sub_goal_id != goal.pk:
            continue
        if sign.entry_id is None:
            yield Sign(sign.seen_on, sign.note, sign.seen_by.first_name, None)
        for entry in newest.get(sign.entry_id, ()):
            yield Sign(sign.seen_on, entry.told, entry.by, entry)


def _days(child, week, entries, on):
    here = list(Placement.objects.filter(child=child).exclude(state__in=["planned", "cancelled"]))
    written = [entry.local_day for entry in entries]
    return [(day, _count(day, written, here, on)) for day in week.days]


def _count(day, written, here, on):
    if count := written.count(day):
        return count
    lived = any(p.arrived <= day and (p.discharged is None or day < p.discharged) for p in here)
    return 0 if lived and day <= on else None


def mine(user, week, *, on):
    """The running placements whose primary contact person one is, each with what the week holds so far."""
    rows = Placement.objects.running().visible_to(user, on=on).with_unit(on=on).select_related("child")
    own = Q(current(on, "contact_persons__begins", "contact_persons__ends"))
    own &= Q(contact_persons__person=user, contact_persons__role="primary")
    placements = list(rows.filter(own).order_by("child__sort_name", "pk"))
    written = _written({p.child_id for p in placements}, week)
    for placement in placements:
        counts = written.get(placement.child_id, {})
        days = [(day, _count(day, [*counts], [placement], on)) for day in week.days]
        placement.week = Gathered(days=days)
        placement.entries = sum(counts.values())
    return placements


def _written(children, week):
    days = {"happened_at__date__gte": week.first, "happened_at__date__lte": week.last}
    rows = Entry.objects.said().filter(child__in=children, **days)
    rows = rows.annotate(day=TruncDate("happened_at", tzinfo=timezone.get_current_timezone()))
    counted = rows.order_by("child", "day").values_list("child", "day").annotate(n=Count(F("pk")))
    found = defaultdict(dict)
    for child, day, count in counted:
        found[child][day] = count
    return found
