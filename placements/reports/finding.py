"""What the pages of reports load: always a report, heading or request of a child that the person works with."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.access import seen
from placements.models import Placement
from placements.reports.models import Report, Section

PLACEMENT = ("child", "municipality", "caseworker")


def placement_of(request, pk):
    """The placement, today, and the look at the child's file logged."""
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on).select_related(*PLACEMENT)
    placement = get_object_or_404(rows.with_contacts(on=on).prefetch_related("stays__place__unit"), pk=pk)
    return _looked(request, placement), on


def _looked(request, placement):
    seen(by=request.user, at=timezone.now(), action="reports", child=placement.child)
    return placement


def report_of(request, pk):
    on = timezone.localdate()
    rows = Report.objects.visible_to(request.user, on=on)
    people = ("author", "reader", "signed_by", "document", "corrects__document", "corrected_by")
    rows = rows.select_related(*people, *(f"placement__{name}" for name in PLACEMENT))
    report = get_object_or_404(rows.prefetch_related("placement__stays__place__unit"), pk=pk)
    _looked(request, report.placement)
    return report, on


def section_of(request, pk):
    """A heading of a report, with the report."""
    on = timezone.localdate()
    rows = Section.objects.visible_to(request.user, on=on)
    section = get_object_or_404(
        rows.select_related("heading", "report__placement__child", "written_by"), pk=pk
    )
    _looked(request, section.report.placement)
    return section, on
