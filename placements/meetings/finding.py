"""What every page about meetings begins with: the row, if the person may see it, and the day."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.access import seen
from placements.meetings.models import Meeting
from placements.models import Placement

ABOUT = ("placement__child", "placement__municipality", "placement__discharge", "kind")
PAPERS = ("agenda_document", "minutes_document", "minutes_paper", "written_by", "signed_by")


def find_placement(request, pk):
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on)
    found = get_object_or_404(rows.select_related("child", "municipality", "discharge"), pk=pk)
    _log(request, found)
    return found, on


def find_meeting(request, pk):
    on = timezone.localdate()
    rows = Meeting.objects.visible_to(request.user, on=on).select_related(*ABOUT, *PAPERS)
    found = get_object_or_404(rows, pk=pk)
    _log(request, found.placement)
    return found, on


def _log(request, placement):
    if request.method == "GET":
        seen(by=request.user, at=timezone.now(), action="meetings", child=placement.child)
