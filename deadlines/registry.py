"""Higher apps register what must happen; this app knows neither children nor requests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Obligation:
    """Something that somebody owes by `due`. The key names it: when the data change, it goes or moves."""

    rule: str
    key: str
    due: datetime
    owners: tuple
    path: str
    about: str = ""
    subject: str = ""
    child_id: int | None = None

    def state(self, on):
        return state_of(self.due, on)


def state_of(due, on):
    """`upcoming`, `due` on the day, `overdue` after it."""
    day = timezone.localdate(due)
    return "due" if day == on else "overdue" if day < on else "upcoming"


@dataclass(frozen=True)
class Rule:
    """`collect(at)` yields the obligations as the data stand; `label` is what the list calls them."""

    rule: str
    label: str
    collect: Callable[[datetime], Iterable[Obligation]] = field(compare=False)
    days_ahead: int = 14
    subject: str = ""


_rules: list[Rule] = []


def register(rule):
    if rule not in _rules:
        _rules.append(rule)


def label_of(rule, subject):
    return next((r.label for r in _rules if (r.rule, r.subject) == (rule, subject)), rule)


def end_of(day: date) -> datetime:
    """The last minute of a date, local time: the one before midnight, since one Saturday of March in Nuuk
    ends at 23 and has no 23.59."""
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return midnight.astimezone(UTC) - timedelta(minutes=1)


def collect(at):
    """Every obligation within its rule's horizon."""
    on = timezone.localdate(at)
    for rule in _rules:
        for obligation in rule.collect(at):
            if (timezone.localdate(obligation.due) - on).days <= rule.days_ahead:
                yield obligation
