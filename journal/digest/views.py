from django.shortcuts import render
from django.utils import timezone

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from journal.digest import gathering
from journal.weeks import Week, week_or
from placements.finding import child_of


@only(*CARE)
def child_week(request, pk):
    """What was gathered about a child in a week (JRN-6); the primary contact person is told of it on Mondays."""
    child, on = child_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="gathered", child=child)
    week = week_or(request.GET.get("week"), on)
    found = gathering.of_week(child, week, request.user, on=on)
    return render(
        request, "journal/digest/week.html", {"child": child, "week": week, "found": found, "today": on}
    )


@only(*CARE)
def gathered(request):
    """One's own children with the week before, as the mail of Monday says."""
    on = timezone.localdate()
    week = week_or(request.GET.get("week"), Week.of(on).before.first)
    found = gathering.mine(request.user, week, on=on)
    return render(request, "journal/digest/mine.html", {"placements": found, "week": week})
