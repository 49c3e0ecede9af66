"""Reports as they were delivered, and the list of all documents."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import kinds
from documents.models import Document
from placements.models import Report
from placements.whole_file.parts import facts, part, table
from placements.whole_file.registry import Section, register


def reports(child, user, on):
    rows = Report.objects.filter(placement__child=child, delivered__isnull=False)
    rows = rows.select_related("author", "document").prefetch_related("sections")
    for row in rows.order_by("delivered", "pk"):
        number = [[_("Document"), row.document.number]] if row.document else []
        about = facts(row, "begins", "ends", "delivered", also=number)
        written = [[section.title, section.text] for section in row.sections.all()]
        yield part(row.get_kind_display().capitalize(), facts=about, texts=written)


def documents(child, user, on):
    """Those that the person may see, with their numbers; they are not repeated here."""
    rows = Document.objects.visible_to(user, on=on).filter(child=child).defer("data")
    head = (_("Date"), _("Number"), _("Document"), _("Kind"), _("Sent"), _("Confirmed"))
    found = [
        (r.issued_at.date(), r.number, r.title, kinds.get(r.kind).label, r.released_at, r.confirmed_at)
        for r in rows.order_by("issued_at", "pk")
    ]
    yield part(table=table(head, found))


register(Section("reports", gettext_lazy("Reports and statements"), 90, reports))
register(Section("documents", gettext_lazy("List of documents"), 130, documents))
