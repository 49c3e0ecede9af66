import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone, translation

from core import mail, outbox
from core.acting import command
from documents import kinds, rendering, uploads
from documents.models import Document, File
from documents.naming import tidied


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
def receive(*, kind, content, by, at, title="", name="", types=uploads.PAPER, child=None, municipality=None):
    """Keeps a file that came from outside; without a title it is called by its name. Raises Refused."""
    accepted = uploads.accept(content, types=types)
    original_name = tidied(name, accepted.content_type) if name else ""
    document = _create(kind, title or original_name, {"received": True}, by, at, child, municipality)
    came_as = {"content_type": accepted.content_type, "original_name": original_name}
    _keep(document, accepted.content, accepted.pages, at, **came_as)
    return document


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
    with translation.override(settings.LANGUAGE_CODE):
        title = str(title)
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


def _keep(document, content, pages, at, **came_as):
    digest = hashlib.sha256(content).hexdigest()
    facts = {"content": content, "sha256": digest, "pages": pages, "made_at": at}
    return File.objects.create(document=document, **facts, **came_as)


@outbox.handles("render")
def render(payload):
    document = Document.objects.get(pk=payload["document"])
    if File.objects.filter(document=document).exists():
        return
    html = rendering.html_of(document, kinds.get(document.kind).template)
    _keep(document, *rendering.pdf_of(html), at=timezone.now())
