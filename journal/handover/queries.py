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

from journal.handover.models import Acceptance
from journal.models import Addendum, Entry


def _of_its_versions():
    return Q(entry=OuterRef("pk")) | Q(entry=OuterRef("original")) | Q(entry__original=OuterRef("original"))


def _same_words():
    return Q(entry__text=OuterRef("text"), entry__own_words=OuterRef("own_words"))


def waiting():
    """Entries marked for the next shift whose words nobody has taken over, of every unit and any age."""
    marked = Entry.objects.said().filter(handover=True, acceptance=None)
    again = Exists(Acceptance.objects.filter(_of_its_versions(), _same_words()))
    return marked.filter(Q(original=None) | ~again)


def open_marks(unit):
    return waiting().filter(unit=unit)


def open_count(unit):
    """How many messages wait in the unit; one about several children is one."""
    return open_marks(unit).values("key").distinct().count()


def open_counts():
    """The same as an annotation of units."""
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
    rows = Acceptance.objects.filter(_of_its_versions()).exclude(entry=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(rows.values(told=JSONObject(name="person__full_name", at="at"))[:1])


def with_takeovers(entries):
    """Entries with `taken_over`: name, time and whether other words than these were read, the oldest first."""
    here = Func(Value(timezone.get_current_timezone_name()), "at", function="timezone")
    clock = Func(here, Value("DD.MM.YYYY HH24.MI"), function="to_char", output_field=CharField())
    name = Func(F("person__full_name"), Value(" "), Value(1), function="split_part", output_field=CharField())
    other = Case(When(_same_words(), then=False), default=True, output_field=BooleanField())
    rows = Acceptance.objects.filter(_of_its_versions()).order_by("at", "pk")
    told = JSONObject(name=name, at=clock, corrected=other)
    return entries.annotate(taken_over=ArraySubquery(rows.values(told=told)))
