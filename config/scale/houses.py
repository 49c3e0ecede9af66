"""Units, places and people of the measured centre: what is there already and free is used first."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Role
from config.demo.people import NOBODY_SIGNS_IN
from municipalities.models import Municipality
from units.models import Assignment, Place, Unit, UnitKind

DOMAIN = "measuring.test"
PLACES_IN_A_UNIT = 8
STAFF_IN_A_UNIT = 6
AGES = ((3, 12), (3, 11), (12, 15))


@dataclass
class House:
    unit: Unit
    places: list
    staff: list

    @property
    def ages(self):
        return AGES[0] if self.unit.age_from is None else (self.unit.age_from, self.unit.age_to)


def open_houses(children, start):
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


def employ_caseworkers():
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
