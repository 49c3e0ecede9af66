"""In an assessment the child's reactions are described every day in the diary (PLC-8)."""

from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import TruncDate

from core.periods import days_between
from placements.models import Child

LOOKED_BACK = timedelta(days=14)


def described(on):
    """Annotation of an assessment: the dates before `on`, 14 at the most, with an entry in the diary."""
    about = {"entries__current": True, "entries__taken_out": False}
    diary = Child.objects.filter(pk=OuterRef("placement__child"), **about)
    diary = diary.annotate(day=TruncDate("entries__happened_at"))
    days = diary.filter(day__gte=on - LOOKED_BACK, day__lt=on).order_by("day").values("day").distinct()
    return ArraySubquery(days)


def not_described(started_on, days, on):
    """The dates since the start, 14 at the most and without today, on which nobody wrote. Dates may be ISO text."""
    written = {date.fromisoformat(str(day)) for day in days}
    first = max(started_on, on - LOOKED_BACK)
    asked = days_between(first, on - timedelta(days=1)) if first < on else []
    return [day for day in asked if day not in written]
