"""Which shift of a unit hands over to which, and who has taken them over (JRN-5)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from core import preferences
from journal.handover.models import Takeover
from journal.handover.preferences import EARLY_MINUTES
from units.models import Shift
from units.shifts import Turn, turn_at, turn_before

LOOKS_BACK = timedelta(days=3)


@dataclass(frozen=True)
class Taker:
    person: int
    name: str
    begins: datetime
    at: datetime


@dataclass(frozen=True)
class Change:
    """`running` is the shift by the clock; `to` the one that takes over, some minutes early; `hands` the one before."""

    running: Turn
    hands: Turn
    to: Turn
    takers: list

    def of(self, turn):
        """Who took over that shift, the first one first."""
        return [taker for taker in self.takers if taker.begins == turn.begins]

    def has_taken(self, person, turn):
        return any(taker.person == person for taker in self.of(turn))

    def is_still_before(self, person):
        """Whether somebody of the shift that hands over has not begun the next one: the change is going on."""
        return self.has_taken(person, self.hands) and not self.has_taken(person, self.to)


def with_turns(units, at):
    """Units with what `change_of` needs at that moment; no query of its own."""
    shifts = Shift.objects.filter(unit=OuterRef("pk")).order_by("begins")
    taken = Takeover.objects.filter(unit=OuterRef("pk"), at__gt=at - LOOKS_BACK, at__lte=at).order_by(
        "at", "pk"
    )
    facts = {"person": "person_id", "name": "person__full_name", "begins": "begins", "at": "at"}
    return units.annotate(
        early_minutes=preferences.expression(EARLY_MINUTES),
        told_shifts=ArraySubquery(shifts.values(told=JSONObject(name="name", begins="begins"))),
        told_takers=ArraySubquery(taken.values(told=JSONObject(**facts))),
    )


def change_of(unit, at):
    shifts = [
        Shift(name=told["name"], begins=time.fromisoformat(told["begins"])) for told in unit.told_shifts
    ]
    to = turn_at(shifts, at + timedelta(minutes=unit.early_minutes))
    takers = [_taker(told) for told in unit.told_takers]
    return Change(turn_at(shifts, at), turn_before(shifts, to.begins), to, takers)


def _taker(told):
    times = {name: datetime.fromisoformat(told[name]) for name in ("begins", "at")}
    return Taker(told["person"], told["name"].split(" ")[0], **times)
