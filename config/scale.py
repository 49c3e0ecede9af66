"""Much fictional data to measure with: the same kind of lives over and over, written with COPY.

Constraints and the history's triggers stay on, so what is measured is what real use would have left.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from accounts.models import User
from accounts.roles import Role
from config.demo.days import ONE_DAY, at, last_shift_change, working_day
from config.demo.numbers import made_up
from config.demo.people import NOBODY_SIGNS_IN
from config.demo.world import read
from core.acting import acting
from core.periods import add_months, age_on, days_between
from core.sorting import sort_key
from journal.models import Entry
from municipalities.models import Municipality
from placements.enums import (
    AbsenceKind,
    ContactRole,
    DecisionKind,
    Ladder,
    MeetingKind,
    MinutesBy,
    PlacementState,
)
from placements.models import (
    Absence,
    Child,
    ContactPerson,
    Intake,
    Meeting,
    MunicipalDecision,
    Placement,
    Stay,
)
from units.models import Assignment, Place, Unit, UnitKind
from visitation.enums import Outcome, PlanStatus, RequestState
from visitation.models import Decision, Request

MARK = "M-"
DOMAIN = "measuring.test"
PLACES_IN_A_UNIT = 8
STAFF_IN_A_UNIT = 6
AGES = ((3, 12), (3, 11), (12, 15))
STAYS_DAYS, EMPTY_DAYS = (60, 540), (0, 14)
RETURNS = 0.1


@dataclass
class House:
    unit: Unit
    places: list
    staff: list

    @property
    def ages(self):
        return AGES[0] if self.unit.age_from is None else (self.unit.age_from, self.unit.age_to)


@dataclass
class Life:
    """A child's time in one place; without `ends` the child still lives there."""

    house: House
    place: Place
    begins: date
    ends: date | None
    child: dict = field(default_factory=dict)
    placement_id: int = 0
    caseworker: User | None = None

    def last_day(self, today):
        return self.ends - ONE_DAY if self.ends else today


@transaction.atomic
def fill(*, children, years, entries_a_day, now):
    """Lives of so many children at a time; `entries_a_day` is for every 24 of them."""
    today = timezone.localdate(now)
    chance = Random(f"{today}/{children}/{years}")  # noqa: S311  nothing secret
    start = today - timedelta(days=365 * years)
    machine = User.objects.machine()
    with acting(machine):
        houses = _houses(children, start)
        caseworkers = _caseworkers()
    _act_as(machine)
    lives = _lives(houses, start, today, chance)
    _give_children(lives, today, chance)
    _write_files(lives, caseworkers, today, chance)
    _write_requests(lives, today, chance)
    _write_diaries(lives, start, entries_a_day / 24, last_shift_change(now), chance)


def is_filled():
    return Child.objects.filter(reference__startswith=MARK).exists()


# Houses and people


def _houses(children, start):
    free = _unused_places(start)[:children]
    houses = [_house(unit, places, start) for unit, places in _by_unit(free).items()]
    while (missing := children - sum(len(house.places) for house in houses)) > 0:
        houses.append(_new_house(len(houses) + 1, min(missing, PLACES_IN_A_UNIT), start))
    return houses


def _unused_places(start):
    unused = Place.objects.filter(unit__kind=UnitKind.RESIDENTIAL, stays=None, emergency=False, closes=None)
    return list(unused.filter(opens__lte=start).select_related("unit").order_by("unit__order", "pk"))


def _by_unit(places):
    units = defaultdict(list)
    for place in places:
        units[place.unit].append(place)
    return units


def _new_house(number, places, start):
    age_from, age_to = AGES[number % len(AGES)]
    unit = Unit.objects.create(
        slug=f"maaling-{number}",
        name=f"Måling {number}",
        kind=UnitKind.RESIDENTIAL,
        age_from=age_from,
        age_to=age_to,
        opens=start,
        order=100 + number,
    )
    names = [f"Måling {number}.{n}" for n in range(1, places + 1)]
    return _house(unit, [Place.objects.create(unit=unit, name=name, opens=start) for name in names], start)


def _house(unit, places, start):
    leader = _person(f"leder.{unit.slug}", Role.UNIT_LEADER)
    staff = [_person(f"{unit.slug}.{n}", Role.CARE_WORKER) for n in range(1, STAFF_IN_A_UNIT + 1)]
    for person in (leader, *staff):
        Assignment.objects.create(person=person, unit=unit, begins=start)
    return House(unit, places, staff)


def _caseworkers():
    return [
        _person(f"kommune.{municipality.code}.{n}", Role.CASEWORKER, municipality=municipality)
        for municipality in Municipality.objects.order_by("code")
        for n in (1, 2)
    ]


def _person(name, role, **facts):
    """Nobody signs in as one of these."""
    return User.objects.create(
        email=f"{name}@{DOMAIN}", full_name=f"Måling {name}", role=role, password=NOBODY_SIGNS_IN, **facts
    )


# Lives


