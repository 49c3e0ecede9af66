"""The board of missing data: what each child's file lacks, unit by unit."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.gate import only
from accounts.roles import LEADERS
from placements.gaps.wanting import GAPS, gaps_of, with_gaps
from placements.models import Placement


@only(*LEADERS)
def missing(request):
    on = timezone.localdate()
    running = Placement.objects.visible_to(request.user, on=on).running_on(on).select_related("child")
    rows = with_gaps(running.with_unit(on=on), on).order_by("unit_name", "child__sort_name", "pk")
    files = [(placement, _links(placement)) for placement in rows]
    units = groupby(files, key=lambda row: row[0].unit_name)
    facts = {
        "units": [(unit, list(of_unit)) for unit, of_unit in units],
        "counts": _counts(placement for placement, _links_ in files),
        "today": on,
    }
    return render(request, "placements/gaps/missing.html", facts)


def _links(placement):
    return [
        (gap.label, reverse(gap.route, args=[placement.child_id if gap.of_child else placement.pk]))
        for gap in gaps_of(placement)
    ]


def _counts(placements):
    """How many files lack each thing, the commonest first."""
    lacking = [gap.key for placement in placements for gap in gaps_of(placement)]
    counted = [(gap.label, lacking.count(gap.key)) for gap in GAPS if gap.key in lacking]
    return sorted(counted, key=lambda pair: -pair[1])
