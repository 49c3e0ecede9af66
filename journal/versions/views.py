from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
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
from journal.forms import EntryForm
from journal.models import Entry
from journal.versions import page
from journal.versions.forms import SAID, AddForm, CorrectForm
from journal.versions.rules import check_open


def _page(request, entry, template, facts):
    """A look at the file, by whatever method it was asked for (ACC-2)."""
    seen(by=request.user, at=timezone.now(), action="diary", child=entry.child)
    return render(request, template, facts)


@only(*CARE)
def entry(request, pk):
    """The observation as it stands, whatever version the number is of; for a list its row alone."""
    found, on = entry_of(request, pk)
    if request.headers.get("HX-Request"):
        row = page.row(found, request.user, on=on)
        return _page(request, found, "journal/_entry.html", {**row, "today": on})
    facts = page.gather(found, request.user, at=timezone.now(), on=on)
    facts |= {"form": AddForm(auto_id=f"add_{pk}_%s"), "today": on}
    return _page(request, found, "journal/versions/entry.html", facts)


def or_first_result(saved_before):
    """A form that comes again because its answer was lost gets its first result, whatever changed meanwhile."""

    def decorated(view):
        @wraps(view)
        def answered(request, pk):
            try:
                return view(request, pk)
            except (Http404, PermissionDenied):
                row = request.method == "POST" and saved_before(request)
                if not row:
                    raise
                return _told(request, row, _("Saved."), "home")

        return answered

    return decorated


def _corrected_before(request):
    form = EntryForm(request.POST)
    if not form.is_valid():
        return None
    first, *others = form.cleaned_data["others"] or [0]
    return services.first_result(first, **form.given(*SAID, "key"), others=others, by=request.user)


def _added_before(request):
    form = AddForm(request.POST)
    return services.first_addition(**form.given("key", "text"), by=request.user) if form.is_valid() else None


def _told(request, row, sentence, *way):
    if outbox.came_from(request):
        return outbox.saved(sentence, entry=row.pk)
    messages.success(request, sentence)
    return redirect(*way)


def _sent(request, form, act, done, entry):
    """The answer to a form that was sent and carried out, or to a device whose form was not; else None."""
    if request.method == "POST" and form.is_valid() and (row := form.result_of(act)):
        return _told(request, row, done, "journal:entry", entry.pk)
    return outbox.not_saved(form) if outbox.came_from(request) else None


@or_first_result(_corrected_before)
@only(*CARE)
def correct(request, pk):
    """`?also=1` settles two versions: the correction stands for both."""
    found, on = entry_of(request, pk)
    now = timezone.now()
    if outbox.came_from(request):
        check_open(found, by=request.user, at=now)  # where no page is shown the refusal itself is the answer
    refused = reason(check_open, found, by=request.user, at=now)
    if refused:
        messages.error(request, refused)
        return redirect("journal:entry", found.pk)
    if request.method == "GET" and not found.current:
        newest = Entry.objects.said().filter(original=found.first).order_by("-pk").first()
        return redirect("journal:correct", newest.pk) if newest else redirect("journal:entry", found.pk)
    also = list(services.rivals(found).select_related("author")) if "also" in request.GET else []
    facts = {"entry": found, "user": request.user, "on": on, "also": [row.pk for row in also]}
    form = CorrectForm(request.POST or None, **facts)

    def act():
        facts = {**form.correction(), "written_at": outbox.written_at(request, now)}
        return services.correct(found, **facts, by=request.user, at=now)

    if answer := _sent(request, form, act, _("The correction is saved."), found):
        return answer
    facts = {"entry": found, "child": found.child, "form": form, "also": also}
    facts |= {"named": form.named_here, "not_meant": form.named("not_meant")}
    facts["refused"] = reason(rules.check_correct, found, by=request.user, at=now)
    return _page(request, found, "journal/versions/correct.html", facts)


@or_first_result(_added_before)
@only(*CARE)
def add(request, pk):
    """A page of its own; below an entry in a list the form alone."""
    found, _on = entry_of(request, pk)
    now = timezone.now()
    form = AddForm(request.POST or None, auto_id=f"add_{pk}_%s")

    def act():
        facts = {**form.given("key", "text"), "written_at": outbox.written_at(request, now)}
        return services.add(found, **facts, by=request.user, at=now)

    if answer := _sent(request, form, act, _("The addition is saved."), found):
        return answer
    facts = {"entry": found, "child": found.child, "form": form}
    facts["refused"] = reason(rules.check_add, found, by=request.user, at=now)
    if request.headers.get("HX-Request") and request.method == "GET":
        return _page(request, found, "journal/versions/_add.html", facts)
    facts["own_page"] = reverse("journal:entry", args=[pk])
    return _page(request, found, "journal/versions/add.html", facts)
