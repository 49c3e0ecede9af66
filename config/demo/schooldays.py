"""Where the children go by day, six weeks of getting there, and places in day care that are waited for (PLC-7)."""

from collections import defaultdict
from datetime import timedelta
from functools import partial

from config.demo.courses import age_group, arrival_of, leaving_of
from config.demo.days import ONE_DAY, at, is_school_day, working_day
from config.demo.diary import days_away
from core.acting import acting
from core.periods import days_between
from core.working_days import is_working_day
from placements.daily import day_care, services
from placements.daily.models import WEEKDAYS, Attendance, DayCareApplication, Presence, Schooling

SIX_WEEKS, SETTLING_IN = timedelta(days=42), 4
TEACHERS_MEET = timedelta(days=19)
LATE, ABSENT = 0.05, 0.09


def events(world):
    texts = world.texts["placements"]
    for course in world.courses.values():
        if course.status in ("placed", "former") and not course.facts.get("at_home"):
            begins = arrival_of(world, course) + timedelta(days=SETTLING_IN)
            if begins < (leaving_of(world, course) or world.today):
                yield at(begins, 12), partial(_enrol, world, course, begins)
    for facts in (*texts["leisure"], *texts["home_teaching"]):
        kind = "leisure" if facts in texts["leisure"] else "home_teaching"
        yield world.moment(facts["ago"], 12), partial(_add, world, kind, facts)
    for facts in texts["day_care"]:
        yield from _day_care_events(world, facts)


# Where they go


def _enrol(world, course, begins):
    small = age_group(course.born, begins) == "small"
    slug = course.facts.get("earlier_unit", course.unit)
    kind, names = ("day_care", "day_care_names") if small else ("school", "school_names")
    name = world.texts["placements"]["schools"][names][slug]
    _keep(world, course, kind, name, WEEKDAYS, begins)


def _add(world, kind, facts):
    course = world.courses[facts["child"]]
    begins = world.day(facts["ago"])
    weekdays = facts.get("weekdays") or [facts["weekday"]]
    _keep(world, course, kind, facts["name"], weekdays, begins)


def _keep(world, course, kind, name, weekdays, begins):
    facts = {"kind": kind, "name": name, "weekdays": weekdays, "begins": begins}
    by = world.primary(course, begins)
    services.add_schooling(course.placement, **facts, phone="", ends=None, by=by)


# Day care that is waited for


def _day_care_events(world, facts):
    for name, happens in (("asked", _ask), ("applied", _apply), ("granted", _grant)):
        if name in facts:
            yield world.moment(facts[name], 14), partial(happens, world, facts)


def _ask(world, facts):
    course = world.courses[facts["child"]]
    when = {"needed_from": world.day(facts["asked"]), "at": world.moment(facts["asked"], 14)}
    day_care.ask(course.placement, note=facts.get("note", ""), by=world.leader(course.unit), **when)


def _application(world, facts):
    return DayCareApplication.objects.select_related("placement").get(
        placement=world.courses[facts["child"]].placement
    )


def _apply(world, facts):
    day, application = world.day(facts["applied"]), _application(world, facts)
    day_care.apply(application, applied_on=day, by=application.placement.caseworker, on=day)


def _grant(world, facts):
    day, application = world.day(facts["granted"]), _application(world, facts)
    when = {"answered_on": day, "begins": world.day(facts["begins"]), "on": day}
    by = world.leader(world.courses[facts["child"]].unit)
    day_care.answer(application, action="grant", note="", **when, by=by)


# How it went


def create(world):
    """Marks of the last six weeks until yesterday, by whoever was on duty in the morning; some days are forgotten."""
    away, by_person = days_away(world.today), defaultdict(list)
    courses = {course.child.pk: course for course in world.courses.values() if course.child}
    rows = Schooling.objects.filter(placement__state="running").select_related("placement").order_by("pk")
    for schooling in rows:
        course = courses[schooling.placement.child_id]
        for day in days_between(max(schooling.begins, world.today - SIX_WEEKS), world.day(1)):
            expected = day.weekday() in schooling.weekdays and day not in away[schooling.placement_id]
            if expected and (mark := _mark(world, course, schooling, day)):
                by_person[mark.written_by].append(mark)
    for person, marks in by_person.items():
        with acting(person):
            Attendance.objects.bulk_create(marks)


def _mark(world, course, schooling, day):
    chance = world.chance("school", course.key, schooling.name, day)
    state, reason = _how_it_went(world, schooling, day, chance)
    if state is None or (_is_forgotten(world, course, day) and state != Presence.CLOSED):
        return None
    staff = world.staff[course.unit, "day"]
    facts = {
        "written_by": staff[day.toordinal() % len(staff)],
        "written_at": at(day, 9, chance.randrange(50)),
    }
    return Attendance(schooling=schooling, day=day, state=state, reason=reason, **facts)


def _is_forgotten(world, course, day):
    forgetful = course.key in world.texts["placements"]["schools"]["forget"]
    return forgetful and day >= working_day(world.day(1)) - ONE_DAY


def _how_it_went(world, schooling, day, chance):
    """A state and its reason, or None on a public holiday."""
    if not is_working_day(day):
        return None, ""
    if schooling.kind_id == "school" and not (is_school_day(day) and day != _closed(world)):
        return Presence.CLOSED, ""
    luck, reasons = chance.random(), world.texts["placements"]["schools"]
    if luck < LATE:
        return Presence.LATE, chance.choice(reasons["reasons_late"])
    if luck < LATE + ABSENT:
        return Presence.ABSENT, chance.choice(reasons["reasons_absent"])
    return Presence.THERE, ""


def _closed(world):
    """The day on which the teachers met."""
    return working_day(world.today - TEACHERS_MEET)
