from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from journal.models import Entry
from journal.search import heat
from journal.search.finding import hits, page_of
from journal.search.forms import MOST_LETTERS, FindForm
from journal.search.paging import Page, Turn
from journal.search.reach import Reach, of_child
from journal.search.words import asked_for, widened
from placements.models import SubGoal
from units.queries import worked_in


def _words(request):
    return request.GET.get("q", "").replace("\0", " ").strip()[:MOST_LETTERS]


@only(*CARE)
def search(request):
    """Over the diaries of all whom the person may read about (JRN-8). Nothing is listed before it is asked for."""
    user, on, words = request.user, timezone.localdate(), _words(request)
    reach, turn = Reach(user, on, words), Turn(request.GET)
    form = FindForm(request.GET, query=reach.query, units=reach.units, children=reach.children)
    chosen, page = form.chosen, None
    if chosen:
        parts = reach.parts(chosen.get("child"), chosen.get("unit"))
        rows = form.narrowed(Entry.objects.said(), user=user, on=on)
        page = Page(turn, page_of(rows, parts, turn, user=user, on=on, query=reach.query))
        _looked(request, page.rows)
    context = {
        "form": form,
        "page": page,
        "hits": page and hits(page.rows, reach.query, opens=reach.opens),
        "named": reach.called(words),
        "reach": reach,
        "today": on,
    }
    return render(request, "journal/search/search.html", context)


def _looked(request, entries):
    """Each child of whom something is shown was looked at (ACC-2)."""
    if children := sorted({entry.child_id for entry in entries}):
        seen(by=request.user, at=timezone.now(), action="diary", children=children)


def _child(request, pk, on):
    """Whose diary it is, with the sub-goals to choose from and the words that are asked for."""
    goals = SubGoal.objects.filter(goal__plan__placement__child=OuterRef("pk")).order_by("-pk")
    told = ArraySubquery(goals.values(told=JSONObject(pk="pk", name="text")))
    children = Entry.objects.children_of(request.user, on=on)
    children = children.annotate(query=asked_for(_words(request)), goals_told=told)
    child = get_object_or_404(children, pk=pk)
    child.query = widened(child.query)
    return child


@only(*CARE)
def diary(request, pk):
    """All entries for those who work with the child; after a move the old unit still reads its own."""
    user, on = request.user, timezone.localdate()
    child, turn = _child(request, pk, on), Turn(request.GET)
    seen(by=user, at=timezone.now(), action="diary", child=child)
    form = FindForm(request.GET, query=child.query, goals=child.goals_told)
    part = of_child(pk, None if child.here else worked_in(user, on))
    rows = form.narrowed(Entry.objects.said(), user=user, on=on) if form.chosen else Entry.objects.current()
    page = Page(turn, page_of(rows, [part], turn, user=user, on=on, query=child.query if form.chosen else ""))
    context = {
        "child": child,
        "form": form,
        "page": page,
        "hits": form.chosen and hits(page.rows, child.query, opens=lambda _number: child.here),
        "heat": None if form.chosen else heat.of(Entry.objects.said().filter(part.rows), on),
        "today": on,
    }
    return render(request, "journal/search/diary.html", context)