def _lives(houses, start, today, chance):
    lives = [
        life
        for house in houses
        for place in house.places
        for life in _of_place(house, place, start, today, chance)
    ]
    return sorted(lives, key=lambda life: (life.begins, life.place.pk))


def _of_place(house, place, start, today, chance):
    begins = start + timedelta(days=chance.randint(*EMPTY_DAYS))
    while True:
        ends = begins + timedelta(days=chance.randint(*STAYS_DAYS))
        following = ends + timedelta(days=chance.randint(*EMPTY_DAYS))
        lives_here_still = following >= today
        yield Life(house, place, begins, None if lives_here_still else ends)
        if lives_here_still:
            return
        begins = following


def _give_children(lives, today, chance):
    """Some children return after a while: one file, several placements."""
    left, taken = [], set()
    names = [facts["given"] for facts in read("people")["child"]]
    for number, life in enumerate(lives, 1):
        returning = chance.choice(left) if left and chance.random() < RETURNS else None
        if returning and _fits(returning, life, today):
            left.remove(returning)
            life.child = returning.child
        else:
            life.child = _child(number, life, names, taken, chance)
        if life.ends:
            left.append(life)


def _fits(before, life, today):
    last = add_months(life.ends or today, 12)
    return before.ends < life.begins - timedelta(days=30) and age_on(before.child["born"], last) < 18


def _child(number, life, names, taken, chance):
    youngest, oldest = life.house.ages
    born = life.begins - timedelta(days=int(chance.uniform(youngest, oldest + 0.9) * 365.25))
    sex = chance.choice(("girl", "boy"))
    name = f"{chance.choice(names)} Måling-{number}"
    return {
        "reference": f"{MARK}B{number:06}",
        "name": name,
        "sort_name": sort_key(name),
        "cpr": made_up(born, sex, chance, taken),
        "born": born,
        "allergies": chance.choice(("", "", "", "Nødder")),
        "medicine": chance.choice(("", "", "", "Creme morgen og aften")),
        "illness": "",
        "languages": "grønlandsk, dansk",
        "school": "Skole i Nuuk",
    }


# Writing


def _act_as(person):
    """COPY passes by the wrapper that names the acting person, so the history is told here."""
    facts = (str(UUID(int=person.pk)), json.dumps({"person": person.pk}))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            facts,
        )


