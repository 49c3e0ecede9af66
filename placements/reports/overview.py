"""What a leader sees of all reports: per child the half-yearly report and the statement that is asked for."""

from dataclasses import dataclass
from datetime import date

from placements.models import Placement
from placements.reports.models import Report, ReportKind, StatementRequest
from placements.reports.panels import clock, delivered
from placements.reports.periods import due_on
from placements.reports.queries import awaited


@dataclass(frozen=True)
class Row:
    placement: Placement
    kind: str
    due: date
    look: str
    report: Report | None = None

    @property
    def name(self):
        return ReportKind(self.kind).label


def rows_of(user, on):
    """One row for every half-yearly report and statement that is owed, the earliest due date first."""
    placements = Placement.objects.visible_to(user, on=on).running().select_related("child", "municipality")
    placements = list(placements.with_unit(on=on).annotate(reports_delivered=delivered(on)).order_by("pk"))
    under_way = _under_way(placements)
    rows = [_half_year(placement, under_way, on) for placement in placements]
    return sorted(
        [*rows, *_statements(placements, on)], key=lambda row: (row.due, row.placement.child.sort_name)
    )


def _under_way(placements):
    rows = Report.objects.under_way().filter(placement__in=placements, kind="half_year", corrects=None)
    return {report.placement_id: report for report in rows.select_related("author").order_by("pk")}


def _half_year(placement, under_way, on):
    due = due_on(placement.arrived, placement.reports_delivered)
    return Row(placement, "half_year", due, clock(due, on), under_way.get(placement.pk))


def _statements(placements, on):
    known = {placement.pk: placement for placement in placements}
    asked = StatementRequest.objects.filter(awaited(on), placement__in=known).select_related("report__author")
    for request in asked.order_by("pk"):
        placement = known[request.placement_id]
        yield Row(placement, "statement", request.due, clock(request.due, on), request.report)
