"""Where children live, and who may still write about it."""

from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from placements.enums import PlacementState
from placements.models import Child, Stay
from units.queries import worked_in

NOT_LIVED = (PlacementState.PLANNED, PlacementState.CANCELLED)


def _visible(user, on, child):
    return Exists(Child.objects.visible_to(user, on=on).filter(pk=OuterRef(child)))


def known_to(user, on):
    """Children with whom the person works (`here`), and those who once lived in a unit where the person works."""
    stays = Stay.objects.exclude(placement__state__in=NOT_LIVED).filter(place__unit__in=worked_in(user, on))
    lived = Exists(stays.filter(child=OuterRef("pk")))
    return Child.objects.annotate(here=_visible(user, on, "pk")).filter(Q(here=True) | lived)


def stays_on(children, day, *, by, on):
    """The stay of each child on that date, by the child's number; on the day of a move the new one.

    `here` is whether this person may open the child's file today, `mine` whether the stay is in a unit of theirs.
    """
    mine = Exists(worked_in(by, on).filter(unit=OuterRef("place__unit")))
    rows = Stay.objects.filter(child__in=children, begins__lte=day).exclude(placement__state__in=NOT_LIVED)
    rows = rows.filter(Q(ends__isnull=True) | Q(ends__gte=day))
    rows = rows.annotate(here=_visible(by, on, "child"), mine=mine)
    return {stay.child_id: stay for stay in rows.select_related("place").order_by("begins", "pk")}


def last_stays(children, by, on):
    """The newest stay of each child in a unit where the person works, by the child's number."""
    rows = Stay.objects.exclude(placement__state__in=NOT_LIVED).filter(child__in=children)
    rows = rows.filter(place__unit__in=worked_in(by, on)).order_by("begins", "pk")
    return {stay.child_id: stay for stay in rows}


def neighbours(children, units, *days):
    """Numbers and names of these children and of those who live in the units on one of the days, these first.

    The day on which somebody leaves counts: what is told of it may be about them too.
    """
    there = [Q(begins__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day)) for day in set(days)]
    stays = Stay.objects.filter(reduce(or_, there), place__unit__in=units).values("child")
    rows = Child.objects.filter(Q(pk__in=children) | Q(pk__in=stays)).values_list("pk", "name")
    return sorted(rows, key=lambda row: (row[0] not in children, row[0]))


def left_within(stay, at, hours):
    """Whether the stay has ended, and no more hours ago than these, counted from the end of its last day."""
    if stay.ends is None:
        return False
    over = timezone.make_aware(datetime.combine(stay.ends, time())) + timedelta(days=1, hours=hours)
    return at < over
