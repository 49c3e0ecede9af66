"""Meetings with the caseworkers: mostly in time, a few late, so that the task lists have something to say."""

from collections import defaultdict
from datetime import timedelta
from itertools import count

from config.demo.appointments import meeting_day
from config.demo.courses import LIVED_HERE, arrival_of, leaving_of
from config.demo.days import working_day
from config.demo.world import key_of
from core.acting import acting
from core.periods import add_months, age_on
from placements.enums import ContactRole, MeetingKind, MinutesBy
from placements.models import ContactPerson, Meeting

# Days until the next monthly meeting is due, child after child: late, today's, soon, and well in time.
NEXT_DUE = (-6, 17, 3, 24, 11, 0, 20, 8, 27, -2, 14, 22)
MOST_DAYS, LEAST_DAYS = 31, 25
SETTLING_IN = 21


def create(world):
    texts = Texts(world)
    by_person = defaultdict(list)
    turns = count()
    for course in world.courses.values():
        if course.status in LIVED_HERE:
            for meeting, person in _meetings(world, course, texts, turns):
                by_person[person].append(meeting)
    for person, meetings in by_person.items():
        with acting(person):
            Meeting.objects.bulk_create(meetings)


def _meetings(world, course, texts, turns):
    primaries = list(
        ContactPerson.objects.filter(placement=course.placement, role=ContactRole.PRIMARY).select_related(
            "person"
        )
    )
    for number, held in enumerate(_dates(world, course, turns)):
        kind = _kind(number)
        minutes_by = (MinutesBy.CENTRE, MinutesBy.MUNICIPALITY)[number % 2]
        meeting = Meeting(
            key=key_of("meeting", world.today, course.key, number),
            placement=course.placement,
            kind_id=kind,
            held=held,
            minutes_by=minutes_by,
            minutes=course.told(texts.pick(course, kind, held, minutes_by, number)),
        )
        yield (
            meeting,
            next(c.person for c in primaries if c.begins <= held and (c.ends is None or c.ends > held)),
        )


def _kind(number):
    if number == 0:
        return MeetingKind.ACTION_PLAN
    return MeetingKind.QUARTERLY if number % 3 == 0 else MeetingKind.MONTHLY


def _dates(world, course, turns):
    """From the last meeting backwards, so that it is known when the next is due; the first right after arrival."""
    arrived, left = arrival_of(world, course), leaving_of(world, course)
    first = _first(world, course, arrived)
    chance = world.chance("meetings", course.key)
    held = _last(world, course, left, turns)
    dates = []
    while (held - arrived).days > SETTLING_IN:
        dates.append(held)
        held = working_day(held - timedelta(days=chance.randint(LEAST_DAYS, MOST_DAYS)))
    return [first, *reversed(dates)]


def _first(world, course, arrived):
    days = world.chance("first meeting", course.key).randint(3, 6)
    day = working_day(arrived + timedelta(days=2 if course.facts.get("acute") else days))
    return max(day, arrived)


def _last(world, course, left, turns):
    if left and left < world.today:
        return working_day(left - timedelta(days=6))
    if later := _through_fnug(world, course):
        return working_day(later - timedelta(days=LEAST_DAYS))
    due = world.today + timedelta(days=NEXT_DUE[next(turns) % len(NEXT_DUE)])
    return working_day(min(add_months(due, -1), world.day(1)))


def _through_fnug(world, course):
    """When the child's newest meeting was, if it went through Fnug."""
    told = world.texts["placements"]["meeting"]
    return next((meeting_day(world, m) for m in told if m["child"] == course.key and "held" in m), None)


class Texts:
    """Minutes that fit the child and the season; none twice for a child while there are others."""

    def __init__(self, world):
        self.world, self.used = world, defaultdict(list)
        self.cases = world.texts["cases"]

    def pick(self, course, kind, held, minutes_by, number):
        phase = "start" if number == 0 else "follow_up"
        texts = self.cases["action_plan_meeting" if number == 0 else "monthly_meeting"]
        fitting = [text for text in texts if _fits(text, course, held, phase)]
        fresh = [text for text in fitting if text["text"] not in self.used[course.key]]
        best = [text for text in fresh if text["minutes_by"] == minutes_by and _in_form(text, kind)]
        chosen = self.world.chance("minutes", course.key, held).choice(best or fresh or fitting)["text"]
        self.used[course.key].append(chosen)
        return chosen


def _fits(text, course, held, phase):
    years = age_on(course.born, held)
    return (
        years >= {"any": 0, "school": 6, "teen": 12}[text["ages"]]
        and held.month in text.get("months", range(1, 13))
        and text.get("phase", phase) == phase
        and text.get("acute", False) <= course.facts.get("acute", False)
    )


def _in_form(text, kind):
    return kind == MeetingKind.ACTION_PLAN or (text["form"] == "in_person") == (kind == MeetingKind.QUARTERLY)