def _copy(model, rows):
    """Writes dictionaries by field name; what they leave out has its default."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    defaults = {
        f.name: f.get_default()
        for f in model._meta.concrete_fields
        if f.name not in first and f.has_default() and not f.generated
    }
    columns = [model._meta.get_field(name).column for name in (*first, *defaults)]
    rest = tuple(_plain(value) for value in defaults.values())
    with connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(column) for column in columns)
        with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
            copy.write_row((*first.values(), *rest))
            for row in rows:
                copy.write_row((*row.values(), *rest))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _plain(value):
    return Jsonb(value) if isinstance(value, dict) else value


def _ids(model, count):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [table, count])
        return [row[0] for row in cursor.fetchall()]


def _key(chance):
    return UUID(int=chance.getrandbits(128))


def _write_files(lives, caseworkers, today, chance):
    files = {id(life.child): life.child for life in lives}.values()
    for child, pk in zip(files, _ids(Child, len(files)), strict=True):
        child["id"] = pk
    for life, pk in zip(lives, _ids(Placement, len(lives)), strict=True):
        life.placement_id, life.caseworker = pk, chance.choice(caseworkers)
    _copy(Child, files)
    _copy(Placement, (_placement(life, chance) for life in lives))
    _copy(Stay, (_stay(life) for life in lives))
    _copy(MunicipalDecision, (row for life in lives for row in _decisions(life)))
    _copy(Intake, (_intake(life) for life in lives))
    _copy(ContactPerson, (row for life in lives for row in _contacts(life, chance)))
    _copy(Meeting, (row for life in lives for row in _meetings(life, today, chance)))
    _copy(Absence, (row for life in lives for row in _absences(life, today, chance)))


def _placement(life, chance):
    return {
        "id": life.placement_id,
        "reference": f"{MARK}A{life.placement_id:06}",
        "child": life.child["id"],
        "municipality": life.caseworker.municipality_id,
        "caseworker": life.caseworker.pk,
        "caseworker_email": "",
        "state": PlacementState.ENDED if life.ends else PlacementState.RUNNING,
        "acute": chance.random() < 0.2,
        "arrived": life.begins,
        "discharged": life.ends,
        "ladder_level": chance.choice(Ladder.values) if life.ends else None,
    }


def _stay(life):
    facts = {"placement": life.placement_id, "child": life.child["id"], "place": life.place.pk}
    return {**facts, "begins": life.begins, "ends": life.ends}


def _decisions(life):
    for kind, day in ((DecisionKind.ADMISSION, life.begins), (DecisionKind.DISCHARGE, life.ends)):
        if day:
            decided = {
                "kind": kind,
                "decided_on": working_day(day - ONE_DAY),
                "decided_by": "Måling",
                "paper": None,
            }
            yield {"placement": life.placement_id, **decided}


def _intake(life):
    return {
        "placement": life.placement_id,
        "brought_by": "Måling",
        "belongings": "Bamse\nSkoletaske",
        "note": "Kom til tiden og fik vist huset.",
        "registered_at": at(life.begins, 14),
        "registered_by": life.house.staff[0].pk,
    }


def _contacts(life, chance):
    pair = chance.sample(life.house.staff, 2)
    for role, person in zip(ContactRole.values, pair, strict=True):
        facts = {"placement": life.placement_id, "person": person.pk, "role": role}
        yield {**facts, "begins": life.begins, "ends": life.ends}


def _meetings(life, today, chance):
    held, number = life.begins + timedelta(days=4), 0
    while held <= min(life.last_day(today), today - ONE_DAY):
        kind = MeetingKind.QUARTERLY if number and number % 3 == 0 else MeetingKind.MONTHLY
        yield {
            "key": _key(chance),
            "placement": life.placement_id,
            "kind": kind if number else MeetingKind.ACTION_PLAN,
            "held": held,
            "minutes_by": MinutesBy.values[number % 2],
            "minutes": "En måned uden store udsving.",
        }
        held, number = held + timedelta(days=chance.randint(26, 34)), number + 1


def _absences(life, today, chance):
    begins = life.begins + timedelta(days=chance.randint(30, 200))
    while (ends := begins + timedelta(days=chance.randint(2, 7))) < life.last_day(today):
        kind = chance.choice((AbsenceKind.HOME, AbsenceKind.HOLIDAY, AbsenceKind.HOSPITAL))
        facts = {"placement": life.placement_id, "kind": kind, "charge_percent": None}
        yield {**facts, "begins": begins, "ends": ends}
        begins = ends + timedelta(days=chance.randint(30, 200))


def _write_requests(lives, today, chance):
    ids = _ids(Request, len(lives))
    _copy(Request, (_request(life, pk, chance) for life, pk in zip(lives, ids, strict=True)))
    _copy(Decision, (_decision(life, pk) for life, pk in zip(lives, ids, strict=True)))


def _request(life, pk, chance):
    sent = at(working_day(life.begins - timedelta(days=12)), 10)
    return {
        "id": pk,
        "key": _key(chance),
        "state": RequestState.ADMITTED,
        "municipality": life.caseworker.municipality_id,
        "caseworker": life.caseworker.pk,
        "child_name": life.child["name"],
        "cpr": life.child["cpr"],
        "reason": "Har brug for ro og voksne med tid.",
        "family": "Bor hos en slægtning.",
        "school": life.child["school"],
        "expected_length": "Et års tid",
        "wanted_unit": life.house.unit.pk,
        "wanted_from": life.begins,
        "health": "",
        "action_plan": PlanStatus.READY,
        "other": "",
        "answer": "",
        "created_at": sent,
        "created_by": life.caseworker.pk,
        "submitted_at": sent,
        "placement": life.placement_id,
    }


def _decision(life, request):
    return {
        "request": request,
        "outcome": Outcome.ADMIT,
        "decided_at": at(working_day(life.begins - timedelta(days=8)), 13),
        "decided_by": life.house.staff[0].pk,
        "present": ["Måling"],
        "reasons": "I målgruppen, og der er en plads.",
        "exception_reason": "",
        "free_places": Jsonb({life.house.unit.slug: 1}),
        "place": life.place.pk,
        "begins": life.begins,
        "letter": None,
    }


# Diaries


def _write_diaries(lives, start, entries_a_day, until, chance):
    """Year by year and day by day over all children, so that the rows lie as they would have come."""
    texts = [
        (t["hour"], t.get("category", ""), t["text"], t.get("own_words", "")) for t in read("diary")["entry"]
    ]
    today = timezone.localdate(until)
    for first in range(start.year, today.year + 1):
        days = days_between(max(start, date(first, 1, 1)), min(today, date(first, 12, 31)))
        _copy(Entry, _entries(lives, days, entries_a_day, texts, until, chance))


def _entries(lives, days, entries_a_day, texts, until, chance):
    lives = [life for life in lives if life.begins < days[-1] and life.last_day(days[-1]) >= days[0]]
    for day in days:
        midnight = at(day, 0)
        for life in lives:
            if life.begins < day <= life.last_day(day):
                for _n in range(int(entries_a_day + chance.random())):
                    row = _entry(life, midnight, chance.choice(texts), chance)
                    if row["written_at"] < until:
                        yield row


def _entry(life, midnight, words, chance):
    hour, category, text, own_words = words
    happened = midnight + timedelta(hours=hour, minutes=chance.randrange(60))
    return {
        "key": _key(chance),
        "child": life.child["id"],
        "unit": life.house.unit.pk,
        "author": chance.choice(life.house.staff).pk,
        "happened_at": happened,
        "written_at": happened + timedelta(minutes=chance.randrange(3, 60)),
        "category": category,
        "text": text.replace("{child}", life.child["name"].split(" ")[0]),
        "own_words": own_words,
    }
