"""What placements already know of a child's day, on the unit's pages."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from journal import pinned, today
from placements.enums import AbsenceKind
from placements.models import Absence, Meeting
from units.queries import current


def meetings(children, first, last):
    days = {"starts__date__gte": first, "starts__date__lte": last}
    rows = Meeting.objects.filter(placement__child__in=children, state="planned", **days)
    for row in rows.select_related("kind", "placement").order_by("starts", "pk"):
        facts = {
            "note": row.get_form_display(),
            "icon": "users",
            "url": reverse("placements:meeting", args=[row.pk]),
        }
        yield today.Event(row.placement.child_id, row.starts, row.kind.name, **facts)


def missing(children, day):
    rows = Absence.objects.filter(current(day), placement__child__in=children, kind=AbsenceKind.MISSING)
    for row in rows.select_related("placement").order_by("begins", "pk"):
        words = _("Missing since %(day)s") % {"day": date_format(row.begins, "MONTH_DAY_FORMAT")}
        yield pinned.Pin(row.placement.child_id, words, row.begins)


today.register("meetings", meetings)
pinned.register("missing", missing)
