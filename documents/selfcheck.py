from datetime import datetime, time, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import OutboxMessage
from core.selfcheck import Check, register
from documents import kinds
from documents.models import Document

NIGHTS = 28


def unrendered(on):
    """Issued before yesterday, and its PDF was never made; one that a worker has not tried yet is only waiting."""
    before = timezone.make_aware(datetime.combine(on - timedelta(days=1), time()))
    made_here = [kind.code for kind in kinds.all_kinds() if kind.template]
    rows = Document.objects.filter(kind__in=made_here, file__isnull=True, issued_at__lt=before)
    untried = OutboxMessage.objects.filter(kind="render", done_at=None, attempts=0)
    waiting = set(untried.values_list("payload__document", flat=True))
    return [number for pk, number in rows.order_by("pk").values_list("pk", "number") if pk not in waiting]


def changed(on):
    """A file whose bytes no longer give its hash: a part of the archive each night, all of it in four weeks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.number FROM documents_file f JOIN documents_document d ON d.id = f.document_id "
            "WHERE f.id %% %s = %s AND encode(sha256(f.content), 'hex') <> f.sha256 ORDER BY d.id",
            [NIGHTS, on.toordinal() % NIGHTS],
        )
        return [number for (number,) in cursor.fetchall()]


register(
    Check("unrendered", _("The PDF of a document was never made."), unrendered),
    Check("changed", _("A file in the archive is not what it was."), changed),
)
