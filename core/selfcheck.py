"""What should be impossible is looked for all the same, every night. Apps register what they look for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from core.models import SelfCheck

MOST = 50
AFTER_HOUR = 3


@dataclass(frozen=True)
class Check:
    """`find(on)` yields the references of what is wrong: numbers that say nothing of a child by themselves."""

    key: str
    sentence: str | Promise
    find: Callable[[date], Iterable[str]]


_checks: dict[str, Check] = {}


def register(*checks):
    _checks.update((check.key, check) for check in checks)


def sentence_of(key):
    return _checks[key].sentence if key in _checks else key


def findings(on):
    """Pairs of a check's key and what it found, at most 50 of each."""
    for check in _checks.values():
        for reference in [*check.find(on)][:MOST]:
            yield check.key, str(reference)


def run(*, at):
    """Looks now and keeps the answer as the one of that day."""
    on = timezone.localdate(at)
    found = [{"check": key, "subject": subject} for key, subject in findings(on)]
    facts = {"checked_at": at, "findings": found}
    return SelfCheck.objects.update_or_create(day=on, defaults=facts)[0]


def run_if_due(*, at):
    """Once a day, after three at night; a night that was missed is made up for by the next tick."""
    local = timezone.localtime(at)
    if local.hour < AFTER_HOUR or SelfCheck.objects.filter(day=local.date()).exists():
        return None
    return run(at=at)
