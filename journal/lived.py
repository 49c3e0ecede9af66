"""Where children live, and who may still write about it."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from placements.models import Child, Stay
from units.queries import current


def stays_on(children, day):
    """The stay of each child on that date, by the child's number; on the day of a move the new one."""
    rows = Stay.objects.filter(child__in=children, begins__lte=day).exclude(
        placement__state__in=["planned", "cancelled"]
    )
    rows = rows.filter(Q(ends__isnull=True) | Q(ends__gte=day)).select_related("place__unit")
    return {stay.child_id: stay for stay in rows.order_by("begins", "pk")}


def neighbours(children, units, day):
    """Numbers and names of these children and of those who live in the units, these first."""
    stays = Stay.objects.filter(current(day), place__unit__in=units).values("child")
    rows = Child.objects.filter(Q(pk__in=children) | Q(pk__in=stays)).values_list("pk", "name")
    return sorted(rows, key=lambda row: (row[0] not in children, row[0]))


def left_within(stay, at, hours):
    """Whether the stay has ended, and no more hours ago than these, counted from the end of its last day."""
    if stay.ends is None:
        return False
    over = timezone.make_aware(datetime.combine(stay.ends, time())) + timedelta(days=1, hours=hours)
    return at < over
