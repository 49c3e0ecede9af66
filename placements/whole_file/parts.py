"""Rows in words: what a section of the whole file is made of. Everything here ends as text, frozen."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formatting import money


def shown(value):
    """A value as one reads it in the file; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return money(value)
    return str(value)


def value_of(row, name):
    field = row._meta.get_field(name)
    if field.choices:
        return shown(getattr(row, f"get_{name}_display")())
    return shown(getattr(row, name))


# Fields that have no words of their own in the model.
LABELS = {
    "state": gettext_lazy("State"),
    "kind": gettext_lazy("Kind"),
    "submitted_at": gettext_lazy("Sent"),
    "decided_by": gettext_lazy("Decided by"),
    "signed_by": gettext_lazy("Signed off by"),
}


def label_of(row, name):
    if name in LABELS:
        return str(LABELS[name])
    return capfirst(str(row._meta.get_field(name).verbose_name))


def facts(row, *names, also=()):
    """Pairs of label and value of a row's fields that say something, and `also` pairs of one's own."""
    pairs = [[label_of(row, name), value_of(row, name)] for name in names]
    return [pair for pair in [*pairs, *also] if pair[1]]


def part(heading="", *, facts=(), texts=(), table=None, entries=()):
    """One piece of a section: a heading, short facts, longer texts by label, a table, diary entries.

    None when nothing stands under the heading.
    """
    content = {"facts": list(facts), "texts": [text for text in texts if text[1]], "table": table}
    content["entries"] = list(entries)
    return {"heading": heading, **content} if any(content.values()) else None


def texts(row, *names):
    return [[label_of(row, name), value_of(row, name)] for name in names]


def table(head, rows):
    """None without rows, so that an empty table is not printed."""
    rows = [[shown(cell) for cell in row] for row in rows]
    return {"head": [str(cell) for cell in head], "rows": rows} if rows else None


def period(begins, ends):
    return f"{shown(begins)} – {shown(ends)}" if ends else _("from %(day)s") % {"day": shown(begins)}
