"""What parents agreed to and took back, the assessments that rest on it, and photos where they may be taken."""

from functools import partial

from config.demo import pictures
from config.demo.courses import arrival_of
from config.demo.days import ONE_DAY, at
from config.demo.world import key_of
from placements.consents import services
from placements.consents.models import Consent
from placements.models import Assessment
from placements.photos import services as photos

ASKED_AFTER = {"information": 1, "photo": 2, "assessment": 4, "treatment": 2}
CONCLUSION = ("resources", "difficulties", "support", "recommendations")
ASSESSOR = "Sara Stjernedis, børne- og psykoterapeut"


def events(world):
    texts = world.texts["placements"]
    for kind, children in texts["consents"].items():
        for key in children:
            course = world.courses[key]
            day = arrival_of(world, course) + ASKED_AFTER[kind] * ONE_DAY
            yield at(day, 17), partial(_agree, world, course, kind, day)
            if kind == "photo":
                yield at(day, 18), partial(_take_photo, world, course, day)
    for facts in texts["withdrawal"]:
        yield world.moment(facts["ago"], 16), partial(_withdraw, world, facts)
    for facts in texts["assessment"]:
        yield from _assessment_events(world, facts)


def _agree(world, course, kind, day):
    services.record(
        course.child,
        key=key_of("consent", world.today, course.key, kind),
        kind=kind,
        given_by="Mor",
        relation="forældremyndighed",
        given_on=day,
        note="",
        paper=None,
        by=world.primary(course, day),
        at=at(day, 17),
        on=day,
    )


def _take_photo(world, course, day):
    """A drawing, since nobody real lives in the demo centre."""
    content = pictures.drawn(world.chance("photo", course.key))
    photos.set_photo(course.child, content=content, by=world.primary(course, day), at=at(day, 18), on=day)


def _withdraw(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["ago"])
    consent = Consent.objects.get(child=course.child, kind=facts["kind"])
    who = {"by": world.primary(course, day)}
    services.withdraw(consent, withdrawn_on=day, withdrawn_by="Mor", on=day, **who)
    if facts["kind"] == "photo":
        photos.remove_photo(course.child, **who)


def _assessment_events(world, facts):
    yield world.moment(facts["referred"], 10), partial(_refer, world, facts)
    if "started" in facts:
        yield world.moment(facts["started"], 10), partial(_start, world, facts)
    if "concluded" in facts:
        yield world.moment(facts["concluded"], 10), partial(_conclude, world, facts)


def _refer(world, facts):
    course = world.courses[facts["child"]]
    leader, day = world.leader(course.unit), world.day(facts["referred"])
    services.refer(course.placement, question=course.told(facts["question"]), by=leader, on=day)


def _under_way(course):
    return Assessment.objects.select_related("placement").get(placement=course.placement)


def _start(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["started"])
    services.start(
        _under_way(course), assessor=ASSESSOR, started_on=day, by=world.leader(course.unit), on=day
    )


def _conclude(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["concluded"])
    texts = {name: course.told(facts[name]) for name in CONCLUSION}
    when = {"ended_on": day, "at": world.moment(facts["concluded"], 10), "on": day}
    services.conclude(_under_way(course), texts=texts, by=world.leader(course.unit), **when)
