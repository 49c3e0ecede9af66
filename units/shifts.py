"""Which shift it is, worked out from the times at which the unit's shifts begin. Pure calculation."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """One shift on one day, from `begins` to `ends`, which is the beginning of the next."""

    name: str
    begins: datetime
    ends: datetime

    def holds(self, moment):
        return self.begins <= moment < self.ends


def turns_around(shifts, moment):
    """The turns of the local days before, of the day and of the day after, in order.

    `shifts` have a `name` and a time `begins`. A unit without shifts has one that lasts the day. A time that the
    clocks have twice counts the first time; one that they leave out is the end of that day.
    """
    day = timezone.localdate(moment)
    known = [(shift.begins, shift.name) for shift in shifts] or [(time(), _("Day and night"))]
    days = (day + n * ONE_DAY for n in (-2, -1, 0, 1, 2))
    starts = sorted((_moment(on, begins), on, begins, name) for on in days for begins, name in known)
    turns = [Turn(name, begins, after) for (begins, *_order, name), (after, *_rest) in pairwise(starts)]
    return [turn for turn in turns if turn.begins < turn.ends]


def _moment(day, clock):
    here = timezone.get_current_timezone()
    midnight = datetime.combine(day + ONE_DAY, time(), here).astimezone(UTC)
    return min(datetime.combine(day, clock, here).astimezone(UTC), midnight)


def turn_at(shifts, moment):
    return next(turn for turn in turns_around(shifts, moment) if turn.holds(moment))


def turn_before(shifts, moment):
    """The turn that was over when the one of that moment began."""
    turns = turns_around(shifts, moment)
    return turns[[turn.holds(moment) for turn in turns].index(True) - 1]
