"""A request is written in short steps, and what is written is kept while one writes."""

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import Role
from core.refusals import Refused, reason
from visitation import attachments, known_children, rules, services
from visitation.enums import RequestState
from visitation.finding import SENDERS, SENT, find, listed, looked_at
from visitation.forms import RequestForm

SAVED = {
    RequestState.DRAFT: gettext_lazy("The request is saved. The centre sees it when you send it."),
    RequestState.ASKED: gettext_lazy(
        "The request is corrected. The centre is told when you send your answer."
    ),
}


def _form(request, **about):
    staff = request.user.role != Role.CASEWORKER and "instance" not in about
    facts = {"by": request.user, "on": timezone.localdate(), "staff": staff}
    return RequestForm(request.POST if request.method == "POST" else None, **facts, **about)


def _attach(request, form, found):
    """Keeps the files that came with the form; the refusals stand beside the field. Whether all were kept."""
    files = request.FILES.getlist("files")
    refused = attachments.attach_all(found, files, by=request.user, at=timezone.now())
    for name, sentence in refused:
        form.add_error("files", f"{name}: {sentence}")
    return not refused


def _page(request, form, found=None, status=200):
    """The form, with what is missing and the children whom the words fit so far."""
    facts = {"form": form, "request_": found, **_known(request, form, found)}
    if found:
        facts |= {"lacking": rules.lacking(found), **listed(found, request.user)}
    return render(request, "visitation/edit.html", facts, status=status)


def _known(request, form, found):
    said = {"name": form["child_name"].value() or "", "number": form["cpr"].value() or ""}
    on, chosen = timezone.localdate(), str(form["child"].value() or "")
    return {
        **known_children.search(**said, user=request.user, on=on, but=found and found.pk),
        "chosen": chosen,
    }


@only(*SENDERS)
def new(request):
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        saved = form.result_of(_save, request, form, form.facts())
        if saved and not _attach(request, form, saved):
            return _page(request, form, saved)
        if saved:
            return _saved(request, form, saved)
    if request.FILES:
        form.add_error("files", _("Choose the files again: without the request they could not be kept."))
    return _page(request, form)


def _save(request, form, facts):
    municipality = request.user.municipality or form.cleaned_data["municipality"]
    whose = {"municipality": municipality, "by": request.user, "at": timezone.now()}
    return services.save_draft(key=form.cleaned_data["key"], facts=facts, **whose)


@only(*SENDERS)
def edit(request, pk):
    found = find(request, pk)
    if refused := reason(rules.check_edit, found, by=request.user):
        messages.error(request, refused)
        return redirect("visitation:detail", pk)
    looked_at(request, pk)
    form = _form(request, instance=found)
    if request.method == "POST":
        valid, attached = form.is_valid(), _attach(request, form, found)
        facts = {"facts": form.facts(), "by": request.user}
        saved = valid and form.result_of(services.edit, find(request, pk), **facts)
        if saved and attached:
            return _saved(request, form, saved)
    return _page(request, form, found)


def _saved(request, form, saved):
    """A draft is kept; the button “Send” sends it too, or says what is still missing."""
    send = "send" in request.POST and saved.state == RequestState.DRAFT
    if send and not form.result_of(services.submit, saved, by=request.user, at=timezone.now()):
        return _page(request, form, saved, status=409)
    messages.success(request, SAVED.get(saved.state, SENT))
    return redirect("visitation:detail", saved.pk)


@require_POST
@only(*SENDERS)
def autosave(request):
    """Keeps those fields that changed and are right so far; a field that is half written waits."""
    form = _form(request)
    if not form.is_valid() and "key" in form.errors:
        return HttpResponseBadRequest()
    changed = form.facts(request.POST.getlist("changed"))
    known = None
    try:
        known = services.draft_of(form.cleaned_data["key"], by=request.user)
        if known:
            return _kept(request, services.edit(known, facts=changed, by=request.user))
        if form.staff and "municipality" not in form.cleaned_data:
            raise Refused(_("Choose the municipality; from then on what you write is kept."))
        return _kept(request, _save(request, form, changed))
    except Refused as refused:
        return _kept(request, known, refused.sentence)


def _kept(request, saved, refused=""):
    facts = {"request_": saved, "refused": refused, "now": timezone.now()}
    facts["lacking"] = rules.lacking(saved) if saved else []
    return render(request, "visitation/_kept.html", facts)


@require_POST
@only(*SENDERS)
def known(request):
    """The children whom a name and a number fit, of those whom this person may recognise.

    Posted, so that neither stands in an address.
    """
    given, on = request.POST, timezone.localdate()
    said = {"name": given.get("child_name", ""), "number": given.get("cpr", "")}
    found = known_children.search(**said, user=request.user, on=on)
    return render(request, "visitation/_known.html", {**found, "chosen": given.get("child", "")})
