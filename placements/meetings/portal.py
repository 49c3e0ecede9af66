"""What awaits a caseworker: minutes that are the municipality's turn, and meetings soon to come."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from municipalities.portal import Awaiting, register
from placements.enums import MinutesBy
from placements.meetings.models import Meeting
from placements.meetings.queries import start_of

SOON = timedelta(days=14)


def _theirs(user, on):
    rows = Meeting.objects.visible_to(user, on=on).select_related("kind", "placement__child")
    return rows.order_by("pk")


@register
def minutes(user, on):
    rows = _theirs(user, on).minutes_awaited().filter(minutes_by=MinutesBy.MUNICIPALITY)
    for meeting in rows:
        facts = {"child": meeting.placement.child, "day": date_format(meeting.held)}
        yield Awaiting(
            title=_("Minutes of the meeting on %(day)s about %(child)s") % facts,
            path=reverse("placements:write_minutes", args=[meeting.pk]),
            note=meeting.returned_because or _("It is your turn to write them, or to hand them in as PDF."),
            pill=date_format(meeting.minutes_due, "SHORT_DATE_FORMAT"),
            kind="bad" if meeting.minutes_due < on else "warn",
            due=meeting.minutes_due,
        )


@register
def meetings(user, on):
    rows = _theirs(user, on).coming(on).filter(invited_at__isnull=False, starts__lt=start_of(on + SOON))
    for meeting in rows:
        starts = localtime(meeting.starts)
        facts = {"kind": capfirst(meeting.kind.name), "child": meeting.placement.child}
        yield Awaiting(
            title=_("%(kind)s about %(child)s") % facts,
            path=reverse("placements:meeting", args=[meeting.pk]),
            note=_("The agenda is here."),
            pill=date_format(starts, "SHORT_DATETIME_FORMAT"),
            kind="info",
            due=starts.date(),
        )
