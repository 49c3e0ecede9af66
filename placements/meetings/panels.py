"""The child's page: the next meeting, the last one, and whose turn the minutes are."""

from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from placements.enums import MinutesBy
from placements.meetings import turns
from placements.meetings.models import Meeting
from placements.panels import Link, Panel, register, register_link


def _facts(on):
    of_placement = {"placement": OuterRef("pk")}
    coming = Meeting.objects.coming(on).filter(**of_placement).in_order()
    held = Meeting.objects.took_place().filter(**of_placement).order_by("-held", "-pk")
    latest = JSONObject(pk="pk", kind="kind__name", held="held", state="state", minutes="minutes")
    coming_next = JSONObject(pk="pk", kind="kind__name", starts="starts", form="form", invited="invited_at")
    return {
        "meetings_next": Subquery(coming.values_list(coming_next)[:1]),
        "meetings_last": Subquery(held.values_list(latest)[:1]),
        "meetings_writer": Subquery(turns.written_in_turn(**of_placement).values("minutes_by")[:1]),
    }


def _load(page):
    placement = page.placement
    if placement is None:
        return None
    return {
        "next": _with(
            placement.meetings_next, "starts", lambda text: localtime(datetime.fromisoformat(text))
        ),
        "last": _with(placement.meetings_last, "held", date.fromisoformat),
        "turn": MinutesBy(turns.after(placement.meetings_writer)).label,
    }


def _with(row, name, read):
    return row and {**row, name: read(row[name])}


register(Panel("meetings", "placements/meetings/_panel.html", _load, "side", 30, _facts))
register_link(
    Link(key="meetings", label=_("Meetings"), icon="messages-square", route="placements:meetings"),
)
