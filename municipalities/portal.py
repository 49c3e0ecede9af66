"""What awaits a municipality's caseworker; higher apps register what they wait for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User


@dataclass(frozen=True)
class Awaiting:
    """One thing to do. `due` orders the list; `kind` colours the pill as in `{% due %}`."""

    title: str
    path: str
    note: str = ""
    pill: str = ""
    kind: str = ""
    due: date | None = None


Source = Callable[[User, date], Iterable[Awaiting]]
_sources: list[Source] = []


def register(source):
    _sources.append(source)
    return source


def awaiting(user, on):
    """Everything that waits for this caseworker: overdue and dated first, then what has no date."""
    found = [thing for source in _sources for thing in source(user, on)]
    return sorted(found, key=lambda thing: (thing.due is None, thing.due or on))
