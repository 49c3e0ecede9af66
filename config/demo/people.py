"""The people of the demo centre: those who sign in, their colleagues and the caseworkers."""

import re
from datetime import time, timedelta

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import CARE, Role
from config.demo import pictures
from config.demo.world import DOMAIN
from core.acting import acting
from municipalities import services as municipalities
from municipalities.models import Office, OpeningHours
from placements.photos.services import set_portrait
from units import staff
from units.models import Assignment
from visitation.models import Membership

PASSWORD = "maelkeboette-demo"  # noqa: S105  printed by `make demo`
NOBODY_SIGNS_IN = "!"
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "."})
WANTS_TWELVE_WEEKS = "959"
HERE_TODAY = 2
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def create(world):
    password = make_password(PASSWORD, salt=PASSWORD)
    with acting(User.objects.machine()):
        for facts in world.texts["people"]["staff"]:
            _employ(world, facts, password)
        for facts in world.texts["people"]["caseworker"]:
            municipality = world.municipalities[facts["municipality"]]
            world.people[facts["key"]] = _user(facts, Role.CASEWORKER, password, municipality)
        _seat_committee(world)
        for facts in world.texts["municipal"]["office"]:
            _open_office(world, facts)
    authority = world.municipalities[WANTS_TWELVE_WEEKS]
    municipalities.edit(authority, twelve_week_follow_up=True, by=world.people["administration"])


def begin_the_day(world):
    """Portraits for the staff boards, all but a few, and who is here today."""
    for person in {p.pk: p for p in world.people.values() if p.role in CARE and p.pk % 5}.values():
        when = {"at": world.moment(90, 12), "on": world.day(90)}
        set_portrait(
            person, content=pictures.drawn(world.chance("portrait", person.email)), by=person, **when
        )
    for (slug, shift), people in world.staff.items():
        for person in people[:HERE_TODAY] if shift == "day" else ():
            staff.come(person, world.units[slug], by=person, on=world.today)


def _user(facts, role, password, municipality=None):
    return User.objects.create(
        email=f"{facts.get('login') or facts['name'].lower().translate(LETTERS)}@{DOMAIN}",
        full_name=facts["name"],
        role=role,
        municipality=municipality,
        password=password if "login" in facts else NOBODY_SIGNS_IN,
    )


def _employ(world, facts, password):
    role = Role.UNIT_LEADER if facts["role"] == "leader" else Role(facts["role"])
    person = _user(facts, role, password)
    world.people[facts.get("login", facts["name"])] = world.people[facts["name"]] = person
    since = world.day(world.chance("employed", facts["name"]).randrange(500, 2600))
    for slug in facts.get("units", ()):
        Assignment.objects.create(person=person, unit=world.units[slug], begins=since)
        if role == Role.CARE_WORKER:
            shift = "night" if facts["title"] == "Nattevagt" else "day"
            world.staff[slug, shift].append(person)


def _seat_committee(world):
    for person in User.objects.in_role(Role.UNIT_LEADER):
        Membership.objects.create(person=person, begins=world.today - timedelta(days=480))


def _open_office(world, facts):
    """The catalogue names one office for each municipality; its hours and the other offices are the demo's."""
    municipality = world.municipalities[facts["municipality"]]
    office = municipality.offices.filter(name__contains=facts["town"]).first()
    office = office or Office.objects.create(
        municipality=municipality, name=facts["name"], email=facts["email"]
    )
    for weekday, key in enumerate(WEEKDAYS):
        if times := re.findall(r"(\d\d):(\d\d)", facts["open"][key]):
            opens, closes = (time(*map(int, clock)) for clock in (times[0], times[-1]))
            OpeningHours.objects.get_or_create(
                office=office, weekday=weekday, defaults={"opens": opens, "closes": closes}
            )
