"""The year ahead as PLC-5 wants it: pure calculation on dates, and what it needs to know of a placement.

Each meeting is at most a month after the one before it and on a working day, so that a year held as
proposed is never late.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.timezone import localdate

from core import preferences
from core.periods import add_months
from core.working_days import is_working_day
from placements.enums import MeetingKind

NEAR = timedelta(days=14)
TWELVE_WEEKS = timedelta(weeks=12)
ONE_DAY = timedelta(days=1)
ADULT = 18


@dataclass(frozen=True, order=True)
class Proposal:
    day: date
    kind: str


@dataclass(frozen=True)
class Course:
    """What counts so far: the arrival, meetings that were held and that are planned, as day and kind.

    Proposals lie from `first` on and before `until`.
    """

    arrived: date
    held: tuple[Proposal, ...]
    planned: tuple[Proposal, ...]
    first: date
    until: date

    def last(self, *kinds):
        return max((m.day for m in self.held if not kinds or m.kind in kinds), default=None)

    def has(self, kind):
        return any(m.kind == kind for m in (*self.held, *self.planned))


def working_day_by(day, first):
    """The last working day up to `day`; if that is before `first`, the first one from there."""
    while day >= first and not is_working_day(day):
        day -= ONE_DAY
    return day if day >= first else next_working_day(first)


def next_working_day(day):
    while not is_working_day(day):
        day += ONE_DAY
    return day


def propose(course, *, action_plan_days, start_up_days, twelve_weeks):
    """The missing meetings in order of their days."""
    single = _action_plan(course, action_plan_days)
    if twelve_weeks:
        single += _start_up(course, start_up_days) + _follow_ups(course)
    single = _apart(single, {m.day for m in course.planned})
    single = [m for m in single if m.day < course.until]
    return sorted([*single, *_regular(course, single)])


def _action_plan(course, days):
    """PLC-1: before the child comes, otherwise within some days."""
    if course.has(MeetingKind.ACTION_PLAN):
        return []
    before = course.arrived - ONE_DAY
    by = before if before >= course.first else course.arrived + timedelta(days=days)
    return [Proposal(working_day_by(by, course.first), MeetingKind.ACTION_PLAN)]


def _start_up(course, days):
    too_late = course.first > course.arrived + TWELVE_WEEKS
    if too_late or course.has(MeetingKind.START_UP):
        return []
    by = course.arrived + timedelta(days=days)
    return [Proposal(working_day_by(by, course.first), MeetingKind.START_UP)]


def _follow_ups(course):
    """Every 12 weeks, counted from the last one."""
    planned = [m.day for m in course.planned if m.kind == MeetingKind.FOLLOW_UP]
    day, found = course.last(MeetingKind.FOLLOW_UP) or course.arrived, []
    while day < course.until:
        day = working_day_by(day + TWELVE_WEEKS, course.first)
        stands = next((other for other in planned if abs(other - day) <= NEAR), None)
        if stands is None:
            found.append(Proposal(day, MeetingKind.FOLLOW_UP))
        day = stands or day
    return found


def _apart(proposals, taken):
    """One meeting a day: the later of two waits for the next working day."""
    taken, apart = set(taken), []
    for proposal in sorted(proposals):
        day = proposal.day
        while day in taken:
            day = next_working_day(day + ONE_DAY)
        taken.add(day)
        apart.append(Proposal(day, proposal.kind))
    return apart


def _regular(course, single):
    """Monthly ones; the last before a quarter is over is the quarterly one."""
    days = list(_monthly_days(course, single))
    quarterly = [m.day for m in (*course.held, *course.planned) if m.kind == MeetingKind.QUARTERLY]
    for day, following in pairwise([*days, course.until]):
        due = add_months(max((q for q in quarterly if q <= day), default=course.arrived), 3)
        is_last = following > due and not any(day < q <= due for q in quarterly)
        if is_last:
            quarterly.append(day)
        yield Proposal(day, MeetingKind.QUARTERLY if is_last else MeetingKind.MONTHLY)


def _monthly_days(course, single):
    taken = sorted(m.day for m in (*course.planned, *single))
    last = course.last() or min([course.arrived, *taken])
    while True:
        due = working_day_by(add_months(last, 1), course.first)
        standing = next((day for day in taken if last < day <= due + NEAR), None)
        if standing is None:
            if due >= course.until:
                return
            yield due
        last = standing or due


def last_day_for(placement):
    """The last date on which the child can be here: planned to leave, or the day before turning 18 (PLC-14)."""
    adult = add_months(placement.child.born, 12 * ADULT) - ONE_DAY
    leaves = getattr(getattr(placement, "discharge", None), "planned_for", None)
    return min(adult, leaves) if leaves else adult


def course_of(placement, on):
    """What a year is proposed from, as known on that day. Costs one query."""
    rows = placement.meetings.exclude(state="cancelled").values_list("held", "starts", "kind")
    held = tuple(Proposal(day, kind) for day, _starts, kind in rows if day and day <= on)
    planned = tuple(Proposal(localdate(starts), kind) for day, starts, kind in rows if not day)
    until = min(add_months(on, 12), last_day_for(placement)) + ONE_DAY
    first = next_working_day(on + ONE_DAY)
    coming = tuple(m for m in planned if m.day >= on)
    return Course(placement.arrived, held, coming, first, until)


def proposed_for(placement, on):
    """What is missing in the placement's coming year."""
    days, start_up = preferences.values("placements.action_plan_meeting_days", "placements.start_up_days")
    return propose(
        course_of(placement, on),
        action_plan_days=days,
        start_up_days=start_up,
        twelve_weeks=placement.municipality.twelve_week_follow_up,
    )
