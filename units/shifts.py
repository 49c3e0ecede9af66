"""Which shift it is, worked out from the times at which the unit's shifts begin. Pure calculation."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

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
    """The turns of the local day before, of the day and of the day after, in order.

    `shifts` have a `name` and a time `begins`. A unit without shifts has one that lasts the day. Where the clocks
    leave the time out or have it twice, the earlier moment counts.
    """
    day, here = timezone.localdate(moment), timezone.get_current_timezone()
    known = [(shift.begins, shift.name) for shift in shifts] or [(time(), _("Day and night"))]
    starts = sorted(
        (datetime.combine(day + n * ONE_DAY, begins, here).astimezone(UTC), name)
        for n in (-1, 0, 1, 2)
        for begins, name in known
    )
    return [
        Turn(name, begins, after) for (begins, name), (after, _n) in zip(starts, starts[1:], strict=False)
    ]


def turn_at(shifts, moment):
    return next(turn for turn in turns_around(shifts, moment) if turn.holds(moment))


def turn_before(shifts, moment):
    """The turn that was over when the one of that moment began."""
    turns = turns_around(shifts, moment)
    return turns[[turn.holds(moment) for turn in turns].index(True) - 1]
