"""An observation with all that was ever said about it, in a fixed number of queries."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.refusals import reason
from journal import rules
from journal.models import Entry
from journal.pictures.rules import check_picture
from journal.versions.differences import Part, differences
from journal.versions.rules import check_open
from placements.models import Child


@dataclass
class Version:
    """A row and what it changed: `said` and `own_words` as parts, `facts` as label, before and after."""

    entry: Entry
    number: int
    others: int
    said: list[Part] = field(default_factory=list)
    own_words: list[Part] = field(default_factory=list)
    facts: list[tuple] = field(default_factory=list)


def versions_of(entry, user, *, on):
    """All versions in this child's diary that the person reads, in the order in which they were saved."""
    first = entry.original_id or entry.pk
    rows = Entry.objects.visible_to(user, on=on).filter(Q(pk=first) | Q(original=first))
    return list(rows.for_reading(user, on=on).select_related("child").order_by("received_at", "pk"))


def gather(entry, user, *, at, on):
    rows = versions_of(entry, user, on=on)
    newest = [row for row in rows if row.current] or rows[-1:]
    said = [row for row in newest if not row.taken_out]
    open_one = (said or newest)[0]
    versions = _versions(rows)[::-1]
    return {
        "child": entry.child,
        "entry": open_one,
        "others": next(each.others for each in versions if each.entry is open_one),
        "first": rows[0].first,
        "newest": newest,
        "rivals": newest if any(row.has_rival for row in newest) else [],
        "versions": versions,
        "refused": _refusals(open_one, user, at),
        "linked": _may_open_file(entry, user, on),
    }


def row(entry, user, *, on):
    """The same version as it stands in a list."""
    (found,) = Entry.objects.filter(pk=entry.pk).for_reading(user, on=on)
    return {"entry": found, "linked": _may_open_file(entry, user, on)}


def _may_open_file(entry, user, on):
    return Child.objects.visible_to(user, on=on).filter(pk=entry.child_id).exists()


def _refusals(entry, user, at):
    """Why the person may not correct, add or put a photo there; None where they may."""
    about = {"by": user, "at": at}
    return {
        "correct": reason(rules.check_correct, entry, **about) or reason(check_open, entry, **about),
        "add": reason(rules.check_add, entry, **about),
        "picture": reason(check_picture, entry, **about),
    }


def _versions(rows):
    keys = Entry.objects.filter(key__in=[row.key for row in rows], taken_out=False).values("key")
    about = dict(keys.order_by("key").values_list("key", Count("pk")))
    by_number = {row.pk: row for row in rows}
    return [
        _version(row, number, about.get(row.key, 1) - 1, by_number.get(row.corrects_id))
        for number, row in enumerate(rows, 1)
    ]


def _version(row, number, others, before):
    if before is None or row.taken_out:
        own_words = [Part("same", row.told_own_words)] if row.own_words else []
        return Version(row, number, others, [Part("same", row.told)], own_words)
    own_words = differences(before.told_own_words, row.told_own_words)
    said = differences(before.told, row.told)
    return Version(row, number, others, said, own_words, list(_changed(before, row)))


def _changed(before, after):
    """Pairs of what else is different, in words."""
    for label, show in _shown():
        old, new = show(before), show(after)
        if old != new:
            yield label, old or "–", new or "–"


def _shown():
    return [
        (_("Happened"), lambda row: date_format(localtime(row.happened_at), "SHORT_DATETIME_FORMAT")),
        (_("About"), lambda row: row.get_category_display()),
        (_("Mood"), lambda row: row.get_mood_display()),
        (_("For the next shift"), lambda row: _("yes") if row.handover else _("no")),
    ]
