"""What waits for the next shift, and who took it over (JRN-5)."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from journal.models import Addendum, Entry


def _taken_over():
    """The versions of an entry that somebody took over."""
    first = Coalesce(OuterRef("original"), OuterRef("pk"))
    return Entry.objects.filter(Q(pk=first) | Q(original=first), acceptance__isnull=False)


def _same_words():
    return Q(text=OuterRef("text"), own_words=OuterRef("own_words"))


def waiting():
    """Entries marked for the next shift whose words nobody has taken over, of every unit and any age."""
    marked = Entry.objects.said().filter(handover=True, acceptance=None)
    return marked.filter(Q(original=None) | ~Exists(_taken_over().filter(_same_words())))


def open_marks(unit):
    return waiting().filter(unit=unit)


def open_counts():
    """An annotation of units: how many messages wait there; one about several children is one."""
    rows = waiting().filter(unit=OuterRef("pk")).order_by().values("unit")
    return Coalesce(Subquery(rows.annotate(number=Count("key", distinct=True)).values("number")), 0)


def on_the_page(unit, since):
    """What waits, and what was taken over since that moment."""
    taken = Entry.objects.filter(unit=unit, taken_out=False, acceptance__at__gte=since)
    both = open_marks(unit).order_by().values("pk").union(taken.order_by().values("pk"))
    return told(Entry.objects.filter(pk__in=both))


def told(entries):
    """As they are read aloud, the oldest first: with additions, and with who took them over."""
    first = Coalesce(OuterRef("original"), OuterRef("pk"))
    added = Addendum.objects.filter(entry=first).order_by("written_at", "pk")
    words = JSONObject(text="text", name="author__full_name", at="written_at")
    rows = entries.annotate(told_added=ArraySubquery(added.values(told=words)), told_earlier=_earlier())
    rows = rows.select_related("child", "author", "original", "acceptance__person")
    return rows.order_by("happened_at", "pk")


def _earlier():
    """Who last took over other words of the entry, before it was corrected."""
    rows = _taken_over().exclude(pk=OuterRef("pk")).order_by("-acceptance__at", "-pk")
    told = JSONObject(name="acceptance__person__full_name", at="acceptance__at")
    return Subquery(rows.values(told=told)[:1])


def with_takeovers(entries):
    """Entries with `taken_over`: name, time and whether other words than these were read, the oldest first."""
    here = Func(Value(timezone.get_current_timezone_name()), "acceptance__at", function="timezone")
    clock = Func(here, Value("DD.MM.YYYY HH24.MI"), function="to_char", output_field=CharField())
    whole = F("acceptance__person__full_name")
    name = Func(whole, Value(" "), Value(1), function="split_part", output_field=CharField())
    other = Case(When(_same_words(), then=False), default=True, output_field=BooleanField())
    told = JSONObject(name=name, at=clock, corrected=other)
    rows = _taken_over().order_by("acceptance__at", "pk")
    return entries.annotate(taken_over=ArraySubquery(rows.values(told=told)))
