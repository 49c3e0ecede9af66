"""Papers and pictures that come with a request (VIS-1)."""

from django.utils.translation import gettext as _

from core.acting import command
from core.refusals import Refused
from documents import services as documents
from documents import uploads
from documents.naming import readable
from visitation import rules
from visitation.documents import ATTACHMENT
from visitation.enums import RequestState
from visitation.lifecycle import REQUEST
from visitation.models import Attachment

MOST = 30


def check_remove(request, *, by):
    rules.check_edit(request, by=by)
    if request.state != RequestState.DRAFT:
        raise Refused(_("The centre has received this attachment. It can no longer be taken away."))


@command
def attach(request, *, name, content, by, at):
    """Keeps one file with the request. The same file a second time is refused, and so is a flood."""
    rules.check_edit(request, by=by)
    REQUEST.hold(request)
    others = request.attachments.there()
    if len(others) >= MOST:
        raise Refused(_("A request holds at most %(most)s attachments.") % {"most": MOST})
    facts = {"name": name, "types": uploads.PAPER_OR_PICTURE, "municipality": request.municipality}
    document = documents.receive(kind=ATTACHMENT, content=content, by=by, at=at, **facts)
    if others.filter(document__file__sha256=document.file.sha256).exists():
        raise Refused(_("This file is attached already."))
    return Attachment.objects.create(request=request, document=document)


@command
def remove(attachment, *, by, at):
    """Takes it away from a draft; the history keeps that it was there."""
    check_remove(attachment.request, by=by)
    REQUEST.hold(attachment.request)
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    return attachment


def attach_all(request, files, *, by, at):
    """One by one, so that a refused file keeps none of the others out. Gives name and sentence of those refused."""
    return [*filter(None, (_refused(request, file, by, at) for file in files))]


def _refused(request, file, by, at):
    try:
        attach(request, name=file.name, content=file.read(), by=by, at=at)
    except Refused as refused:
        return readable(file.name), refused.sentence
    return None
