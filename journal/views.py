from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.pages import carried_out
from journal import services
from journal.forms import FACTS, EntryForm
from journal.models import Entry
from placements.models import Child

PER_PAGE = 30


def _child(request, pk):
    return get_object_or_404(Child.objects.visible_to(request.user, on=timezone.localdate()), pk=pk)


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


@only(*CARE)
def write(request, pk):
    """The full form. The quick box on the child's page posts here too, and “more” opens it with what it holds."""
    child = _child(request, pk)
    if request.method == "GET":
        seen(by=request.user, at=timezone.now(), action="diary", child=child)
    if "more" in request.POST:
        return render(
            request, "journal/write.html", {"child": child, "form": EntryForm(initial=request.POST.dict())}
        )
    form = EntryForm(request.POST or None)

    def save():
        services.write(child, **form.given(*FACTS), by=request.user, at=timezone.now())

    if carried_out(request, form, save, _("Saved about %(name)s.") % {"name": child.given_name}):
        back = "placements:child" if request.POST.get("then") == "child" else "journal:diary"
        return redirect(back, child.pk)
    return render(request, "journal/write.html", {"child": child, "form": form})
