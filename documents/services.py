import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import mail, outbox
from core.acting import command
from core.refusals import Refused
from documents import kinds, rendering, rules, uploads
from documents.models import Document, File
from documents.naming import tidied
from documents.sent import REMINDER


def _next_number(at):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('documents_number')")
        return f"D-{timezone.localdate(at).year}-{cursor.fetchone()[0]:06}"


def check_code(data):
    """A short code of what a document says; it stands in the footer and can be compared by eye."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return "-".join(digest[n : n + 4] for n in range(0, 12, 4))


def rendering_key(document):
    """The key in the outbox under which its PDF is made."""
    return f"render:{document.pk}"


@command
def issue(*, kind, title, data, by, at, child=None, municipality=None, replaces=None):
    """Freezes `data` as a document and has a worker render it.

    A correction is a new version with a number of its own; `replaces` is the document that it corrects.
    Raises Refused when that one is corrected already, or is another kind or about somebody else.
    """
    if replaces:
        _check_replaced(replaces, kind, child, municipality)
    document = _create(kind, title, data, by, at, child, municipality, replaces)
    outbox.post("render", key=rendering_key(document), payload={"document": document.pk}, at=at)
    return document


def _check_replaced(old, kind, child, municipality):
    """Whoever corrects the same document in the same second waits here."""
    Document.objects.select_for_update().get(pk=old.pk)
    newer = Document.objects.filter(replaces=old).values_list("number", flat=True).first()
    if newer:
        raise Refused(
            _("This document was replaced already, by %(number)s. Correct that one.") % {"number": newer}
        )
    if (old.kind, old.child, old.municipality) != (kind, child, municipality):
        raise Refused(_("A new version is about the same, and goes to the same municipality."))


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
    Document.objects.filter(pk=document.pk, released_at=None).update(released_at=at, released_by=by)
    for person in document.municipality.caseworkers.working():
        mail.tell(
            person, key=f"released:{document.pk}:{person.pk}", at=at, path=f"/documents/{document.number}/"
        )


@command
def confirm(document, *, by, at):
    """The municipality confirms that it has it (PLC-13); the first one counts, who comes second changes nothing.

    Raises Refused for anybody else, before it is released, and once a newer version is there.
    """
    rows = Document.objects.select_for_update(of=("self",)).select_related("issued_by")
    rules.check_confirm(rows.get(pk=document.pk), by=by)
    Document.objects.filter(pk=document.pk, confirmed_at=None).update(confirmed_at=at, confirmed_by=by)


@command
def remind(municipality, *, by, at):
    """Tells the municipality's caseworkers once a day that documents await them."""
    for person in municipality.caseworkers.working():
        key = f"{REMINDER}:{municipality.pk}:{timezone.localdate(at)}:{person.pk}"
        mail.tell(person, key=key, at=at, path="/documents/?show=waiting")


def _create(kind, title, data, by, at, child, municipality, replaces=None):
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
        replaces=replaces,
        version=replaces.version + 1 if replaces else 1,
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
