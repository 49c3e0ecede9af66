from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from journal.home.board import Board
from journal.home.queries import with_the_shift
from journal.home.unread import after
from units.models import Unit

PER_PAGE = 30


def _board(request, slug, **facts):
    now = timezone.now()
    on = timezone.localdate(now)
    units = with_the_shift(Unit.objects.visible_to(request.user, on=on), request.user, on)
    return Board(get_object_or_404(units, slug=slug), request.user, now, **facts)


@only(*CARE)
def board(request, slug):
    """Where care workers land: this unit, this shift."""
    found = _board(request, slug)
    return render(request, "journal/home/board.html", {"board": found, "unit": found.unit})


@only(*CARE)
def unread(request, slug):
    """All that is new since the reader's last shift, or was new when it was taken over. Reading hides nothing."""
    earlier = "earlier" in request.GET
    found = _board(request, slug, earlier=earlier)
    rows = found.told(after(found.unread(), request.GET.get("after", ""))[: PER_PAGE + 1])
    context = {"entries": rows[:PER_PAGE], "more": len(rows) > PER_PAGE, "earlier": earlier}
    if children := sorted({told["pk"] for entry in rows[:PER_PAGE] for told in entry.about}):
        seen(by=request.user, at=found.now, action="diary", children=children)
    return render(request, "journal/home/unread.html", {"board": found, "unit": found.unit, **context})
