"""What else falls when a mistake is undone, or forbids it. Higher apps register what they know of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from placements.models import Placement


@dataclass(frozen=True)
class Fall:
    """A sentence that the person reads before confirming; one that `blocks` says why it cannot be undone."""

    sentence: str
    blocks: bool = False


Source = Callable[[Placement, date], Iterable[Fall]]
_sources: dict[str, list[Source]] = {}


def register(what):
    def keep(source):
        if source not in _sources.setdefault(str(what), []):
            _sources[str(what)].append(source)
        return source

    return keep


def falling(what, placement, on):
    return [fall for source in _sources.get(str(what), ()) for fall in source(placement, on)]
