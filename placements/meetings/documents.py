"""Agenda and minutes: what they say is frozen, and the municipality gets them."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import CARE
from core.cpr import formatted
from documents.kinds import Kind, register
from placements.meetings import invitations, turns
from placements.models import Child

AGENDA, MINUTES = "agenda", "minutes"
DAY = r"l \d\e\n j. F Y"


def _of_the_child(user, on):
    return Q(child__in=Child.objects.visible_to(user, on=on).values("pk")) if user.role in CARE else None


register(Kind(AGENDA, gettext_lazy("agenda"), "documents/agenda.html", _of_the_child, receipt=False))
register(Kind(MINUTES, gettext_lazy("minutes"), "documents/minutes.html", _of_the_child, receipt=False))


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _facts(meeting, on):
    placement = meeting.placement
    people = invitations.caseworkers_on(placement, on)
    return {
        "municipality": placement.municipality.name,
        "address": placement.municipality.address,
        "caseworkers": [person.full_name for person in people],
        "child": placement.child.name,
        "cpr": formatted(placement.child.cpr or ""),
        "number": placement.reference,
        "kind": capfirst(meeting.kind.name),
        "form": meeting.get_form_display(),
    }


def agenda_of(meeting, on):
    """What the agenda says, as it stands when the invitation goes out."""
    with translation.override(settings.LANGUAGE_CODE):
        starts = timezone.localtime(meeting.starts)
        when = {"day": date_format(starts, DAY), "time": time_format(starts)}
        return {
            **_facts(meeting, on),
            "when": _("%(day)s at %(time)s") % when,
            "lines": lines_of(meeting.agenda),
            "minutes_by": str(turns.turn(meeting.placement).label),
        }


def minutes_of(meeting, on):
    """What the minutes say, as they were signed off."""
    with translation.override(settings.LANGUAGE_CODE):
        writer = meeting.written_by.full_name if meeting.written_by else ""
        return {
            **_facts(meeting, on),
            "held": date_format(meeting.held, DAY),
            "agenda": lines_of(meeting.agenda) if meeting.invited_at else [],
            "present": meeting.present,
            "child_part": meeting.child_part,
            "minutes": meeting.minutes,
            "minutes_by": meeting.get_minutes_by_display(),
            "written_by": writer,
            "signed_by": meeting.signed_by.full_name,
            "signed": date_format(timezone.localdate(meeting.signed_at)),
        }
