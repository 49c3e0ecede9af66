"""Where a child has to be: made, changed, kept or cancelled, and never forgotten how."""

from core.acting import command
from journal.appointments import rules
from journal.appointments.lifecycle import APPOINTMENT
from journal.appointments.models import Appointment


@command
def make(child, *, key, what, starts, where="", bring="", by, on):
    """The same key twice is one appointment, and with other words it is refused."""
    facts = {"child": child, "what": what, "starts": starts, "where": where, "bring": bring, "made_by": by}
    if known := Appointment.objects.filter(key=key).first():
        rules.check_same(known, facts)
        return known
    rules.check_make(child, starts, by=by, on=on)
    return Appointment.objects.get_or_create(key=key, defaults=facts)[0]


@command
def change(appointment, *, seen, what, starts, where, bring, by, on):
    """Another time, or other words. `seen` is the version that the person changed."""
    APPOINTMENT.hold(appointment)
    appointment.refresh_from_db()
    rules.check_unchanged(appointment, seen)
    if starts != appointment.starts:
        rules.check_day(starts, on=on)
    APPOINTMENT.move(appointment, "change", by=by, what=what, starts=starts, where=where, bring=bring)


@command
def keep(appointment, *, by, on):
    APPOINTMENT.hold(appointment)
    appointment.refresh_from_db()
    rules.check_keep(appointment, on=on)
    APPOINTMENT.move(appointment, "keep", by=by)


@command
def cancel(appointment, *, reason, by):
    APPOINTMENT.move(appointment, "call_off", by=by, reason=reason)
