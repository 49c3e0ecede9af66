from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from journal.models import Entry

PER_PAGE = 30


@only(*CARE)
def diary(request, pk):
    """All entries for those who work with the child; after a move the old unit still reads its own."""
    on = timezone.localdate()
    child = get_object_or_404(Entry.objects.children_of(request.user, on=on), pk=pk)
    seen(by=request.user, at=timezone.now(), action="diary", child=child)
    entries = Entry.objects.visible_to(request.user, on=on).filter(child=child)
    entries = (
        entries.select_related("author", "unit")
        .with_uses(request.user, on=on)
        .order_by("-happened_at", "-pk")
    )
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "journal/diary.html", {"child": child, "page": page, "today": on})
