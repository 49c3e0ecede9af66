"""What a placement gathers as the years go by: plans, reports, planned meetings, and every school day."""

from datetime import timedelta

from config.demo.days import ONE_DAY, at, is_school_day, working_day
from config.scale.copying import copy_rows, key, new_ids
from core.periods import add_months, days_between
from placements.daily.models import WEEKDAYS, Attendance, Presence, Schooling
from placements.enums import CaseworkerTask, MeetingKind
from placements.meetings.models import MeetingForm, MeetingState
from placements.models import ActionPlan, Caseworker, Goal, Meeting, Report, SubGoal
from placements.reports.models import ReportKind, ReportState

PLANS_EVERY, REPORTS_EVERY, MEETINGS_AHEAD = 11, 6, 12
PRESENT = (Presence.THERE,) * 17 + (Presence.LATE, Presence.ABSENT, Presence.ABSENT)


def write_cases(lives, today, chance):
    copy_rows(Caseworker, (_caseworker(life) for life in lives))
    _write_plans(lives, today)
    copy_rows(Report, (row for life in lives for row in _reports(life, today)))
    copy_rows(Meeting, (row for life in lives if not life.ends for row in _ahead(today, life, chance)))
    _write_schools(lives, today, chance)


def _caseworker(life):
    facts = {"placement": life.placement_id, "person": life.caseworker.pk, "task": CaseworkerTask.MEASURE}
    return {**facts, "begins": life.begins, "ends": life.ends}


def _every(months, life, today):
    """Each date so many months after the one before it while the child lives here."""
    number = 1
    while (day := add_months(life.begins, months * number)) <= min(life.last_day(today), today - ONE_DAY):
        yield day
        number += 1


def _write_plans(lives, today):
    plans = [
        (life, day)
        for life in lives
        for day in (life.begins, *_every(PLANS_EVERY, life, today))
        if day < today
    ]
    goals = new_ids(Goal, len(plans))
    ids = new_ids(ActionPlan, len(plans))
    copy_rows(ActionPlan, (_plan(pk, *plan) for pk, plan in zip(ids, plans, strict=True)))
    copy_rows(
        Goal,
        ({"id": goal, "plan": pk, "text": "Tillid til voksne"} for goal, pk in zip(goals, ids, strict=True)),
    )
    steps = ("Siger til, når noget er svært", "Kommer i skole hver dag")
    rows = ((goal, place, text) for goal in goals for place, text in enumerate(steps, 1))
    copy_rows(SubGoal, ({"goal": goal, "position": place, "text": text} for goal, place, text in rows))


def _plan(pk, life, day):
    facts = {"id": pk, "placement": life.placement_id, "dated": day, "received": day}
    return {**facts, "recorded_by": life.house.staff[0].pk, "recorded_at": at(day, 12)}


def _reports(life, today):
    """Delivered some days before they were due."""
    begins = life.begins
    for due in _every(REPORTS_EVERY, life, today):
        delivered = due - timedelta(days=4)
        facts = {"kind": ReportKind.HALF_YEAR, "state": ReportState.DELIVERED, "delivered": delivered}
        yield {"placement": life.placement_id, **facts, "begins": begins, "ends": delivered}
        begins = due


def _ahead(today, life, chance):
    """A year planned, each meeting on a working day of its month."""
    for month in range(1, MEETINGS_AHEAD + 1):
        day = working_day(add_months(today, month))
        kind = MeetingKind.MONTHLY if month % 3 else MeetingKind.QUARTERLY
        facts = {"key": key(chance), "placement": life.placement_id, "kind": kind, "starts": at(day, 10)}
        yield {**facts, "state": MeetingState.PLANNED, "form": MeetingForm.PHONE}


def _write_schools(lives, today, chance):
    ids = new_ids(Schooling, len(lives))
    pairs = list(zip(ids, lives, strict=True))
    copy_rows(Schooling, (_school(pk, life) for pk, life in pairs))
    copy_rows(Attendance, (row for pk, life in pairs for row in _marks(pk, life, today, chance)))


def _school(pk, life):
    facts = {"id": pk, "placement": life.placement_id, "kind": "school", "name": "Skole i Nuuk"}
    return {**facts, "weekdays": WEEKDAYS, "begins": life.begins, "ends": life.ends}


def _marks(pk, life, today, chance):
    for day in days_between(life.begins, min(life.last_day(today), today - ONE_DAY)):
        if is_school_day(day):
            state = chance.choice(PRESENT)
            reason = "" if state == Presence.THERE else "Forkølet"
            facts = {"schooling": pk, "day": day, "state": state, "reason": reason}
            yield {**facts, "written_by": life.house.staff[0].pk, "written_at": at(day, 9)}
