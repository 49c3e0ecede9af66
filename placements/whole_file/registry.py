"""What a child's whole file holds: capabilities and higher apps register a section each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from placements.models import Child


@dataclass(frozen=True)
class Section:
    """`collect(child, user, on)` gives parts made by `placements.whole_file.parts`, of what the person may see."""

    key: str
    title: str
    order: int
    collect: Callable[[Child, User, date], list] = field(compare=False)


_sections: list[Section] = []


def register(section):
    _sections.append(section)
    _sections.sort(key=lambda s: (s.order, s.key))


def collected(child, user, on):
    """All sections in words, also those that are empty: what is not there is said."""
    for section in _sections:
        parts = [part for part in section.collect(child, user, on) if part]
        yield {"key": section.key, "title": str(section.title), "parts": parts}
