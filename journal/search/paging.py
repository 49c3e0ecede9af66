"""Pages of an endless list, newest first: each begins where the last one ended, so the hundredth costs as the first."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone

from core.periods import Month

PER_PAGE = 30
START = datetime(1970, 1, 1, tzinfo=UTC)
HAPPENED = F("happened_at")
FORM = re.compile(r"([0-9a-f]{1,14})-([0-9a-f]{1,15})")


@dataclass(frozen=True)
class Mark:
    """A row's place in the list; `str` gives how an address names it."""

    at: datetime
    pk: int

    @classmethod
    def of(cls, entry):
        return cls(entry.happened_at, entry.pk)

    @classmethod
    def read(cls, text):
        """The place that an address names, or None."""
        if not (found := FORM.fullmatch(text or "")):
            return None
        try:
            return cls(START + timedelta(microseconds=int(found[1], 16)), int(found[2], 16))
        except OverflowError:
            return None

    def __str__(self):
        return f"{(self.at - START) // timedelta(microseconds=1):x}-{self.pk:x}"

    @property
    def older(self):
        return Q(happened_at__lte=self.at) & (Q(happened_at__lt=self.at) | Q(pk__lt=self.pk))

    @property
    def newer(self):
        return Q(happened_at__gte=self.at) & (Q(happened_at__gt=self.at) | Q(pk__gt=self.pk))


class Turn:
    """Which page an address asks for: what is older than `before`, or newer than `after`, else the first."""

    def __init__(self, given):
        self.before = Mark.read(given.get("before")) or _end_of(given.get("month"))
        self.after = None if self.before else Mark.read(given.get("after"))

    def of(self, rows, *, by=HAPPENED, most=PER_PAGE + 1):
        """The rows of this page and one more, which says whether there is another; `by` is when it happened."""
        if self.before or self.after:
            rows = rows.filter(self.before.older if self.before else self.after.newer)
        order = (by.asc(), "pk") if self.after else (by.desc(), "-pk")
        return rows.order_by(*order)[:most]


def _end_of(month):
    """Before what comes after the month that an address names as 2026-03; None when it names none."""
    try:
        after = Month.parse(month or "").last + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Mark(timezone.make_aware(datetime.combine(after, time())), 0)


class Page:
    """What `turn.of` found, newest first, with the marks of the pages around it."""

    def __init__(self, turn, rows):
        rows, more = list(rows[:PER_PAGE]), len(rows) > PER_PAGE
        self.rows = rows[::-1] if turn.after else rows
        has_newer, has_older = (more, True) if turn.after else (bool(turn.before), more)
        self.newer = str(Mark.of(self.rows[0])) if self.rows and has_newer else ""
        self.older = str(Mark.of(self.rows[-1])) if self.rows and has_older else ""
        self.is_first = not (turn.before or turn.after)
