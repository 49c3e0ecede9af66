"""The course of each child as events in time: admission, arrival, moves, changes, departure."""

from datetime import date, timedelta
from functools import partial

from django.db.models import Max
from django.utils import timezone

from config.demo.days import ONE_DAY, at, working_day
from config.demo.paper import demo_paper
from core.acting import acting, command
from documents import services as documents
from placements import occupancy
from placements import services as placements
from placements.adults import services as adults
from placements.arrival import services as arrival
from placements.daily import away
from placements.documents import DECISION_PAPER
from placements.enums import ContactRole, DecisionKind
from placements.lifecycle import PLACEMENT
from placements.models import Absence, Child, Stay
from placements.moves import services as moves

LIVED_HERE = ("placed", "former")
FORESEEN = ("holiday", "home")
MOVES_AGREED_BEFORE = 5
KNOWN_BEFORE_LEAVING = timedelta(days=45)
LONG = 200
LANGUAGES = {"kl": "grønlandsk", "da": "dansk", "en": "engelsk"}
PAPERS = {
    "Hjem ": "Afgørelse om hjemgivelse",
    "Plejefamilie ": "Afgørelse om videre anbringelse i plejefamilie",
    "": "Afgørelse om ændring af anbringelsessted",
}


def events(world):
    """Pairs of a moment and what happens then."""
    asked = {request["child"] for request in world.texts["cases"]["request"]}
    for key, course in world.courses.items():
        if course.status not in LIVED_HERE:
            continue
        if key not in asked:
            yield _admission(world, course)
        yield _arrival(world, course)
        yield from _changes(world, course)
        yield from _departure(world, course)
    yield from _absences(world)


def arrival_of(world, course):
    facts = course.facts
    return world.day(facts["arrived"]) if "arrived" in facts else world.day(-facts["arrives_in"])


def leaving_of(world, course):
    """The day of leaving, which may be planned, or None."""
    facts = course.facts
    ago = facts.get("left", -facts["leaves_in"] if "leaves_in" in facts else None)
    return None if ago is None else world.day(ago)


def place_for(unit, begins):
    """A place that stays free from that day on; rather one that a child has just left than an empty one."""
    free = occupancy.on(begins, [unit])[0].free
    ends = dict(Stay.objects.filter(place__in=free).values_list("place").annotate(Max("ends")).order_by())
    return max(free, key=lambda place: ends.get(place.pk) or date.min)


def complete(course, placement, *, by):
    """What the request did not say about the child; allergies and medicine wait for the arrival."""
    course.placement, course.child = placement, placement.child
    languages = ", ".join(LANGUAGES[code] for code in course.facts["languages"])
    with acting(by):
        Child.objects.filter(pk=course.child.pk).update(languages=languages, school=course.facts["school"])


# Admission


def _admission(world, course):
    """A child whose request was not sent through Fnug."""
    arrived = arrival_of(world, course)
    if course.facts.get("acute"):
        when = at(arrived, _hour(world, course) - 2)
    else:
        when = at(
            working_day(arrived - timedelta(days=world.chance("lead", course.key).randrange(3, 12))), 11
        )
    return when, partial(_admit, world, course, arrived, when)


def _admit(world, course, arrived, when):
    placement = _plan(world, course, arrived, by=world.director, on=timezone.localdate(when))
    complete(course, placement, by=world.director)
    keep_admission(world, course, when, by=world.director, paper="decision_paper_missing" not in course.facts)


@command
def _plan(world, course, arrived, *, by, on):
    facts = course.facts
    slug = facts.get("earlier_unit", facts["unit"])
    return placements.plan(
        child=placements.find_or_create_child(name=course.name, cpr=course.cpr, born=course.born),
        municipality=world.municipalities[facts["municipality"]],
        caseworker=world.people[facts["caseworker"]],
        place=place_for(world.units[slug], arrived),
        begins=arrived,
        acute=facts.get("acute", False),
        by=by,
        on=on,
    )


def keep_admission(world, course, when, *, by, paper=True):
    """The municipality's decision; without its paper the child's page shows that it is missing."""
    acute = course.placement.acute
    title = (
        "Foreløbig afgørelse om akut anbringelse" if acute else "Afgørelse om anbringelse uden for hjemmet"
    )
    placements.record_decision(
        course.placement,
        decided_on=working_day(timezone.localdate(when) - timedelta(days=0 if acute else 1)),
        decided_by=office_of(world, course),
        paper=_paper(course, title, by, when) if paper else None,
        by=by,
    )


def office_of(world, course):
    caseworkers = {person["key"]: person["office"] for person in world.texts["people"]["caseworker"]}
    return caseworkers[course.facts["caseworker"]]


def paper_of(title):
    return demo_paper(title, "", "Demopapir: opdigtet, og uden virkning for nogen.")


def _paper(course, title, by, when):
    return documents.receive(
        kind=DECISION_PAPER,
        title=title,
        content=paper_of(title),
        child=course.child,
        municipality=course.placement.municipality,
        by=by,
        at=when,
    )


# Arrival


def _arrival(world, course):
    arrived = arrival_of(world, course)
    when = at(arrived, _hour(world, course))
    return when, partial(_arrive, world, course, arrived, when)


def _arrive(world, course, arrived, when):
    facts, told = course.facts, _told(world, course)
    slug = facts.get("earlier_unit", facts["unit"])
    primary, secondary = _next_pair(world, slug)
    arrival.register_arrival(
        course.placement,
        arrived=arrived,
        primary=primary,
        secondary=secondary,
        brought_by=told["brought_by"],
        belongings="\n".join(facts["belongings"]),
        note=course.told(told["text"]),
        health={name: facts.get(name, "") for name in ("allergies", "medicine", "illness")},
        by=world.leader(slug),
        at=when,
        on=arrived,
    )


