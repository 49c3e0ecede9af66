"""A unit's board: who lives here, what was last written about each, and who is expected."""

from datetime import timedelta

from django.utils import timezone

from accounts.roles import LEADERS
from journal.models import Entry
from placements import occupancy
from placements.daily.queries import away_on, away_words
from placements.models import Placement
from placements.photos.queries import photo_shown

QUIET_AFTER = timedelta(hours=8)


def _tiles(unit, on, now):
    placements = (
        Placement.objects.running()
        .in_unit(unit, on=on)
        .annotate(away_now=away_on(on), photo_shown=photo_shown(on, "child__"))
    )
    placements = placements.select_related("child", "municipality")
    rows = list(placements.with_contacts(on=on).order_by("child__sort_name", "pk"))
    newest = Entry.objects.newest_of([p.child_id for p in rows])
    last = {entry.child_id: entry for entry in newest}
    return [_tile(placement, last.get(placement.child_id), now) for placement in rows]


def _tile(placement, last, now):
    away = placement.away_now and away_words(placement.away_now)
    placement.child.photo_shown = placement.photo_shown
    quiet = not away and _is_quiet(last, now)
    return {"placement": placement, "child": placement.child, "last": last, "quiet": quiet, "away": away}


def _is_quiet(last, now):
    return last is None or now - last.happened_at > QUIET_AFTER


def _expected(unit, user, on):
    if user.role not in LEADERS:
        return []
    planned = (
        Placement.objects.planned().filter(stays__place__unit=unit).select_related("child", "municipality")
    )
    return list(planned.order_by("arrived", "pk"))


def gather(unit, user, now):
    on = timezone.localdate(now)
    return {
        "unit": unit,
        "tiles": _tiles(unit, on, now),
        "expected": _expected(unit, user, on),
        "places": occupancy.on(on, [unit])[0],
        "today": on,
    }
