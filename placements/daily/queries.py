"""Where children go by day, how it went, and who is away."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.periods import days_between
from core.working_days import is_day_off
from placements.daily.models import Attendance, DayCareApplication, DayCareState, Presence, Schooling
from placements.enums import AbsenceKind
from placements.models import Absence, Placement
from units.queries import current

ONE_DAY = timedelta(days=1)
MISSED = (Presence.LATE, Presence.ABSENT)
# How far back the board looks for days that nobody has marked.
LOOKS_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Missed:
    """A day on which the child was absent or came late."""

    day: date
    where: str
    state: str
    reason: str


@dataclass
class Course:
    """How it went in one school, day care or activity. Forgotten are the expected days without a mark."""

    schooling: Schooling
    counts: dict = field(default_factory=lambda: dict.fromkeys(Presence, 0))
    missed: list[Missed] = field(default_factory=list)
    forgotten: list[date] = field(default_factory=list)

    @property
    def expected(self):
        return sum(self.counts.values()) - self.counts[Presence.CLOSED] + len(self.forgotten)


@dataclass
class Summary:
    """Days in all courses together: `expected` = there + late + absent + the forgotten ones."""

    courses: list[Course]

    def _sum(self, state):
        return sum(course.counts[state] for course in self.courses)

    expected = property(lambda self: sum(course.expected for course in self.courses))
    there = property(lambda self: self._sum(Presence.THERE))
    late = property(lambda self: self._sum(Presence.LATE))
    absent = property(lambda self: self._sum(Presence.ABSENT))
    closed = property(lambda self: self._sum(Presence.CLOSED))
    forgotten = property(lambda self: sorted(day for course in self.courses for day in course.forgotten))

    @property
    def missed(self):
        return sorted((m for c in self.courses for m in c.missed), key=lambda m: (m.day, m.where))


def summary(placement, begins, ends):
    """Attendance from `begins` to `ends`, which is not included (PLC-7); two queries."""
    return summaries([placement], begins, ends)[placement.pk]


def summaries(placements, begins, ends):
    """As `summary`, for many placements by their keys; also two queries."""
    by_key = {placement.pk: placement for placement in placements}
    found = {key: Summary([]) for key in by_key}
    schoolings = list(_schoolings(by_key, begins, ends))
    marks = _marks(schoolings, begins, ends)
    for schooling in schoolings:
        placement = by_key[schooling.placement_id]
        first = max(begins, schooling.begins, placement.arrived)
        last = min(filter(None, (ends, schooling.ends, placement.discharged))) - ONE_DAY
        found[placement.pk].courses.append(_course(schooling, first, last, marks[schooling.pk]))
    return found


def _schoolings(placements, begins, ends):
    in_period = Q(ends__isnull=True) | Q(ends__gt=begins)
    away = Absence.objects.filter(in_period, placement=OuterRef("placement"), begins__lt=ends)
    periods = away.order_by("begins").values(period=JSONObject(begins="begins", ends="ends"))
    rows = Schooling.objects.filter(in_period, placement__in=placements, begins__lt=ends)
    return rows.select_related("kind").annotate(away=ArraySubquery(periods)).order_by("begins", "pk")


def _marks(schoolings, begins, ends):
    rows = Attendance.objects.filter(schooling__in=schoolings, day__gte=begins, day__lt=ends)
    found = defaultdict(dict)
    for mark in rows.order_by("day", "pk"):
        found[mark.schooling_id][mark.day] = mark
    return found


def _course(schooling, first, last, marks):
    course = Course(schooling)
    for mark in marks.values():
        course.counts[mark.state] += 1
        if mark.state in MISSED:
            course.missed.append(Missed(mark.day, schooling.name, mark.get_state_display(), mark.reason))
    expected = (day for day in days_between(first, last) if _is_expected(schooling, day))
    course.forgotten = [day for day in expected if day not in marks]
    return course


def _is_expected(schooling, day):
    return day.weekday() in schooling.weekdays and not is_day_off(day) and not _is_away(schooling.away, day)


def _is_away(periods, day):
    text = day.isoformat()
    return any(p["begins"] <= text and (p["ends"] is None or text < p["ends"]) for p in periods)


@dataclass
class Row:
    """One child and one place to go on a day, on the unit's attendance page."""

    placement: Placement
    schooling: Schooling
    mark: Attendance | None
    why_not: str = ""

    @property
    def asks_reason(self):
        return self.mark is not None and self.mark.state in MISSED


