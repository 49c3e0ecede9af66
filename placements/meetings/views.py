from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.gate import only
from accounts.roles import CARE
from core.pages import carried_out
from placements.meetings import services
from placements.meetings.forms import RECORD, RecordForm
from placements.models import Placement


def _placement(request, pk):
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on).select_related("child", "municipality")
    return get_object_or_404(rows, pk=pk), on


@only(*CARE)
def record_meeting(request, pk):
    placement, on = _placement(request, pk)
    form = RecordForm(request.POST or None, initial={"held": on})

    def record():
        services.record(placement, **form.given(*RECORD), by=request.user, on=on)

    if carried_out(request, form, record, _("The meeting is recorded.")):
        return redirect("placements:child", placement.child_id)
    return render(request, "placements/meetings/record.html", {"form": form, "placement": placement})
