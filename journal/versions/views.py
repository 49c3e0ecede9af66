from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.refusals import reason
from journal import outbox, rules, services
from journal.finding import entry_of
from journal.versions import page
from journal.versions.forms import AddForm, CorrectForm
from journal.versions.rules import check_open


def _looked_at(request, entry):
    if request.method == "GET":
        seen(by=request.user, at=timezone.now(), action="diary", child=entry.child)


@only(*CARE)
def entry(request, pk):
    """The observation as it stands, whatever version the number is of."""
    found, on = entry_of(request, pk)
    _looked_at(request, found)
    facts = page.gather(found, request.user, at=timezone.now(), on=on)
    return render(
        request,
        "journal/versions/entry.html",
        {**facts, "form": AddForm(auto_id=f"add_{pk}_%s"), "today": on},
    )


def _sent(request, form, act, done, entry):
    """The answer to a form that was carried out, else None; a device's outbox is answered in its own way."""
    waited = outbox.came_from(request)
    if request.method == "POST" and form.is_valid() and (row := form.result_of(act)):
        if waited:
            return outbox.saved(done, entry=row.pk)
        messages.success(request, done)
        return redirect("journal:entry", entry.pk)
    return outbox.not_saved(form) if waited else None


@only(*CARE)
def correct(request, pk):
    """`?also=1` settles two versions: the correction stands for both."""
    found, on = entry_of(request, pk)
    _looked_at(request, found)
    now = timezone.now()
    refused = reason(check_open, found, by=request.user, at=now)
    if refused:
        messages.error(request, refused)
        return redirect("journal:entry", found.pk)
    also = list(services.rivals(found).select_related("author")) if "also" in request.GET else []
    facts = {"entry": found, "user": request.user, "on": on, "also": [row.pk for row in also]}
    form = CorrectForm(request.POST or None, **facts)

    def act():
        facts = {**form.correction(), "written_at": outbox.written_at(request, now)}
        return services.correct(found, **facts, by=request.user, at=now)

    if answer := _sent(request, form, act, _("The correction is saved."), found):
        return answer
    facts = {"entry": found, "child": found.child, "form": form, "also": also}
    facts["refused"] = reason(rules.check_correct, found, by=request.user, at=now)
    return render(request, "journal/versions/correct.html", facts)


@only(*CARE)
def add(request, pk):
    """A page of its own; below an entry in a list the form alone."""
    found, _on = entry_of(request, pk)
    _looked_at(request, found)
    now = timezone.now()
    form = AddForm(request.POST or None, auto_id=f"add_{pk}_%s")

    def act():
        facts = {**form.given("key", "text"), "written_at": outbox.written_at(request, now)}
        return services.add(found, **facts, by=request.user, at=now)

    if answer := _sent(request, form, act, _("The addition is saved."), found):
        return answer
    facts = {
        "entry": found,
        "child": found.child,
        "form": form,
        "own_page": reverse("journal:entry", args=[pk]),
    }
    facts["refused"] = reason(rules.check_add, found, by=request.user, at=now)
    inside = request.headers.get("HX-Request") and request.method == "GET"
    return render(request, f"journal/versions/{'_add' if inside else 'add'}.html", facts)
