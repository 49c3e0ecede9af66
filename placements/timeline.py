"""The whole placement in one picture. Every source of events takes part in one query, however many there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.db.models import Case, CharField, DateField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.periods import add_months, last_day
from core.timeline import Lane, Point, Segment, Timeline
from placements.enums import AbsenceKind
from placements.models import Absence, ActionPlan, Meeting, Report, Stay
from placements.panels import Page
from placements.reports.models import ReportKind

BEFORE, AHEAD = timedelta(days=7), timedelta(days=45)
PLANNED = "planned"
COLUMNS = ("event_order", "event_begins", "event_ends", "event_label", "event_kind")


@dataclass(frozen=True)
class Source:
    """One lane. `rows(page)` gives its `events`, or None when this person may not see them.

    `words` turns the label that the database gives into what people read. Events of a lane that `spans`
    are periods, others are points.
    """

    key: str
    lane: str | Promise
    rows: Callable[[Page], QuerySet | None]
    order: int
    words: Callable[[str], str] = str
    spans: bool = False


_sources: dict[str, Source] = {}


def register(source):
    """Of two lanes with one key or one order, the later stands."""
    _sources[source.key] = source


def events(rows, *, begins, label, ends=None, kind=""):
    """Rows as events: dates, a text and how it is painted: ok, warn, bad, info, or `planned` for what is to come."""
    return rows.order_by().annotate(
        event_begins=Cast(begins, DateField()),
        event_ends=Cast(ends, DateField()) if ends else Value(None, DateField()),
        event_label=Cast(label, CharField()),
        event_kind=kind if hasattr(kind, "resolve_expression") else Value(kind),
    )


def course(page):
    """The picture of the page's placement. Costs one query."""
    sources = {source.order: source for source in _sources.values()}
    found = {order: list(rows) for order, rows in groupby(_asked(page, sources), key=lambda row: row[0])}
    lanes = [_lane(sources[order], rows) for order, rows in found.items()]
    placement = page.placement
    end = max(placement.discharged or page.on + AHEAD, add_months(placement.arrived, 3))
    return Timeline(lanes=lanes, start=placement.arrived - BEFORE, end=end, today=page.on)


def _asked(page, sources):
    asked = {order: source.rows(page) for order, source in sources.items()}
    first, *others = [
        rows.annotate(event_order=Value(order)).values_list(*COLUMNS)
        for order, rows in asked.items()
        if rows is not None
    ]
    return first.union(*others, all=True).order_by(*COLUMNS)


def _lane(source, rows):
    told = [(begins, ends, _words(source, label, kind), kind) for _order, begins, ends, label, kind in rows]
    if not source.spans:
        return Lane(
            source.lane, points=tuple(Point(begins, text, kind) for begins, _ends, text, kind in told)
        )
    return Lane(
        source.lane,
        segments=tuple(
            Segment(begins, ends and max(last_day(ends), begins), text, kind or str(1 + turn % 2))
            for turn, (begins, ends, text, kind) in enumerate(told)
        ),
    )


def _words(source, label, kind):
    text = source.words(label)
    return _("%(event)s, planned") % {"event": text} if kind == PLANNED else text


def _of(model, page):
    return model.objects.filter(placement=page.placement.pk)


def _stays(page):
    return events(_of(Stay, page), begins=F("begins"), ends=F("ends"), label=F("place__unit__name"))


def _absences(page):
    kind = Case(When(kind=AbsenceKind.MISSING, then=Value("bad")), default=Value("warn"))
    return events(_of(Absence, page), begins=F("begins"), ends=F("ends"), label=F("kind"), kind=kind)


def _meetings(page):
    on = Coalesce("held", TruncDate("starts"))
    kind = Case(When(held__isnull=True, then=Value(PLANNED)), default=Value("ok"))
    rows = _of(Meeting, page).exclude(state="cancelled")
    return events(rows, begins=on, label=F("kind__name"), kind=kind)


def _plans(page):
    rows = _of(ActionPlan, page).filter(received__isnull=False)
    return events(rows, begins=F("received"), label=Value(""), kind="info")


def _reports(page):
    rows = _of(Report, page).filter(delivered__isnull=False)
    return events(rows, begins=F("delivered"), label=F("kind"), kind="info")


register(Source("stays", gettext_lazy("Lives in"), _stays, 10, spans=True))
register(
    Source("absences", gettext_lazy("Away"), _absences, 20, lambda code: AbsenceKind(code).label, spans=True)
)
register(Source("meetings", gettext_lazy("Meetings"), _meetings, 30))
register(Source("plans", gettext_lazy("Action plans"), _plans, 40, lambda label: _("action plan received")))
register(Source("reports", gettext_lazy("Reports"), _reports, 50, lambda code: ReportKind(code).label))
