"""The diary in a child's whole file, month by month."""

from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.models import Entry
from placements.whole_file.parts import part
from placements.whole_file.registry import Section, register


def diary(child, user, on):
    """Entries in this child's diary that the person may read, and nothing out of another child's."""
    entries = Entry.objects.said().visible_to(user, on=on).filter(child=child)
    entries = entries.select_related("author", "unit", "original")
    rows = entries.order_by("happened_at", "pk")
    for month, found in groupby(rows, key=lambda entry: date_format(entry.local_day, "F Y")):
        yield part(capfirst(month), entries=[_entry(entry) for entry in found])


def _entry(entry):
    about = [
        date_format(timezone.localtime(entry.happened_at), "SHORT_DATETIME_FORMAT"),
        entry.by_whom,
        str(entry.unit),
        *([entry.get_category_display()] if entry.category else []),
        *([_written(entry)] if entry.is_late else []),
    ]
    return {"when": " · ".join(about), "text": entry.told, "own_words": entry.told_own_words}


def _written(entry):
    at = date_format(timezone.localtime(entry.written_at), "SHORT_DATETIME_FORMAT")
    return _("written %(at)s") % {"at": at}


register(Section("diary", gettext_lazy("Diary"), 140, diary))
