"""Writing an observation. What somebody typed is saved or comes back to them, whatever happened meanwhile."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.refusals import Refused
from journal import outbox, services
from journal.forms import FACTS, MAY_DIFFER, EntryForm
from journal.lived import known_to
from journal.pictures import services as pictures
from journal.writing import beside
from journal.writing.forms import WriteForm
from placements.models import Child


def or_first_result(view):
    """A form that comes again because its answer was lost gets its first result, whatever changed meanwhile."""

    @wraps(view)
    def answered(request, pk):
        try:
            return view(request, pk)
        except (Http404, PermissionDenied):
            entry = request.method == "POST" and _saved_before(request, pk)
            if not entry:
                raise
            return _told(request, entry, _("Saved."), "home")

    return answered


def _saved_before(request, pk):
    form = EntryForm(request.POST)
    if not form.is_valid():
        return None
    facts = {name: value for name, value in form.given(*FACTS, "others").items() if name not in MAY_DIFFER}
    return services.first_result(pk, **facts, by=request.user)


@or_first_result
@only(*CARE)
def write(request, pk):
    """The full form. The quick box on a page posts here too, and “more” opens it with what the box holds."""
    child = get_object_or_404(known_to(request.user, timezone.localdate()), pk=pk)
    if request.method == "GET":
        if not child.here:
            raise Http404
        return _page(request, child, WriteForm())
    if "more" in request.POST:
        return _page(request, child, WriteForm.carrying(request.POST))
    form = WriteForm(request.POST, request.FILES)
    entry = form.is_valid() and form.result_of(_save, request, child, form)
    if entry:
        _add_photo(request, entry, form)
        sentence = _("Saved about %(name)s.") % {"name": child.given_name} if child.here else _("Saved.")
        return _told(request, entry, sentence, *_way_back(request, child, entry))
    return outbox.not_saved(form) if outbox.came_from(request) else _page(request, child, form)


def _save(request, child, form):
    now = timezone.now()
    facts = {**form.given(*FACTS), "others": _others(form.cleaned_data["others"])}
    return services.write(child, **facts, written_at=outbox.written_at(request, now), by=request.user, at=now)


def _others(numbers):
    """The children with these numbers; a number that is none is refused like a child who lives elsewhere."""
    children = list(Child.objects.filter(pk__in=numbers).order_by("pk")) if numbers else []
    if len(children) < len(set(numbers)):
        raise Refused(_("Those who work in the child's unit write in the diary."))
    return children


def _add_photo(request, entry, form):
    """What is written stays saved, whatever is wrong with the photo."""
    if not (photo := form.cleaned_data["photo"]):
        return
    try:
        pictures.add(entry, content=photo.read(), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, _("The text is saved, the photo is not: %(why)s") % {"why": refused})


def _told(request, entry, sentence, *way):
    if outbox.came_from(request):
        return outbox.saved(sentence, entry=entry.pk)
    messages.success(request, sentence)
    return redirect(*way)


def _way_back(request, child, entry):
    then = request.POST.get("then") if child.here else ""
    if then == "unit":
        return "journal:board", entry.unit.slug
    return "placements:child" if then == "child" else "journal:diary", child.pk


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
        "photos": beside.may_be_photographed(child, on),
        "chosen": {name: form.named(name) for name in ("others", "sub_goals")},
        "not_meant": form.named("not_meant"),
    }
    return render(request, "journal/write.html", {"child": child, "form": form, **about})
