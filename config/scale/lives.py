"""Who lives in which place, one child after the other."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import User
from config.demo.days import ONE_DAY
from config.demo.numbers import made_up
from config.demo.world import read
from config.scale.houses import House
from core.periods import add_months, age_on
from core.sorting import sort_key
from units.models import Place

STAYS_DAYS, EMPTY_DAYS = (60, 540), (0, 14)
RETURNS = 0.1
MARK = "M-"


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


def lives_in(houses, start, today, chance):
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


def give_children(lives, today, chance):
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
