"""Writing an observation. What somebody typed is saved or comes back to them, whatever happened meanwhile."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.refusals import Refused
from journal import outbox, services
from journal.forms import FACTS, EntryForm
from journal.lived import known_to
from journal.writing import beside
from placements.models import Child


@only(*CARE)
def write(request, pk):
    """The full form. The quick box on a page posts here too, and “more” opens it with what the box holds."""
    child = get_object_or_404(known_to(request.user, timezone.localdate()), pk=pk)
    if request.method == "GET":
        if not child.here:
            raise Http404
        return _page(request, child, EntryForm())
    if "more" in request.POST:
        return _page(request, child, EntryForm.carrying(request.POST))
    form = EntryForm(request.POST)
    entry = form.is_valid() and form.result_of(_save, request, child, form)
    sentence = _("Saved about %(name)s.") % {"name": child.given_name} if child.here else _("Saved.")
    if outbox.came_from(request):
        return outbox.saved(sentence, entry=entry.pk) if entry else outbox.not_saved(form)
    if not entry:
        return _page(request, child, form)
    messages.success(request, sentence)
    back = "placements:child" if child.here and request.POST.get("then") == "child" else "journal:diary"
    return redirect(back, child.pk)


def _save(request, child, form):
    now = timezone.now()
    written_at = outbox.written_at(request, now) if outbox.came_from(request) else now
    others = _others(form.cleaned_data["others"])
    facts = {**form.given(*FACTS), "others": others, "written_at": written_at}
    return services.write(child, **facts, by=request.user, at=now)


def _others(numbers):
    """The children with these numbers; a number that is none is refused like a child who lives elsewhere."""
    children = list(Child.objects.filter(pk__in=numbers).order_by("pk")) if numbers else []
    if len(children) < len(set(numbers)):
        raise Refused(_("Those who work in the child's unit write in the diary."))
    return children


def _page(request, child, form):
    if not child.here:
        return render(request, "journal/writing/left.html", {"child": child, "form": form})
    now = timezone.now()
    on = timezone.localdate(now)
    seen(by=request.user, at=now, action="diary", child=child)
    others = list(beside.others(child, request.user, on))
    about = {
        "others": others,
        "named": [child, *others],
        "goals": list(beside.goals(child, on)),
        "chosen": {name: form.named(name) for name in ("others", "sub_goals")},
        "not_meant": form.named("not_meant"),
    }
    return render(request, "journal/write.html", {"child": child, "form": form, **about})
