"""The staff board: who works in a unit, and who of them is here today (STF-3)."""

from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Role
from core.acting import command
from units import rules
from units.models import OnDuty, Unit
from units.queries import worked_in


@dataclass(frozen=True)
class Colleague:
    person: User
    here: bool
    may_change: bool


def boards_for(user, on):
    """Units whose board the person sees: where they work; the director all."""
    units = Unit.objects.order_by("order", "pk")
    return units if user.role == Role.DIRECTOR else units.filter(pk__in=worked_in(user, on))


def board(unit, *, by, on):
    """Everybody who works in the unit that day, those who are here first. Three queries."""
    here = set(unit.on_duty.filter(day=on).values_list("person", flat=True))
    leads = Unit.objects.led_by(by, on=on).filter(pk=unit.pk).exists()
    people = User.objects.working().filter(pk__in=unit.assignments.on(on).values("person"))
    rows = [Colleague(p, p.pk in here, leads or p == by) for p in people.order_by("sort_name", "pk")]
    return sorted(rows, key=lambda row: not row.here)


@command
def come(person, unit, *, by, on):
    """Marks somebody as here that day; twice is once."""
    rules.check_on_duty(person, unit, by=by, on=on)
    return OnDuty.objects.get_or_create(person=person, unit=unit, day=on)[0]


@command
def go(person, unit, *, by, on):
    """Takes the mark away again."""
    rules.check_on_duty(person, unit, by=by, on=on)
    OnDuty.objects.filter(person=person, unit=unit, day=on).delete()
