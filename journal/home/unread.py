"""What was written about a unit's children since the reader last took over a shift (JRN-5)."""

from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, JSONObject

from journal.models import Addendum, Entry

WITHOUT_A_SHIFT = timedelta(hours=24)


def since(takeovers, now, *, earlier=False):
    """The moment from which everything is new: the newest takeover; without any, a day and a night ago.

    `earlier` gives what was new when that shift was taken over.
    """
    if earlier and takeovers:
        now, takeovers = takeovers[0], takeovers[1:]
    return takeovers[0] if takeovers else now - WITHOUT_A_SHIFT


def entries(unit, children, user, *, since, on):
    """What others wrote or added, the last that arrived first: the unit's own entries, and what another unit saw of
    these `children`, by number. An observation about several stands once; `about` has the number and name of each."""
    here = Q(unit=unit) | Q(child__in=children, happened_at__gte=since)
    said = Entry.objects.visible_to(user, on=on).said().filter(here)
    added = Addendum.objects.filter(received_at__gte=since).exclude(author=user)
    rows = Entry.objects.filter(pk__in=_new(said, added, user, since))
    shared = Entry.objects.said().filter(here, key=OuterRef("key"))
    rows = rows.filter(~Exists(shared.filter(pk__lt=OuterRef("pk")))).annotate(
        about=ArraySubquery(shared.order_by("pk").values(told=JSONObject(pk="child_id", name="child__name"))),
        **_with(added),
    )
    return rows.select_related("child", "author", "original").order_by("-new_at", "-pk")


def _new(said, added, user, since):
    """Three short lists, each found by its index; together in one condition none would be."""
    written = said.filter(received_at__gte=since).exclude(author=user)
    more = [said.filter(pk__in=added.values("entry")), said.filter(original__in=added.values("entry"))]
    return written.order_by().values("pk").union(*(rows.order_by().values("pk") for rows in more))


def _with(added):
    """What was added to an entry, and when the newest of all that arrived."""
    below = added.filter(entry=Coalesce(OuterRef("original"), OuterRef("pk")))
    told = JSONObject(text="text", name="author__full_name", at="written_at")
    newest = below.order_by("-received_at", "-pk").values("received_at")[:1]
    return {
        "told_added": ArraySubquery(below.order_by("written_at", "pk").values(told=told)),
        "new_at": Greatest(F("received_at"), Subquery(newest)),
    }


def additions(entry):
    """The words that were added, as they may stand beside the entry."""
    for told in entry.told_added:
        name, at = told["name"].split(" ")[0], datetime.fromisoformat(told["at"])
        yield {"name": name, "at": at, "text": entry.words(told["text"])}


def after(rows, mark):
    """Those that stand after the entry with the number `mark`; all of them if it is none of these."""
    last = rows.filter(pk=mark).first() if str(mark).isdecimal() else None
    if last is None:
        return rows
    return rows.filter(Q(new_at__lt=last.new_at) | Q(new_at=last.new_at, pk__lt=last.pk))
