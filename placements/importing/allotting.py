"""Which place each stay is in: in the order of the days, into a place that is free and open."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass
class Place:
    """`taken` are sorted periods of children who are already in the database."""

    pk: int
    opens: date
    closes: date | None = None
    emergency: bool = False
    taken: list = field(default_factory=list)
    free_from: date = date.min
    last: str | None = None

    def is_open(self, stay):
        closes = self.closes or date.max
        return self.opens <= stay.begins < closes and (stay.ends or date.max) <= closes

    def next_taken(self, day):
        """The first day from `day` on which somebody who is already there holds the place."""
        after = bisect_right(self.taken, (day, date.max))
        if after and self.taken[after - 1][1] > day:
            return day
        return self.taken[after][0] if after < len(self.taken) else date.max

    def is_free(self, stay):
        if self.free_from > stay.begins:
            return False
        limit = self.next_taken(stay.begins)
        return limit == date.max or (stay.ends is not None and stay.ends <= limit)


def allot(stays, units):
    """Places by line of the stay, and faults of those for which there is none."""
    places, faults = {}, []
    for stay in sorted(stays, key=lambda s: (s.begins, s.ends or date.max, s.record.line)):
        place = _choose(stay, units[stay.unit])
        if place is None:
            faults.append(stay.record.fault("unit", _none_free(stay, units[stay.unit])))
            continue
        places[stay.record.line] = place.pk
        if stay.ends != stay.begins:
            place.free_from, place.last = stay.ends or date.max, stay.child
    return places, faults


def _choose(stay, places):
    """The child's own of yesterday, an ordinary one before an emergency place, and the tightest fit."""
    opened = [place for place in places if place.is_open(stay)]
    free = [place for place in opened if place.is_free(stay)]
    if stay.ends == stay.begins:
        free = free or opened
    return min(free, key=lambda place: _preference(place, stay), default=None)


def _preference(place, stay):
    return place.last != stay.child, place.emergency, place.next_taken(stay.begins), place.closes or date.max


def _none_free(stay, places):
    if not places:
        return _("This unit has no places.")
    count = sum(place.is_open(stay) for place in places)
    if not count:
        return _("No place of this unit is open from %(day)s.") % {"day": stay.begins}
    return ngettext(
        "More children than places: the only place is taken on %(day)s or later.",
        "More children than places: all %(count)d are taken on %(day)s or later.",
        count,
    ) % {"day": stay.begins, "count": count}
