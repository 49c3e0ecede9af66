"""The half-yearly report, the statement, and whose turn a report is."""

from datetime import timedelta
from functools import cache

from django.db.models import Case, Count, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import preferences
from deadlines.registry import Obligation, Rule, end_of, register
from placements.owed import responsible, running, unit_on, works_with_child
from placements.reports.models import Report, ReportKind, StatementRequest
from placements.reports.periods import due_on
from placements.reports.queries import awaited
from units.queries import leaders_of

RULES = {ReportKind.HALF_YEAR: "PLC-6", ReportKind.STATEMENT: "PLC-10"}


def _owed(rule, placement, due, owners, path, key, subject=""):
    return Obligation(
        rule=rule,
        subject=subject,
        key=":".join(filter(None, [rule, subject, key])),
        due=end_of(due),
        owners=tuple(owners),
        path=path,
        child_id=placement.child_id,
    )


def _with_owners(on, placements=None):
    leaders = cache(lambda unit: tuple(leaders_of(unit, on)))
    for placement in running(on) if placements is None else placements:
        if unit := unit_on(placement, on):
            yield placement, responsible(placement, unit, leaders), leaders(unit)


def half_yearly_reports(at):
    """PLC-6: arrival + 6 months × (reports delivered + 1); statements and corrections are none of them."""
    on = timezone.localdate(at)
    half_year = Q(reports__kind="half_year", reports__delivered__lte=on, reports__corrects__isnull=True)
    placements = running(on).annotate(reports_delivered=Count("reports", filter=half_year))
    for placement, owners, _leaders in _with_owners(on, placements):
        due = due_on(placement.arrived, placement.reports_delivered)
        path = reverse("placements:reports", args=[placement.pk])
        yield _owed("PLC-6", placement, due, owners, path, f"{placement.pk}:{due}")


def statements(at):
    """PLC-10: 7 days after the request or on the agreed date, until the statement is delivered."""
    on = timezone.localdate(at)
    rows = StatementRequest.objects.filter(awaited(on)).order_by("requested_on", "pk")
    asked = {request.placement_id: request for request in rows}
    for placement, owners, _leaders in _with_owners(on, running(on).filter(pk__in=asked)):
        request = asked[placement.pk]
        path = reverse("placements:reports", args=[placement.pk])
        yield _owed("PLC-10", placement, request.due, owners, path, f"{request.pk}:{request.due}")


def _turn(at, **whose):
    """Reports that stood so at that moment, by placement."""
    undelivered = Q(delivered__isnull=True) | Q(delivered__gt=timezone.localdate(at))
    rows = Report.objects.filter(undelivered, asked_at__lte=at).exclude(state="dropped").filter(**whose)
    return rows.select_related("reader").order_by("pk")


def _turns(at, reports, since, owners_of, subject):
    on, days = timezone.localdate(at), timedelta(days=preferences.value("reports.turn_days"))
    rows = list(reports)
    here = running(on).filter(pk__in=[report.placement_id for report in rows])
    known = {placement.pk: (placement, leaders) for placement, _owners, leaders in _with_owners(on, here)}
    for report in rows:
        if report.placement_id in known:
            placement, leaders = known[report.placement_id]
            due = timezone.localdate(getattr(report, since)) + days
            path, key = reverse("placements:report", args=[report.pk]), f"{report.pk}:{due}"
            owners = owners_of(report, leaders)
            yield _owed(RULES[report.kind], placement, due, owners, path, key, subject)


def to_read(kind):
    """A second reader was asked and has not read the report."""

    def collect(at):
        rows = _turn(at, kind=kind).filter(Q(read_at__isnull=True) | Q(read_at__gt=at))
        reads = Case(When(works_with_child(timezone.localdate(at), "reader"), then=True), default=False)
        return _turns(at, rows.annotate(reads=reads), "asked_at", _reader, "reading")

    return collect


def _reader(report, leaders):
    """Whoever works with the child no more is told nothing of it; the leaders ask somebody else."""
    return [report.reader] if report.reads else leaders


def to_sign(kind):
    """The second reader has read it; a leader signs."""

    def collect(at):
        rows = _turn(at, kind=kind, read_at__lte=at, read_at__gte=F("asked_at"))
        return _turns(at, rows, "read_at", lambda report, leaders: leaders, "signing")

    return collect


register(Rule("PLC-6", _("Half-yearly report to the municipality"), half_yearly_reports, days_ahead=30))
register(Rule("PLC-10", _("Statement to the municipality"), statements))
register(Rule("PLC-6", _("Read a half-yearly report"), to_read("half_year"), subject="reading"))
register(Rule("PLC-6", _("Sign a half-yearly report"), to_sign("half_year"), subject="signing"))
register(Rule("PLC-10", _("Read a statement"), to_read("statement"), subject="reading"))
register(Rule("PLC-10", _("Sign a statement"), to_sign("statement"), subject="signing"))
