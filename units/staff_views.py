from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.models import User
from accounts.roles import CENTRE
from core.refusals import Refused
from units import staff


def _unit(request, slug):
    on = timezone.localdate()
    return get_object_or_404(staff.boards_for(request.user, on), slug=slug), on


@only(*CENTRE)
def staff_boards(request):
    """The one board that the person has, or a choice."""
    boards = list(staff.boards_for(request.user, timezone.localdate()))
    if len(boards) == 1:
        return redirect("units:staff_board", boards[0].slug)
    return render(request, "units/staff_boards.html", {"boards": boards})


@only(*CENTRE)
def staff_board(request, slug):
    """For the children: large faces, first names, and who is here today."""
    unit, on = _unit(request, slug)
    people = staff.board(unit, by=request.user, on=on)
    here = sum(colleague.here for colleague in people)
    return render(
        request, "units/staff_board.html", {"unit": unit, "people": people, "here": here, "today": on}
    )


@only(*CENTRE)
@require_POST
def mark_here(request, slug):
    unit, on = _unit(request, slug)
    person = get_object_or_404(User.objects.working(), pk=_number(request.POST.get("person")))
    act = staff.come if request.POST.get("here") == "yes" else staff.go
    try:
        act(person, unit, by=request.user, on=on)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("units:staff_board", slug)


def _number(text):
    return int(text) if (text or "").isdecimal() and len(text) < 10 else 0
