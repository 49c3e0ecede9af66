"""What ends with a placement, and how it comes back when the discharge is taken back. Inside a command."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.discharge.people import last_stay
from placements.meetings.lifecycle import MEETING
from placements.models import Absence, Meeting, Stay

PERIODS = ("contact_persons", "caseworkers", "schoolings")
ABSENCE = ("kind", "note", "charge_percent")


def _going_on(day):
    return Q(ends__isnull=True) | Q(ends__gt=day)


def _text(day):
    return day and day.isoformat()


def _day(text):
    return text and date.fromisoformat(text)


def end(placement, day, *, by):
    """Ends what goes on, and returns how it stood before."""
    stay = last_stay(placement)
    before = {name: [_end(row, day) for row in _rows(placement, name, day)] for name in PERIODS}
    before["absences"] = [_end_absence(row, day) for row in _rows(placement, "absences", day)]
    searches = placement.searches.filter(ends=None).select_for_update()
    before["searches"] = [_end_search(row, day) for row in searches]
    before["stay"] = _end(stay, day) if stay else None
    before["meetings"] = _cancel_meetings(placement, day, by)
    return before


def _rows(placement, name, day):
    return getattr(placement, name).filter(_going_on(day)).order_by("pk").select_for_update()


def _end(row, day):
    before = [row.pk, _text(row.ends)]
    row.ends = max(day, row.begins)
    row.save(update_fields=["ends"])
    return before


def _end_absence(absence, day):
    """One that would begin with the discharge, or after it, never was: the child is not here to be away."""
    before = {"begins": _text(absence.begins), "ends": _text(absence.ends)}
    before |= {name: getattr(absence, name) for name in ABSENCE}
    if absence.begins >= day:
        absence.delete()
    else:
        _end(absence, day)
    return before


def _end_search(search, day):
    """The search for another place ends, since the child has one (VIS-8)."""
    search.ends, search.outcome = max(day, search.begins), _("The child is discharged.")
    search.save(update_fields=["ends", "outcome"])
    return search.pk


def _cancel_meetings(placement, day, by):
    later = Meeting.objects.filter(placement=placement, state="planned", starts__gte=_next_midnight(day))
    for meeting in (meetings := list(later.order_by("pk"))):
        MEETING.move(meeting, "cancel", by=by, cancelled_because=_("The child is discharged."))
    return len(meetings)


def _next_midnight(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def reopen(placement, before):
    """Everything as it stood, except the meetings, which stay cancelled."""
    for name in PERIODS:
        for pk, ends in before.get(name, ()):
            getattr(placement, name).filter(pk=pk).update(ends=_day(ends))
    placement.searches.filter(pk__in=before.get("searches", ())).update(ends=None, outcome="")
    for absence in before.get("absences", ()):
        _restore(placement, absence)
    _reopen_stay(placement, before.get("stay"))


def _restore(placement, before):
    facts = {name: before[name] for name in ABSENCE} | {"ends": _day(before["ends"])}
    begins = _day(before["begins"])
    Absence.objects.update_or_create(placement=placement, begins=begins, defaults=facts)


def _reopen_stay(placement, before):
    """An imported discharge has not kept which stay it ended: then it is the last one."""
    pk, ends = before or (last_stay(placement).pk, None)
    Stay.objects.filter(pk=pk).update(ends=_day(ends))
