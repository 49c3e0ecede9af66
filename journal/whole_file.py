"""The diary in a child's whole file, month by month."""

from itertools import groupby

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.models import Entry, Picture
from placements.whole_file.parts import part, shown, table
from placements.whole_file.registry import Section, register


def diary(child, user, on):
    """What holds in this child's diary, with additions and what was taken out, and nothing of another child."""
    entries = Entry.objects.current().visible_to(user, on=on).filter(child=child)
    rows = entries.for_reading(user, on=on).order_by("happened_at", "pk")
    for month, found in groupby(rows, key=lambda entry: date_format(entry.local_day, "F Y")):
        yield part(capfirst(month), entries=[_entry(entry) for entry in found])
    yield part(_("Photos in the diary"), table=_photos(child, user, on))


def _entry(entry):
    facts = [shown(entry.happened_at), entry.first.by_whom, str(entry.unit), *_marks(entry)]
    said = {"when": " · ".join(facts), "added": [_addition(each) for each in entry.additions]}
    if entry.taken_out:
        return {**said, "text": _("Taken out: %(reason)s") % {"reason": entry.told}, "own_words": ""}
    return {**said, "text": entry.told, "own_words": entry.told_own_words}


def _marks(entry):
    if entry.category:
        yield str(entry.get_category_display())
    if entry.mood:
        yield str(entry.get_mood_display())
    if entry.is_late:
        yield _("written %(at)s") % {"at": shown(entry.first.written_at)}
    if entry.arrived:
        yield _("arrived %(at)s") % {"at": shown(entry.arrived)}
    if entry.original:
        yield _("corrected by %(name)s %(at)s") % {"name": entry.by_whom, "at": shown(entry.written_at)}
    if entry.has_rival:
        yield _("one of two versions that hold")


def _addition(addition):
    facts = {"name": addition.by_whom, "at": shown(addition.at), "text": addition.told}
    return _("Added by %(name)s %(at)s: %(text)s") % facts


def _photos(child, user, on):
    rows = Picture.objects.visible_to(user, on=on).filter(entry__child=child)
    rows = rows.select_related("entry", "document", "added_by")
    cells = [(row.entry.happened_at, row.document.number, row.added_by, row.added_at) for row in rows]
    return table([_("Observation"), _("Number"), _("Added by"), _("Added")], cells)


register(Section("diary", gettext_lazy("Diary"), 140, diary))