@dataclass
class Board:
    day: date
    rows: list[Row]
    without: list[Placement]
    forgotten: list[tuple[date, int]]

    marked = property(lambda self: sum(row.mark is not None for row in self.rows))
    open = property(lambda self: sum(row.mark is None and not row.why_not for row in self.rows))


def board(unit, user, *, day, on):
    """The unit's children who have something on that day. `on` is today, and decides who is seen (ACC-1)."""
    placements = list(_placements(unit, user, day, on))
    rows = [row for placement in placements for row in rows_of(placement, day)]
    without = [placement for placement in placements if not placement.goes_to]
    return Board(day, rows, without, _forgotten(placements, on))


def _placements(unit, user, day, on):
    visible = Placement.objects.visible_to(user, on=on).running_on(day).in_unit(unit, on=day)
    return with_day(visible, day).order_by("child__sort_name", "pk")


def with_day(placements, day):
    """With where the child goes in general, the marks of that day, and the absence that holds it."""
    goes_to = Schooling.objects.filter(current(day)).select_related("kind")
    marks = Attendance.objects.filter(day=day).select_related("written_by")
    return placements.select_related("child").prefetch_related(
        Prefetch("schoolings", goes_to, to_attr="goes_to"),
        Prefetch("goes_to__attendance", marks, to_attr="marks"),
        Prefetch("absences", Absence.objects.filter(current(day)), to_attr="away"),
    )


def rows_of(placement, day):
    why_not = _why_not(placement, day)
    for schooling in placement.goes_to:
        if day.weekday() in schooling.weekdays:
            yield Row(placement, schooling, next(iter(schooling.marks), None), why_not)


def _why_not(placement, day):
    if placement.away:
        return placement.away[0].get_kind_display()
    return _("day off") if is_day_off(day) else ""


def _forgotten(placements, on):
    """Pairs of day and number of children without a mark, in the two weeks before today."""
    found = summaries(placements, on - LOOKS_BACK, on).values()
    days = sorted(day for each in found for day in each.forgotten)
    return [(day, len(list(same))) for day, same in groupby(days)]


def away_on(day):
    """An annotation: the absence that holds the date, as an object of kind, begins and ends; or None."""
    rows = Absence.objects.filter(current(day), placement=OuterRef("pk")).order_by("begins")
    return Subquery(rows.values(found=JSONObject(pk="pk", kind="kind", begins="begins", ends="ends"))[:1])


def away_words(away):
    """What `away_on` found, as a sentence."""
    kind = AbsenceKind(away["kind"]).label
    if away["ends"]:
        day = date_format(date.fromisoformat(away["ends"]))
        return _("Away: %(kind)s until %(day)s") % {"kind": kind, "day": day}
    day = date_format(date.fromisoformat(away["begins"]))
    return _("Away: %(kind)s since %(day)s") % {"kind": kind, "day": day}


def day_care_of_municipality(user, on):
    """Applications whose turn is the municipality's, for its caseworker."""
    mine = Placement.objects.visible_to(user, on=on).running()
    rows = DayCareApplication.objects.filter(placement__in=mine, state=DayCareState.NEEDED)
    return rows.select_related("placement__child").order_by("needed_from", "pk")


def goes_to(on):
    """An annotation: where the child goes on that date, as a list of objects."""
    rows = Schooling.objects.filter(current(on), placement=OuterRef("pk")).order_by("begins", "pk")
    told = JSONObject(
        kind=F("kind__code"), label=F("kind__name"), name="name", phone="phone", weekdays="weekdays"
    )
    return ArraySubquery(rows.values(found=told))
