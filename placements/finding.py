"""What an address is about, for those who may see it; everybody else gets a 404."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone

from placements import page
from placements.models import Child, Placement, Stay


def child_of(request, pk):
    """The child and today."""
    on = timezone.localdate()
    return get_object_or_404(Child.objects.visible_to(request.user, on=on), pk=pk), on


def placement_of(request, pk):
    """The placement, the unit where the child lives (None without a stay) and today."""
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on).select_related("child", "municipality")
    stays = Prefetch("stays", Stay.objects.select_related("place__unit"))
    placement = get_object_or_404(rows.prefetch_related(stays), pk=pk)
    stay = page.stay_on(placement, on)
    return placement, stay and stay.place.unit, on
