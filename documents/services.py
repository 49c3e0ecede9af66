import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core import mail, outbox
from core.acting import command
from core.refusals import Refused
from documents import kinds, rendering
from documents.models import Document, File

MOST_BYTES = 20 * 1024 * 1024


def _next_number(at):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('documents_number')")
        return f"D-{timezone.localdate(at).year}-{cursor.fetchone()[0]:06}"


def check_code(data):
    """A short code of what a document says; it stands in the footer and can be compared by eye."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return "-".join(digest[n : n + 4] for n in range(0, 12, 4))


@command
def issue(*, kind, title, data, by, at, child=None, municipality=None):
    """Freezes `data` as a document and has a worker render it; a correction is a new document."""
    document = _create(kind, title, data, by, at, child, municipality)
    outbox.post("render", key=f"render:{document.pk}", payload={"document": document.pk}, at=at)
    return document


@command
def receive(*, kind, title, content, by, at, child=None, municipality=None):
    """Keeps a PDF that came from outside. Raises Refused for anything else, or above 20 MB."""
    check_pdf(content)
    document = _create(kind, title, {"received": True}, by, at, child, municipality)
    _keep(document, content, None, at)
    return document


def check_pdf(content):
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than 20 MB. Send a smaller one."))
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise Refused(_("The file is not a whole PDF. Save the paper as PDF and choose it again."))


@command
def release(document, *, by, at):
    """Lets the municipality see it, and tells its caseworkers that something awaits (VIS-5)."""
    Document.objects.filter(pk=document.pk, released_at=None).update(released_at=at)
    for person in document.municipality.caseworkers.working():
        mail.tell(
            person, key=f"released:{document.pk}:{person.pk}", at=at, path=f"/documents/{document.number}/"
        )


def _create(kind, title, data, by, at, child, municipality):
    frozen = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return Document.objects.create(
        number=_next_number(at),
        kind=kind,
        title=title,
        data=frozen,
        check_code=check_code(frozen),
        child=child,
        municipality=municipality,
        issued_at=at,
        issued_by=by,
    )


def _keep(document, content, pages, at):
    digest = hashlib.sha256(content).hexdigest()
    return File.objects.create(document=document, content=content, sha256=digest, pages=pages, made_at=at)


@outbox.handles("render")
def render(payload):
    document = Document.objects.get(pk=payload["document"])
    if File.objects.filter(document=document).exists():
        return
    html = rendering.html_of(document, kinds.get(document.kind).template)
    _keep(document, *rendering.pdf_of(html), at=timezone.now())
