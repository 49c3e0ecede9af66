"""Photos as people send them, and as they are kept."""

from io import BytesIO
from uuid import uuid4

from PIL import Image

from documents.models import Document, File
from placements.models import Consent, Thumbnail
from tests import factories
from tests.factories import NOW, TODAY

LARGE, SMALL = b"\xff\xd8\xff Kanariefoto", b"\xff\xd8\xff Kanariefoto, lille"


def picture(size=(1600, 800), kind="JPEG", mode="RGB"):
    content = BytesIO()
    Image.new(mode, size, "teal").save(content, kind)
    return content.getvalue()


def make_consent(child, *, kind="photo", given_on=TODAY, **facts):
    by = factories.machine()
    facts = {"kind": kind, "given_by": "Mor", "given_on": given_on, "recorded_by": by, **facts}
    return factories.made(Consent, by, key=uuid4(), child=child, **facts)


def make_photo(of, *, kind="child_photo", **facts):
    """Kept, and put on the child or colleague."""
    document = keep_photo(kind=kind, **facts)
    with factories.acting(factories.machine()):
        of.photo = document
        of.save(update_fields=["photo"])
    return document


def keep_photo(*, kind, **facts):
    """The document of a photo as if it had been examined."""
    by = factories.machine()
    about = {"number": f"D-2026-{next(factories.numbers):06}", "kind": kind, "title": "Foto", "data": {}}
    issued = {"check_code": "0000-0000-0000", "issued_at": NOW, "issued_by": by, **facts}
    document = factories.made(Document, by, **about, **issued)
    kept = {"content": LARGE, "content_type": "image/jpeg", "sha256": "0" * 64, "made_at": NOW}
    File.objects.create(document=document, **kept)
    Thumbnail.objects.create(document=document, content=SMALL)
    return document
