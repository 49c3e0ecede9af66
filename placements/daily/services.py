"""Where a child goes by day, and whether it got there (PLC-7)."""

from core.acting import command
from placements.daily import rules
from placements.daily.models import Attendance, Schooling
from placements.daily.queries import MISSED


@command
def add_schooling(placement, *, kind, name, phone, weekdays, begins, ends, by):
    """`ends` is the first day on which the child goes there no more. The same one sent twice is one."""
    rules.check_open(placement)
    facts = {"phone": phone, "weekdays": weekdays, "ends": ends}
    same = {"placement": placement, "kind_id": kind, "name": name, "begins": begins}
    return Schooling.objects.get_or_create(**same, defaults=facts)[0]


@command
def change_schooling(schooling, *, name, phone, weekdays, ends, by):
    rules.check_open(schooling.placement)
    rules.check_ending(schooling, ends)
    for field, value in {"name": name, "phone": phone, "weekdays": weekdays, "ends": ends}.items():
        setattr(schooling, field, value)
    schooling.save(update_fields=["name", "phone", "weekdays", "ends"])
    return schooling


@command
def mark(schooling, *, day, state, reason=None, by, at, on):
    """One tap: how the day went. Without a reason the one that was written stays; corrections keep their history."""
    rules.check_mark(schooling, day, on=on)
    facts = {"state": state, "written_by": by, "written_at": at}
    if state not in MISSED:
        facts["reason"] = ""
    elif reason is not None:
        facts["reason"] = reason
    return Attendance.objects.update_or_create(schooling=schooling, day=day, defaults=facts)[0]


@command
def unmark(schooling, *, day, by):
    """Takes back a tap on the wrong child; the history keeps it."""
    schooling.attendance.filter(day=day).delete()
