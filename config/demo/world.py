"""What the parts of the demo centre share: its day, its people and the courses of its children."""

import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import NAMESPACE_DNS, uuid5

from config.demo.days import at
from config.demo.numbers import made_up
from core.periods import add_months
from municipalities.models import Municipality
from units.models import Unit

FOLDER = Path(__file__).parent
FILES = ("people", "cases", "placements", "diary", "shifts", "municipal")
DOMAIN = "demo.test"
NAMESPACE = uuid5(NAMESPACE_DNS, DOMAIN)


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def key_of(*words):
    return uuid5(NAMESPACE, "/".join(str(word) for word in words))


@dataclass
class Course:
    """A child of people.toml; `child` and `placement` are there from the admission on."""

    facts: dict
    born: date
    cpr: str
    child: object = None
    placement: object = None

    def __post_init__(self):
        self.key, self.status = self.facts["key"], self.facts["status"]
        self.unit = self.facts.get("unit")

    @property
    def name(self):
        return f"{self.facts['given']} {self.facts['surname']}"

    def told(self, text):
        return text.replace("{child}", self.facts["given"])


@dataclass
class World:
    """`until` is the moment at which the recorded past ends."""

    today: date
    until: datetime
    texts: dict = field(default_factory=lambda: {name: read(name) for name in FILES})
    people: dict = field(default_factory=dict)
    staff: dict = field(default_factory=lambda: defaultdict(list))
    courses: dict = field(default_factory=dict)
    turns: Counter = field(default_factory=Counter)
    reports: dict = field(default_factory=dict)

    def __post_init__(self):
        self.units = {unit.slug: unit for unit in Unit.objects.order_by("pk")}
        self.municipalities = {m.code: m for m in Municipality.objects.order_by("pk")}
        taken = set()
        for facts in self.texts["people"]["child"]:
            self.courses[facts["key"]] = self._course(facts, taken)

    def _course(self, facts, taken):
        """Who was here before has one file and one number (PLC-15)."""
        if before := self.courses.get(facts.get("again")):
            return Course(facts, before.born, before.cpr)
        chance = self.chance("born", facts["key"])
        years, months = facts["age"]
        born = add_months(self.today, -(12 * years + months)) - timedelta(days=chance.randrange(25))
        return Course(facts, born, made_up(born, facts["sex"], chance, taken))

    def chance(self, *words):
        """Chance that is the same for the same day."""
        return Random("/".join(str(word) for word in (self.today, *words)))  # noqa: S311  nothing secret

    def day(self, ago):
        return self.today - timedelta(days=ago)

    def moment(self, ago, hour):
        return at(self.day(ago), hour)

    @property
    def director(self):
        return self.people["direktoer"]

    def leader(self, slug):
        return self.people[f"leder.{slug}"]

    @staticmethod
    def primary(course, day):
        return course.placement.contact_persons.on(day).get(role="primary").person
