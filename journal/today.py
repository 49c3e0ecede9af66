"""What a child has on a day: meetings, appointments, later visits. Apps and folders register where it is found."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone


@dataclass(frozen=True)
class Event:
    """`at` is when it begins; None when it lasts the whole `day`. `note` says where, or who goes along."""

    child: int
    at: datetime | None
    title: str
    note: str = ""
    icon: str = "calendar"
    url: str = ""
    day: date | None = None

    @property
    def on(self):
        return self.day or timezone.localdate(self.at)


_sources: dict[str, Callable[[Iterable[int], date, date], Iterable[Event]]] = {}


def register(key, source):
    """`source(children, first, last)` gives the events of these children, by number, from the first day to the
    last, both included, in one query."""
    _sources[key] = source


def of(children, day):
    """Events of that day by the child's number, in the order of the day; what has no time comes first."""
    return between(children, day, day)


def between(children, first, last):
    """Events of some days by the child's number, one query for each source however many days."""
    found = defaultdict(list)
    for source in _sources.values():
        for event in source(children, first, last):
            found[event.child].append(event)
    for events in found.values():
        events.sort(key=lambda event: (event.on, event.at is not None, event.at, event.title))
    return found
