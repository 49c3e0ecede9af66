"""Diaries from the texts of diary.toml: dense in the last weeks and after an arrival, sparse before."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from config.demo.courses import age_group
from config.demo.days import KINDS_OF_DAY, ONE_DAY, at
from config.demo.world import key_of
from core.acting import acting
from core.periods import days_between, last_day
from journal.models import Entry
from placements.models import Absence, Stay

SHIFTS = {"day": 7, "evening": 15, "night": 23}
LAST_DAYS, LAST_WEEKS, FIRST_DAYS = 2, 21, 8
FAR_APART = 45
LATE = 0.05


@dataclass(frozen=True)
class Slot:
    """A shift in which something about a child is written."""

    course: object
    unit: object
    day: date
    shift: str


def create(world):
    by_author = defaultdict(list)
    for entry in filter(None, _entries(world)):
        by_author[entry.author].append(entry)
    for author, entries in by_author.items():
        with acting(author):
            Entry.objects.bulk_create(sorted(entries, key=lambda entry: entry.happened_at))


def _entries(world):
    """From today backwards, so that what is seen first has the most to choose from."""
    texts = Texts(world)
    for slot in sorted(_slots(world), key=lambda slot: (slot.day, slot.shift, slot.course.key), reverse=True):
        if text := texts.pick(slot):
            yield _entry(world, slot, text)


# When


def _slots(world):
    courses = {course.child.pk: course for course in reversed(world.courses.values()) if course.child}
    away = days_away(world.today)
    stays = (
        Stay.objects.exclude(placement__state="planned")
        .select_related("place__unit", "placement")
        .order_by("pk")
    )
    for stay in stays:
        course = courses[stay.child_id]
        last = min(stay.ends - ONE_DAY if stay.ends else world.today, world.today)
        for day in days_between(stay.begins, last):
            if day > stay.placement.arrived and day not in away[stay.placement_id]:
                for shift in _shifts(world, course, stay.placement.arrived, day):
                    yield Slot(course, stay.place.unit, day, shift)


def days_away(today):
    days = defaultdict(set)
    for absence in Absence.objects.order_by("pk"):
        days[absence.placement_id].update(days_between(absence.begins, last_day(absence.ends) or today))
    return days


def _shifts(world, course, arrived, day):
    chance = world.chance("shifts", course.key, day)
    ago = (world.today - day).days
    if ago <= LAST_DAYS:
        likely = {"day": 0.9, "evening": 0.8, "night": 0.35}
        return [shift for shift in SHIFTS if chance.random() < likely[shift]]
    often = 0.7 if ago <= LAST_WEEKS else 0.45 if (day - arrived).days < FIRST_DAYS else 0.13
    return chance.choices(list(SHIFTS), (5, 5, 2)) if chance.random() < often else []


# What


class Texts:
    """None twice for a child, and the same words for two children long apart."""

    def __init__(self, world):
        self.world = world
        self.by_shift = defaultdict(list)
        for text in world.texts["diary"]["entry"]:
            for group in ("small", "middle", "teen"):
                if text["ages"] in (group, "any"):
                    self.by_shift[text["shift"], group].append(text)
        self.used, self.days = defaultdict(set), defaultdict(list)

    def pick(self, slot):
        group = age_group(slot.course.born, slot.day)
        fitting = [text for text in self.by_shift[slot.shift, group] if self._fits(text, slot)]
        fresh = [text for text in fitting if self._days_to_next(text, slot.day) > FAR_APART]
        if not fitting:
            return None
        chance = self.world.chance("text", slot.course.key, slot.day, slot.shift)
        text = chance.choice(fresh or [max(fitting, key=lambda text: self._days_to_next(text, slot.day))])
        self.used[slot.course.key].add(text["text"])
        self.days[text["text"]].append(slot.day)
        return text

    def _fits(self, text, slot):
        return (
            text["text"] not in self.used[slot.course.key]
            and slot.day.month in text.get("months", range(1, 13))
            and KINDS_OF_DAY[text.get("days")](slot.day)
            and not (slot.course.facts.get("at_home") and text.get("category") == "school")
        )

    def _days_to_next(self, text, day):
        return min((abs((day - used).days) for used in self.days[text["text"]]), default=10_000)


# Who, and when it was written


def _entry(world, slot, text):
    chance = world.chance("moment", slot.course.key, slot.day, slot.shift)
    happened = at(slot.day, text["hour"], chance.randrange(_told_minute(text), 60, 5))
    if happened >= world.until:
        return None
    written = _written(happened, chance, world.until)
    return Entry(
        key=key_of("entry", world.today, slot.course.key, slot.day, slot.shift),
        child=slot.course.child,
        unit=slot.unit,
        happened_at=happened,
        written_at=written,
        received_at=written,
        author=_on_duty(world, slot, chance),
        category=text.get("category", ""),
        mood=text.get("mood", ""),
        handover=text.get("handover", False),
        text=slot.course.told(text["text"]),
        own_words=slot.course.told(text.get("own_words", "")),
    )


def _told_minute(text):
    """Who writes that something happened at 0.20 writes it after that."""
    told = re.search(rf"kl\. {text['hour']}\.(\d\d)", text["text"])
    return int(told[1]) if told else 0


def _written(happened, chance, until):
    soon, late = timedelta(minutes=chance.randint(4, 50)), timedelta(hours=chance.randint(9, 20))
    return min(happened + (late if chance.random() < LATE else soon), until)


def _on_duty(world, slot, chance):
    """Two of the unit's staff in turn, night after night and day after day."""
    staff = world.staff[slot.unit.slug, "night" if slot.shift == "night" else "day"]
    turn = slot.day.toordinal() * 2 + (slot.shift == "evening")
    return staff[(turn + chance.randrange(2)) % len(staff)]
