"""What was written about a unit's children since the reader last took over a shift (JRN-5)."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from journal.models import Entry

WITHOUT_A_SHIFT = timedelta(hours=24)


def since(taken_over_at, now):
    """The moment from which everything is new; who never took over a shift gets the last day and night."""
    return taken_over_at or now - WITHOUT_A_SHIFT


def entries(unit, children, user, *, since, on):
    """What others wrote, the last received first: the unit's own, and what another unit saw of these `children`,
    by number. An observation about several stands once, and `about` has each of them as number and name."""
    here = Q(unit=unit) | Q(child__in=children, happened_at__gte=since)
    shared = Entry.objects.said().filter(here, key=OuterRef("key"))
    rows = Entry.objects.visible_to(user, on=on).said().filter(here, received_at__gte=since)
    rows = rows.exclude(author=user).filter(~Exists(shared.filter(pk__lt=OuterRef("pk"))))
    told = shared.order_by("pk").values(told=JSONObject(pk="child_id", name="child__name"))
    rows = rows.annotate(about=ArraySubquery(told)).select_related("child", "author", "original")
    return rows.order_by("-received_at", "-pk")


def after(rows, mark):
    """Those that stand after the entry with the number `mark`; all of them if it is no number."""
    last = Entry.objects.filter(pk=mark).first() if str(mark).isdecimal() else None
    if last is None:
        return rows
    same_moment = Q(received_at=last.received_at, pk__lt=last.pk)
    return rows.filter(Q(received_at__lt=last.received_at) | same_moment)
