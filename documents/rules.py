"""Who may confirm a receipt, and why not."""

from django.utils.translation import gettext as _

from accounts.roles import Role
from core.refusals import Refused
from documents import kinds
from documents.models import Document


def asks_receipt(document):
    """Whether the municipality is asked for one: its own papers it knows."""
    return kinds.get(document.kind).receipt and document.issued_by.municipality_id is None


def check_confirm(document, *, by):
    """A caseworker of the municipality to which it was released, and of the newest version only."""
    if by.role != Role.CASEWORKER or by.municipality_id != document.municipality_id:
        raise Refused(_("A receipt is confirmed by a caseworker of the municipality that received it."))
    if document.released_at is None:
        raise Refused(_("This document has not been sent yet."))
    if not asks_receipt(document):
        raise Refused(_("No receipt is asked for this document."))
    newer = Document.objects.filter(replaces=document, released_at__isnull=False)
    if number := newer.values_list("number", flat=True).first():
        raise Refused(_("This document was replaced by %(number)s. Confirm that one.") % {"number": number})
