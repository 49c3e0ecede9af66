"""What the shift home reads of a unit and of those who live there; one query each."""

from datetime import datetime, time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject

from journal.handover.models import Takeover
from journal.handover.queries import open_counts
from journal.models import Entry
from placements.daily.queries import away_on
from placements.models import Placement
from placements.photos.queries import photo_shown
from units.models import Place, Shift


def with_the_shift(units, person, on):
    """With each unit's shifts and open places, what waits for a shift, and when the person took over the last two."""
    taken = Takeover.objects.filter(unit=OuterRef("pk"), person=person).order_by("-at", "-pk")
    shifts = Shift.objects.filter(unit=OuterRef("pk")).order_by("begins")
    places = Place.objects.open_on(on).filter(unit=OuterRef("pk")).order_by("pk")
    told = JSONObject(pk="pk", closes="closes", emergency="emergency")
    return units.annotate(
        taken_over=ArraySubquery(taken.values("at")[:2]),
        waiting=open_counts(),
        told_shifts=ArraySubquery(shifts.values(told=JSONObject(name="name", begins="begins"))),
        told_places=ArraySubquery(places.values(told=told)),
    )


def shifts_of(unit):
    return [Shift(name=told["name"], begins=time.fromisoformat(told["begins"])) for told in unit.told_shifts]


def places_of(unit):
    return [Place(**told) for told in unit.told_places]


def stays_of(unit, on):
    """Placements with a stay in the unit that is not over, a row for each stay, with what a tile shows."""
    not_over = Q(stays__ends__isnull=True) | Q(stays__ends__gt=on)
    rows = Placement.objects.filter(not_over, stays__place__unit=unit).select_related("child", "municipality")
    return rows.annotate(
        place_id=F("stays__place"),
        begins=F("stays__begins"),
        ends=F("stays__ends"),
        emergency_until=Case(When(stays__place__emergency=True, then=F("stays__place__closes"))),
        away_now=away_on(on),
        photo_shown=photo_shown(on, "child__"),
        told_last=_last_words(),
    ).order_by("child__sort_name", "pk", "begins")


def _last_words():
    """An annotation: the newest entry of the child, found by index however long the diary is."""
    rows = Entry.objects.said().filter(child=OuterRef("child")).order_by("-happened_at", "-pk")
    names = ("child_id", "text", "mood", "category", "happened_at", "written_at")
    return Subquery(rows.values(told=JSONObject(**{name: name for name in names}))[:1])


def last_entry(placement):
    """What `stays_of` found as an entry, or None."""
    told = placement.told_last
    if told is None:
        return None
    times = {name: datetime.fromisoformat(told[name]) for name in ("happened_at", "written_at")}
    return Entry(**{**told, **times})
