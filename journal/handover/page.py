"""The handover of a unit, to be read aloud when one shift leaves and the next comes (JRN-5)."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.refusals import reason
from journal import pinned, today
from journal.handover import rules
from journal.handover.messages import messages_of
from journal.handover.queries import on_the_page
from journal.handover.turns import change_of
from journal.models import Entry
from placements.daily.queries import away_on, away_words
from placements.models import Placement
from placements.photos.queries import photo_shown


@dataclass
class Group:
    """The messages about a child; those about several stand with the first of them."""

    child: object
    lives_here: bool
    messages: list = field(default_factory=list)


class Handover:
    """A unit as `with_turns` gives it, at a moment, for the person who reads."""

    def __init__(self, unit, person, now):
        self.unit, self.person, self.now = unit, person, now
        self.today = timezone.localdate(now)
        self.change = change_of(unit, now)

    @property
    def has_shifts(self):
        return bool(self.unit.told_shifts)

    @cached_property
    def mine(self):
        """When the reader took over the shift that comes or runs, or None."""
        return next((taker for taker in self.takers if taker.person == self.person.pk), None)

    @property
    def takers(self):
        return self.change.of(self.change.to)

    @cached_property
    def placements(self):
        rows = Placement.objects.running().in_unit(self.unit, on=self.today).select_related("child")
        rows = rows.annotate(
            away_now=away_on(self.today),
            photo_shown=photo_shown(self.today, "child__"),
            lines_before=_lines(self.change.hands.begins, self.change.to.begins),
            lines_now=_lines(self.change.to.begins, self.now),
        )
        return [_with_words(row) for row in rows.order_by("child__sort_name", "pk")]

    @cached_property
    def children(self):
        """By number, in the order of the board."""
        return {row.child_id: row.child for row in self.placements}

    @property
    def silent(self):
        """Children about whom nothing was written in the last shift, and who were not away."""
        return [row for row in self.placements if not (row.lines_before or row.lines_now or row.away_now)]

    @cached_property
    def pins(self):
        """Pairs of child and what stays on top until it is over."""
        found = pinned.of(self.children, self.today)
        return [(child, pin) for number, child in self.children.items() for pin in found[number]]

    @cached_property
    def events(self):
        """Pairs of child and event: the rest of the day on which the shift begins, and the night that follows."""
        begins, ends = self.change.to.begins, max(self.change.to.ends, _midnight_after(self.change.to.begins))
        found = today.between(self.children, timezone.localdate(begins), timezone.localdate(ends))
        coming = [
            event
            for events in found.values()
            for event in events
            if (begins <= event.at < ends if event.at else event.on == self.today)
        ]
        coming.sort(key=lambda event: (event.on, event.at or begins, list(self.children).index(event.child)))
        return [(self.children[event.child], event) for event in coming]

    @cached_property
    def _messages(self):
        since = self.change.to.begins - timedelta(minutes=self.unit.early_minutes)
        messages = messages_of(on_the_page(self.unit, since))
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message):
        entry = message.entry
        entry.among = {*self.children, *(row.child_id for row in message.rows)}
        entry.child.photo_shown = getattr(self.children.get(entry.child_id), "photo_shown", None)
        message.is_old = entry.received_at < self.change.hands.begins
        message.refused = reason(rules.check_accept, message, self.change, by=self.person)

    @cached_property
    def waiting(self):
        return [message for message in self._messages if not message.acceptance]

    @property
    def taken(self):
        """Taken over in this shift, the last first; each stays where it was in the diary."""
        found = [message for message in self._messages if message.acceptance]
        return sorted(found, key=lambda message: message.acceptance.at, reverse=True)

    @property
    def acceptable(self):
        """Numbers of the entries that the reader may take over now."""
        return [message.entry.pk for message in self.waiting if not message.refused]

    @property
    def groups(self):
        """Child by child in the order of the board; who has moved away since comes last."""
        groups = {number: Group(child, True) for number, child in self.children.items()}
        for message in self.waiting:
            numbers = [row.child_id for row in message.rows]
            first = next((number for number in groups if number in numbers), None)
            child = message.entry.child
            groups.setdefault(first or child.pk, Group(child, False)).messages.append(message)
        return [group for group in groups.values() if group.messages]

    @property
    def seen(self):
        """Numbers of the children of whose diary something stands on the page."""
        return sorted({row.child_id for message in self._messages for row in message.rows})


def _midnight_after(moment):
    day = timezone.localdate(moment) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()))


def _lines(begins, until):
    """An annotation: how many entries about the child tell of that time."""
    rows = Entry.objects.said().filter(
        child=OuterRef("child"), happened_at__gte=begins, happened_at__lt=until
    )
    return Coalesce(Subquery(rows.order_by().values("child").annotate(n=Count("pk")).values("n")), 0)


def _with_words(row):
    row.child.photo_shown = row.photo_shown
    row.away = away_words(row.away_now) if row.away_now else ""
    return row
