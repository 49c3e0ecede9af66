from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from documents.serving import as_download
from visitation import attachments
from visitation.finding import SENDERS, listed
from visitation.models import Request


def _find(request, pk):
    return get_object_or_404(Request.objects.visible_to(request.user, on=timezone.localdate()), pk=pk)


def _attachment(request, pk, number):
    there = (
        _find(request, pk).attachments.there().select_related("request__placement__child", "document__file")
    )
    return get_object_or_404(there, document__number=number)


@only(*SENDERS)
def attachment(request, pk, number):
    found = _attachment(request, pk, number)
    child = found.request.placement and found.request.placement.child
    seen(by=request.user, at=timezone.now(), action="attachment", child=child, document=found.document)
    return as_download(found.document)


@require_POST
@only(*SENDERS)
def attach(request, pk):
    """A script sends the files one by one and gets the list back; a form sends them all and gets the page."""
    found, files = _find(request, pk), request.FILES.getlist("files")
    refused = attachments.attach_all(found, files, by=request.user, at=timezone.now())
    if request.htmx:
        return _list(request, found, refused)
    for name, sentence in refused:
        messages.error(request, f"{name}: {sentence}")
    if not files:
        messages.error(request, _("Choose a file first."))
    elif len(refused) < len(files):
        messages.success(request, _("The files are attached."))
    return redirect("visitation:detail", pk)


def _list(request, found, refused=()):
    facts = {"request_": found, "refused": refused, **listed(found, request.user)}
    return render(request, "visitation/_attachments.html", facts, status=422 if refused else 200)


@require_POST
@only(*SENDERS)
def remove(request, pk, number):
    found = _attachment(request, pk, number)
    attachments.remove(found, by=request.user, at=timezone.now())
    if request.htmx:
        return _list(request, found.request)
    messages.success(request, _("%(name)s is taken away.") % {"name": found.document.title})
    return redirect("visitation:detail", pk)
