"""What stays on top until it is over: a child who is missing, later every open special episode (INC-6)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Pin:
    """`sentence` says what it is, without the child's name; `since` is the day on which it began."""

    child: int
    sentence: str
    since: date
    icon: str = "siren"
    url: str = ""


_sources: dict[str, Callable[[Iterable[int], date], Iterable[Pin]]] = {}


def register(key, source):
    """`source(children, day)` gives what is open for these children, by number, on that day, in one query."""
    _sources[key] = source


def of(children, day):
    """Pins by the child's number, the oldest first."""
    found = defaultdict(list)
    for source in _sources.values():
        for pin in source(children, day):
            found[pin.child].append(pin)
    for pins in found.values():
        pins.sort(key=lambda pin: (pin.since, pin.sentence))
    return found
