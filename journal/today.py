"""What a child has on a day: meetings, appointments, later visits. Apps and folders register where it is found."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Event:
    """`at` is when it begins, None when it lasts the day; `note` says where, or who goes along."""

    child: int
    at: datetime | None
    title: str
    note: str = ""
    icon: str = "calendar"
    url: str = ""


_sources: dict[str, Callable[[Iterable[int], date], Iterable[Event]]] = {}


def register(key, source):
    """`source(children, day)` gives the events of these children, by number, on that day, in one query."""
    _sources[key] = source


def of(children, day):
    """Events of that day by the child's number, in the order of the day; what has no time comes first."""
    found = defaultdict(list)
    for source in _sources.values():
        for event in source(children, day):
            found[event.child].append(event)
    for events in found.values():
        events.sort(key=lambda event: (event.at is not None, event.at, event.title))
    return found
