"""Which places are taken and free. A stay holds its nights: the day of leaving is free for the next child."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from placements.models import Stay
from units.models import Place, Unit

TOP, HEIGHT, WEEKS_A_LABEL = 4, 48, 3


@dataclass
class UnitOccupancy:
    """`free` are the places that stay free from the date on; `held` those that a child holds that night."""

    unit: Unit
    places: list[Place] = field(default_factory=list)
    free: list[Place] = field(default_factory=list)
    held: int = 0
    next_free: date | None = None

    @property
    def coming(self):
        """Places empty that night which a planned stay takes later."""
        return len(self.places) - self.held - len(self.free)


def on(day, units=None):
    """Occupancy of every residential unit on a date, in the units' own order; two queries and one for the units."""
    units = list(units if units is not None else Unit.objects.residential())
    result = {unit.pk: UnitOccupancy(unit) for unit in units}
    stays = _by_place(_not_over(day, units))
    for place in Place.objects.open_on(day).filter(unit__in=units).order_by("emergency", "pk"):
        _count(result[place.unit_id], place, stays.get(place.pk, []), day)
    return list(result.values())


def of(unit, places, stays, day):
    """Occupancy of one unit from rows at hand: its places open that day and its stays that are not over."""
    result, taken = UnitOccupancy(unit), _by_place(sorted(stays, key=lambda stay: stay.begins))
    for place in places:
        _count(result, place, taken.get(place.pk, []), day)
    return result


def _not_over(day, units):
    rows = Stay.objects.filter(Q(ends__isnull=True) | Q(ends__gt=day), place__unit__in=units)
    return rows.order_by("begins", "pk")


def _by_place(stays):
    by_place = {}
    for stay in stays:
        by_place.setdefault(stay.place_id, []).append(stay)
    return by_place


def _count(occupancy, place, stays, day):
    occupancy.places.append(place)
    occupancy.held += any(stay.begins <= day for stay in stays)
    if not stays:
        occupancy.free.extend([] if place.is_given_up else [place])
        return
    leaves = stays[-1].ends
    if leaves and (occupancy.next_free is None or leaves < occupancy.next_free):
        occupancy.next_free = leaves


@dataclass(frozen=True)
class Week:
    """The fullest night of a week. `extra` is a child who is only thought of, `left` what stays free beside it."""

    begins: date
    held: int
    free: int
    extra: int = 0

    @property
    def places(self):
        return self.held + self.free

    @property
    def left(self):
        return self.free - self.extra


@dataclass
class Forecast:
    unit: Unit
    weeks: list[Week]

    @property
    def has_places(self):
        return any(week.places or week.extra for week in self.weeks)

    @property
    def too_many(self):
        """The first week in which the child who is thought of would find no place."""
        return next((week for week in self.weeks if week.left < 0), None)

    def bars(self):
        """The weeks as a drawing of fixed height: x and width in percent, so that it fits any screen."""
        most = max((max(week.places, week.held + week.extra) for week in self.weeks), default=0) or 1
        share = 100 / len(self.weeks)
        for place, week in enumerate(self.weeks):
            yield _bar(week, place, round(place * share, 2), round(share * 0.86, 2), HEIGHT / most)


def _bar(week, place, x, width, step):
    held, extra, whole = (round(n * step, 1) for n in (week.held, week.extra, week.places))
    return {
        "week": week,
        "x": x,
        "width": width,
        "middle": round(x + width / 2, 2),
        "places": {"y": round(TOP + HEIGHT - whole, 1), "height": whole},
        "held": {"y": round(TOP + HEIGHT - held, 1), "height": held},
        "extra": {"y": round(TOP + HEIGHT - held - extra, 1), "height": extra},
        "label": date_format(week.begins, "d.m", use_l10n=False) if place % WEEKS_A_LABEL == 0 else "",
    }


def forecast(first, weeks, *, units=None, extra=None):
    """Every residential unit's coming weeks as planned arrivals and departures make them (UNIT-4); three queries.

    `extra` is (unit, date): a child who would live there from that date, before anything is decided.
    """
    units = list(units if units is not None else Unit.objects.residential())
    monday = first - timedelta(days=first.weekday())
    end = monday + timedelta(weeks=weeks)
    places = _grouped(_open_between(first, end).filter(unit__in=units), "unit_id")
    stays = Stay.objects.touching(first, end).filter(place__unit__in=units).order_by("begins", "pk")
    taken = _grouped(_with_leaving(stays, first), "place_id")
    begins = [max(first, monday + timedelta(weeks=n)) for n in range(weeks)]
    return [
        Forecast(unit, [_fullest(day, places.get(unit.pk, ()), taken, _from(extra, unit)) for day in begins])
        for unit in units
    ]


def _with_leaving(stays, day):
    """`leaves` is the end, or the planned discharge while that lies ahead; who should have left is still here."""
    planned = "placement__discharge__planned_for"
    ahead = Case(When(**{f"{planned}__gt": day}, then=F(planned)))
    return stays.annotate(leaves=Coalesce("ends", ahead))


def weeks_later(day, weeks):
    """The day itself, or the Monday so many weeks after it."""
    return day + timedelta(weeks=weeks, days=-day.weekday()) if weeks else day


def _open_between(first, end):
    return Place.objects.filter(Q(closes__isnull=True) | Q(closes__gt=first), opens__lt=end).order_by("pk")


def _grouped(rows, name):
    groups = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return groups


def _from(extra, unit):
    return extra[1] if extra and extra[0] == unit else None


def _fullest(begins, places, taken, extra_from):
    """Looked at night by night until Sunday, since two may change places within a week."""
    nights = [
        _night(begins + timedelta(days=n), places, taken, extra_from) for n in range(7 - begins.weekday())
    ]
    held, free, extra = min(nights, key=lambda night: (night[1] - night[2], -night[0]))
    return Week(begins, held, free, extra)


def _night(day, places, taken, extra_from):
    there = [place for place in places if place.opens <= day and (place.closes is None or place.closes > day)]
    held = {place.pk for place in there if any(_holds(stay, day) for stay in taken.get(place.pk, ()))}
    free = sum(place.pk not in held and not place.is_given_up for place in there)
    return len(held), free, int(extra_from is not None and extra_from <= day)


def _holds(stay, day):
    return stay.begins <= day and (stay.leaves is None or stay.leaves > day)
