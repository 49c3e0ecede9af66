from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing.models import Invoice
from documents.models import File
from documents.services import render


class Command(BaseCommand):
    help = "Writes an issued invoice as a PDF file."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument("--pdf", type=Path)
        parser.add_argument("--xml", type=Path)

    def handle(self, *, number, pdf, xml, **options):
        if xml:
            raise CommandError(_("Electronic invoices (OIOUBL) are not yet supported; ask for --pdf."))
        if not pdf:
            raise CommandError(_("Say where to write the invoice: --pdf FILE."))
        invoice = Invoice.objects.filter(number=number).select_related("document").first()
        if invoice is None:
            raise CommandError(_("There is no invoice %(number)s.") % {"number": number})
        content = rendered(invoice.document_id)
        try:
            pdf.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{pdf}: {error.strerror}.") from error


def rendered(document):
    """The PDF; if no worker made it yet it is made here, unless one is quicker."""
    with suppress(IntegrityError), transaction.atomic():
        render({"document": document})
    return File.objects.get(document=document).content