def _told(world, course):
    """The child's own arrival, else the one for those of its age who live in Nuuk."""
    arrivals = world.texts["cases"]["arrival"]
    own = [told for told in arrivals if told.get("child") == course.key]
    group = age_group(course.born, arrival_of(world, course))
    travel = "nuuk" if course.facts["municipality"] == "956" else "outside"
    wanted = {"ages": group, "travel": travel, "acute": course.facts.get("acute", False)}
    return (own or [told for told in arrivals if wanted.items() <= told.items()])[0]


def _hour(world, course):
    return _told(world, course).get("hour", 14)


def age_group(born, day):
    years = (day - born).days / 365.25
    return "small" if years < 7 else "middle" if years < 12 else "teen"


def _next_pair(world, slug):
    """In turn, so that nobody has many children and nobody none."""
    staff = world.staff[slug, "day"]
    turn = world.turns[slug]
    world.turns[slug] += 1
    return staff[turn % len(staff)], staff[(turn + 1) % len(staff)]


# Changes


def _changes(world, course):
    facts = course.facts
    begins, ends = arrival_of(world, course), leaving_of(world, course) or world.today
    if "moved" in facts:
        begins = world.day(facts["moved"])
        yield at(begins, 11), partial(_move, world, course, course.unit, begins, on=begins)
    if "moves_in" in facts:
        on = world.day(MOVES_AGREED_BEFORE)
        day = world.day(-facts["moves_in"])
        yield at(on, 11), partial(_move, world, course, facts["moves_to"], day, on=on)
    if (ends - begins).days > LONG:
        chance = world.chance("contact", course.key)
        day = working_day(begins + timedelta(days=chance.randrange(90, LONG - 10)))
        role = chance.choice(ContactRole.values)
        yield at(day, 12), partial(_change_contact, world, course, role, day)


def _move(world, course, slug, day, *, on):
    """Agreed with the caseworker; two of the new unit become contact persons (PLC-9)."""
    moves.move(
        course.placement,
        place=place_for(world.units[slug], day),
        begins=day,
        agreed_with=str(course.placement.caseworker),
        agreed_on=on - ONE_DAY,
        reason="Udredningen er afsluttet, og en mindre gruppe passer bedre nu.",
        exception_reason="",
        contacts=dict(zip(ContactRole, _next_pair(world, slug), strict=True)),
        by=world.leader(slug),
        at=at(on, 11),
        on=on,
    )


def _change_contact(world, course, role, day):
    now = set(course.placement.contact_persons.on(day).values_list("person", flat=True))
    person = next(p for p in world.staff[course.unit, "day"] if p.pk not in now)
    adults.name_contact(course.placement, role=role, person=person, begins=day, by=world.leader(course.unit))


def _absences(world):
    """Holidays are known beforehand; the others are written down when they begin, and again when they are over."""
    for facts in world.texts["cases"]["absence"]:
        course, begins = world.courses[facts["child"]], world.day(facts["first"])
        back = world.day(facts["back"]) if "back" in facts else None
        if back and facts["kind"] in FORESEEN:
            told = at(min(begins, world.today) - timedelta(days=2), 9)
            yield told, partial(_record_absence, world, course, facts, begins, back, timezone.localdate(told))
            continue
        yield at(begins, 21), partial(_record_absence, world, course, facts, begins, None, begins)
        if back:
            yield at(back, 11), partial(_bring_back, world, course, begins, back)


def _record_absence(world, course, facts, begins, ends, on):
    note = course.told(facts.get("note", ""))
    about = {"kind": facts["kind"], "begins": begins, "ends": ends, "note": note}
    away.record(course.placement, **about, by=world.leader(course.unit), on=on)


def _bring_back(world, course, begins, ends):
    absence = Absence.objects.get(placement=course.placement, begins=begins)
    away.bring_back(absence, ends=ends, by=world.leader(course.unit), on=ends)


# Departure


def _departure(world, course):
    """Those of long ago; the roads of the last weeks stand in `leaving`."""
    left = leaving_of(world, course)
    if left is None or course.key in {road["child"] for road in world.texts["placements"]["discharge"]}:
        return
    decided = at(working_day(left - KNOWN_BEFORE_LEAVING), 13)
    yield decided, partial(decide_departure, world, course, decided)
    yield at(left, 12), partial(_leave, course, left, by=world.leader(course.unit))


def decide_departure(world, course, when):
    """The municipality's decision with its paper, without which no child leaves (VIS-7)."""
    by = world.leader(course.unit)
    title = next(title for start, title in PAPERS.items() if course.facts["left_to"].startswith(start))
    placements.record_decision(
        course.placement,
        kind=DecisionKind.DISCHARGE,
        decided_on=working_day(timezone.localdate(when)),
        decided_by=office_of(world, course),
        paper=_paper(course, title, by, when),
        by=by,
    )


@command
def _leave(course, left, *, by):
    placement = course.placement
    placement.stays.filter(ends=None).update(ends=left)
    for rows in (placement.contact_persons, placement.caseworkers, placement.schoolings):
        rows.filter(ends=None).update(ends=left)
    PLACEMENT.move(placement, "discharge", by=by, discharged=left, ladder_level=course.facts["ladder_level"])
